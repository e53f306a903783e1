"""All that is endured, on both databases: `make endure`.

    python -m tests.endure [sqlite] [postgresql]

One JSON object a line on standard output for each part; what goes on meanwhile on standard error.
ENDURE_N makes it smaller (the kills on each database; 200). PostgreSQL is a server of our own
that is thrown away, unless AMPARO_DATABASE_URL names one: what may be hurt is always our own.
"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.endure.postgres import found_programs, throw_away_postgres
from tests.endure.sizes import WHOLE
from tests.endure.telling import OUT

PARTS = Path(__file__).parent
DATABASES = ("sqlite", "postgresql")


def main(wanted: Sequence[str]) -> int:
    """Run every part on the databases asked for; return how many of them something is bad on."""
    return sum(not endures(database) for database in wanted or DATABASES)


def endures(database: str) -> bool:
    """Run every part on one database; tell whether all is well."""
    with ExitStack() as stack:
        env = {**os.environ, "ENDURE_N": os.environ.get("ENDURE_N") or str(WHOLE), OUT: "1"}
        given = env.pop("AMPARO_DATABASE_URL", "")
        if database == "postgresql":
            if not given and found_programs() is None:
                print("PostgreSQL is not installed here: that half was left out.", file=sys.stderr)  # noqa: T201
                return False
            env["AMPARO_DATABASE_URL"] = given or stack.enter_context(throw_away_postgres()).url
        return run(env)


def run(env: Mapping[str, str]) -> bool:
    """Run the parts; each line goes to our own output, all that pytest says beside it."""
    out = os.dup(1)
    words = [sys.executable, "-m", "pytest", "-q", "-s", "--durations=0", str(PARTS)]
    try:
        told = {**env, OUT: str(out)}
        done = subprocess.run(words, env=told, stdout=2, pass_fds=(out,), check=False)  # noqa: S603  # this program
    finally:
        os.close(out)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
