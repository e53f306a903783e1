"""A PostgreSQL server that is thrown away: reached by a socket in its own folder, by no port.

It waits for the disk as a real one does (fsync): what is killed here must find again what it said.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

OWNER = "amparo-postgres"
"""Who runs it where we are root, as whom PostgreSQL refuses to run."""

PATIENCE = 60.0


class Postgres:
    """One server, its data, and how to start, stop and kill it."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self._programs = folder, programs
        self._as_owner = ("runuser", "-u", OWNER, "--") if os.geteuid() == 0 else ()
        self._run("initdb", "-D", str(self.data), "-U", "amparo", "--auth=trust", "--no-locale")
        self.start()
        self._run("createdb", "-h", str(folder), "-U", "amparo", "amparo")

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def url(self) -> str:
        return f"postgresql://amparo@/amparo?host={self.folder}"

    def start(self) -> None:
        """Start it; after a kill it is in the way of itself until its last process noticed.

        Raises:
            TimeoutError: it does not come up.
        """
        options = f"-c listen_addresses= -c unix_socket_directories={self.folder}"
        words = ("-D", str(self.data), "-l", str(self.folder / "log"), "-w", "-o", options)
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            with suppress(subprocess.CalledProcessError):
                self._run("pg_ctl", *words, "start")
                return
            time.sleep(0.2)
        raise TimeoutError((self.folder / "log").read_text()[-2000:])

    def wait(self) -> None:
        """Wait until it takes connections.

        Raises:
            TimeoutError: it does not.
        """
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            with suppress(subprocess.CalledProcessError):
                self._run("pg_isready", "-q", "-h", str(self.folder))
                return
            time.sleep(0.1)
        raise TimeoutError((self.folder / "log").read_text()[-2000:])

    def stop(self) -> None:
        """Stop it at once; whoever is connected is cut off."""
        with suppress(subprocess.CalledProcessError):
            self._run("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def kill(self) -> None:
        """End the postmaster and all its processes at once (kill -9)."""
        postmaster = self._postmaster()
        for pid in (postmaster, *_children(postmaster)):
            _kill(pid)

    def kill_one(self) -> None:
        """End one process that serves a connection (kill -9): the others are then ended too.

        Returns once the server has noticed: before that it says that it is ready, and is not.
        """
        postmaster = self._postmaster()
        serving = [pid for pid in _children(postmaster) if b"rehearsal" in _title(pid)]
        for pid in serving[-1:]:
            _kill(pid)
        give_up = time.monotonic() + PATIENCE
        while {*serving} & {*_children(postmaster)} and time.monotonic() < give_up:
            time.sleep(0.01)

    def sql(self, statement: str) -> None:
        """Run one statement as the database's owner."""
        self._run("psql", "-q", "-h", str(self.folder), "-U", "amparo", "-c", statement, "amparo")

    def _postmaster(self) -> int:
        return int((self.data / "postmaster.pid").read_text().split()[0])

    def _run(self, program: str, *words: str) -> None:
        command = [*self._as_owner, str(self._programs / program), *words]
        # It inherits no pipe: the server that pg_ctl starts would keep it open.
        nowhere = subprocess.DEVNULL
        subprocess.run(command, cwd=self.folder, check=True, stdout=nowhere, stderr=nowhere)  # noqa: S603


@contextmanager
def throw_away_postgres() -> Iterator[Postgres]:
    """Found a server, and throw it away afterwards.

    Raises:
        FileNotFoundError: PostgreSQL is not installed here.
    """
    programs = found_programs()
    if programs is None:
        raise FileNotFoundError("no initdb: PostgreSQL is not installed here")
    folder = Path(tempfile.mkdtemp(prefix="amparo-endure-"))
    folder.chmod(0o755)
    if os.geteuid() == 0:
        give_to_owner(folder)
    server = Postgres(folder, programs)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def found_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL here, if there is one."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda each: int(each.parents[1].name)).parent
    in_path = shutil.which("initdb")
    return Path(in_path).parent if in_path else None


def give_to_owner(folder: Path) -> None:
    """Give a folder to whoever runs the server; that user is made where there is none yet."""
    try:
        owner = pwd.getpwnam(OWNER)
    except KeyError:
        words = ("useradd", "--system", "--no-create-home", OWNER)
        subprocess.run(words, check=True)  # noqa: S603  # our own words
        owner = pwd.getpwnam(OWNER)
    os.chown(folder, owner.pw_uid, owner.pw_gid)


def _children(pid: int) -> Sequence[int]:
    said = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(each) for each in said.split()]


def _title(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
