"""A PostgreSQL server of the bench's own: reached by a socket in its own folder, on no port.

It waits for the disk as one in production does: `fsync` and `synchronous_commit` are on.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

OWNER = "amparo-postgres"
"""Who runs it where we are root: PostgreSQL refuses to be."""


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_version)
    here = found[-1] if found else shutil.which("initdb")
    return Path(here).parent if here else None


@contextmanager
def own_server(place: Path, bin: Path) -> Iterator[str]:
    """Start a server whose data lie in `place`, made if it is not there; yield its URL."""
    place.mkdir(parents=True, exist_ok=True)
    socket = Path(tempfile.mkdtemp(prefix="amparo-pg-"))
    as_owner = _as_owner(place, socket)
    data, log = place / "data", place / "log"
    if not data.exists():
        new = (bin / "initdb", "-D", data, "-U", "amparo", "--auth=trust", "--encoding=UTF8")
        _run(as_owner, *new, "--no-locale")
    options = f"-c listen_addresses= -c unix_socket_directories={socket} {SETTINGS}"
    control = (bin / "pg_ctl", "-D", data, "-w")
    _run(as_owner, *control, "-l", log, "-o", options, "start")
    try:
        _run(as_owner, bin / "psql", *_at(socket), "-c", MADE, "-d", "postgres", is_needed=False)
        yield f"postgresql://amparo@/amparo?host={socket}"
    finally:
        _run(as_owner, *control, "-m", "fast", "stop")
        shutil.rmtree(socket, ignore_errors=True)


SETTINGS = "-c shared_buffers=512MB -c max_wal_size=4GB"
MADE = "CREATE DATABASE amparo"


def _at(socket: Path) -> tuple[str, ...]:
    return ("-h", str(socket), "-U", "amparo", "-q")


def _as_owner(*places: Path) -> tuple[str, ...]:
    """Return what stands before each command, after giving the folders to whoever runs it."""
    if os.geteuid() != 0:
        return ()
    if subprocess.run(("id", OWNER), capture_output=True, check=False).returncode:  # noqa: S603, S607  # nosec B603  # found on the path
        _run((), "useradd", "--system", "--no-create-home", OWNER)
    for place in places:
        shutil.chown(place, OWNER)
        place.chmod(0o711)
    return ("runuser", "-u", OWNER, "--")


def _run(before: tuple[str, ...], *words: object, is_needed: bool = True) -> None:
    subprocess.run(  # noqa: S603  # nosec B603  # the database's own programs
        (*before, *map(str, words)),
        check=is_needed,
        stdout=subprocess.DEVNULL,
        stderr=None if is_needed else subprocess.DEVNULL,
        cwd="/",
    )


def _version(program: Path) -> tuple[int, ...]:
    return tuple(int(each) for each in program.parts[-3].split("."))
