"""How much memory a server takes: it and all processes that it started."""

from pathlib import Path

PAGES = Path("/proc")


def memory_bytes(pid: int) -> int:
    """Return the memory of a process and its children; what several share counts once in all."""
    said = (PAGES / str(pid) / "smaps_rollup").read_text(encoding="ascii").splitlines()
    own = sum(int(line.split()[1]) * 1024 for line in said if line.startswith("Pss:"))
    return own + sum(map(memory_bytes, children_of(pid)))


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started and that have not ended."""
    tasks = (PAGES / str(pid) / "task").glob("*/children")
    return [int(child) for each in tasks for child in each.read_text(encoding="ascii").split()]
