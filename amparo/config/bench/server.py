"""A real server of a deployment, as a process of its own: started, stopped, or killed."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Self

COMMAND = "from amparo.config.command import main; main()"
HOST = "127.0.0.1"
PATIENCE = 60.0


class Server:
    """`amparo serve` in some environment; what it says and complains of goes into a file."""

    def __init__(self, env: Mapping[str, str], log: Path, *options: str) -> None:
        self._env, self._log, self._options = env, log, options
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def site(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        """Return the process that all others of the server come from.

        Raises:
            ProcessLookupError: it does not run.
        """
        if self._process is None:
            raise ProcessLookupError
        return self._process.pid

    def start(self) -> None:
        """Start it in a group of its own, without waiting until it answers."""
        words = [sys.executable, "-c", COMMAND, "serve", "--port", str(self.port), *self._options]
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603  # nosec B603  # this program
                words, env=dict(self._env), stdout=log, stderr=log, start_new_session=True
            )

    def wait(self) -> None:
        """Wait until it answers.

        Raises:
            TimeoutError: it does not.
        """
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up and not self._has_ended():
            if self._answers():
                return
            time.sleep(0.05)
        raise TimeoutError(f"the server does not answer; it said: {self.said()[-2000:]}")

    @contextmanager
    def running(self) -> Iterator[Self]:
        """Serve until the block ends, from when it answers."""
        self.start()
        try:
            self.wait()
            yield self
        finally:
            self.stop()

    def kill(self) -> None:
        """End it and all its workers at once, as a pulled plug would (kill -9)."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ask it to end, and wait."""
        self._end(signal.SIGTERM)

    def said(self) -> str:
        """Return all that it wrote so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def _end(self, by: signal.Signals) -> None:
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, by)
        self._process.wait(PATIENCE)
        self._process = None

    def _has_ended(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def _answers(self) -> bool:
        line = HTTPConnection(HOST, self.port, timeout=2)
        try:
            line.request("GET", "/sign-in/")
            line.getresponse().read()
        except OSError:
            return False
        finally:
            line.close()
        return True


def _free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind((HOST, 0))
        return int(any_port.getsockname()[1])
