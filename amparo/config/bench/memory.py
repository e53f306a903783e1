"""How much memory a server takes: of it and of all processes that it started."""

from pathlib import Path

PAGES = Path("/proc")


def resident_bytes(pid: int) -> int:
    """Return the resident memory of a process and its children; shared pages count in each."""
    own = next(
        (
            int(line.split()[1]) * 1024
            for line in (PAGES / str(pid) / "status").read_text(encoding="ascii").splitlines()
            if line.startswith("VmRSS:")
        ),
        0,
    )
    return own + sum(map(resident_bytes, _children(pid)))


def _children(pid: int) -> list[int]:
    tasks = (PAGES / str(pid) / "task").glob("*/children")
    return [int(child) for each in tasks for child in each.read_text(encoding="ascii").split()]
