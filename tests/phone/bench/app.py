"""The app in a slowed Chromium: first use over 2G, and a start with the server stopped."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).parents[3]
MODULE = "tests.phone.beginning"


def lines() -> Iterator[str]:
    """Yield the lines as the measuring process prints them: a process has one deployment."""
    with TemporaryDirectory(prefix="amparo-app-") as home:
        env = {**os.environ, "AMPARO_HOME": home, "AMPARO_DEMO": "1"}
        env.pop("AMPARO_DATABASE_URL", None)
        with subprocess.Popen(  # noqa: S603  # this program
            [sys.executable, "-m", MODULE], cwd=PROJECT, env=env, stdout=subprocess.PIPE, text=True
        ) as beginning:
            yield from (line.rstrip("\n") for line in beginning.stdout or ())
        if beginning.returncode:
            raise RuntimeError(f"{MODULE} ended with {beginning.returncode}")
