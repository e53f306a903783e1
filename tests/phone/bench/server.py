"""What phones ask of the server: a first sync of 300 entries, an idle one, 20 changes, a hundred.

Each in a throw-away deployment, founded by the real actions and served as `amparo serve` does.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

PROJECT = Path(__file__).parents[3]
MODULE = "tests.phone.asking"


def lines() -> Iterator[str]:
    """Yield the lines as the measuring process prints them: a process has one deployment."""
    with TemporaryDirectory(prefix="amparo-phones-") as home:
        env = {**os.environ, "AMPARO_HOME": home, "AMPARO_DEMO": "1"}
        env.pop("AMPARO_DATABASE_URL", None) if not env.get("AMPARO_PHONES_DATABASE") else None
        with subprocess.Popen(  # noqa: S603  # this program
            [sys.executable, "-m", MODULE], cwd=PROJECT, env=env, stdout=subprocess.PIPE, text=True
        ) as asking:
            yield from (line.rstrip("\n") for line in asking.stdout or ())
        if asking.returncode:
            raise RuntimeError(f"{MODULE} ended with {asking.returncode}")
