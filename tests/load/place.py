"""A throw-away deployment with a real server: its home, its keeper, and how to serve it."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from amparo.config.bench.browser import Browser
from amparo.config.bench.server import Server
from amparo.config.demo.rehearsal.throwaway import throw_away
from amparo.config.environment import Environment
from tests.world import PASSPHRASE

PROJECT = Path(__file__).resolve().parents[2]


class Place:
    """One deployment, founded like the tests' world but some days ago, with real passphrases."""

    def __init__(self, env: Mapping[str, str], days: int = 1) -> None:
        self.home = Path(env["AMPARO_HOME"])
        # What it writes for a moment lies in its home too, to be searched and thrown away.
        temporary = self.home / "tmp"
        temporary.mkdir()
        own = {"DJANGO_SETTINGS_MODULE": "amparo.config.settings", "TMPDIR": str(temporary)}
        self.env = {**env, **own}
        self.server = Server(self.env, self.home.with_suffix(".log"), "--workers", "2")
        self._keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.load.keeper"],
            cwd=PROJECT,
            env=self.env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._browsers: list[Browser] = []
        self.people: list[str] = self.ask("found", days=days)

    def ask(self, what: str, **said: object) -> Any:  # noqa: ANN401  # as the question has it
        """Ask the keeper one question."""
        assert self._keeper.stdin
        assert self._keeper.stdout
        self._keeper.stdin.write(json.dumps({"ask": what, **said}) + "\n")
        self._keeper.stdin.flush()
        answer = json.loads(self._keeper.stdout.readline())
        assert "failed" not in answer, answer["failed"]
        return answer["is"]

    def browser(self, who: str) -> Browser:
        """Return somebody's browser, signed in."""
        self._browsers.append(Browser.signed_in(self.server.site, who, PASSPHRASE))
        return self._browsers[-1]

    def dumped(self) -> list[bytes]:
        """Return what `pg_dump` writes of the database; nothing where it is a file."""
        program = shutil.which("pg_dump")
        url = self.env.get("AMPARO_DATABASE_URL")
        if not url or not program:
            return []
        words = [program, "--no-sync", f"--dbname={url}"]
        return [subprocess.run(words, check=True, capture_output=True).stdout]  # noqa: S603

    def close(self) -> None:
        """Stop the server and send the keeper home."""
        for browser in self._browsers:
            browser.close()
        self.server.stop()
        self._keeper.communicate()
        self.home.with_suffix(".log").unlink(missing_ok=True)


@contextmanager
def place(beside: Environment | None = None, days: int = 1, **said: str) -> Iterator[Place]:
    """Found a deployment and serve it; throw it away afterwards.

    Args:
        beside: the deployment whose database server is used; the tests' own, if none is named.
        days: how long ago it was founded.
        said: what the environment says further.
    """
    with throw_away(beside or settings.AMPARO) as env:
        here = Place({**env, **said}, days)
        try:
            here.server.start()
            here.server.wait()
            yield here
        finally:
            here.close()
