"""What `amparo replay --all` takes, as a scheduler or a person would run it."""

import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter

from django.db import connection

from amparo.config.bench.lines import Line
from amparo.config.bench.server import COMMAND
from amparo.dossiers.models import Dossier

MOST = 100_000
"""How many dossiers are replayed at most."""


def replay_all(*_ignored: object) -> Iterator[Line]:
    """Measure replaying all dossiers, or the first of them where there are very many."""
    count = min(MOST, Dossier.objects.count())
    words = [sys.executable, "-c", COMMAND, "replay", "--all", "--most", str(count)]
    begun = perf_counter()
    ended = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603  # nosec B603  # this program
    seconds = perf_counter() - begun
    yield Line(
        bench="replay_all",
        db=connection.vendor,
        clients=1,
        n=count,
        per_s=round(count / seconds, 1),
        errors=int(ended.returncode != 0),
        what=f"{seconds:.1f} s: {(ended.stdout or ended.stderr).strip().splitlines()[0]}",
    )
