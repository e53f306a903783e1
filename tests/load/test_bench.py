"""The figures of `amparo bench`: one JSON object a line, and nothing lost, doubled or failed."""

import json
import os
import subprocess
import sys

from amparo.config.bench.server import COMMAND

COLUMNS = ["bench", "db", "clients", "n", "per_s", "p50_ms", "p95_ms", "lost", "doubled", "errors"]
SMALL = ("--clients", "4", "--empty", "40", "--concerns", "12", "--whole", "4")


def test_the_bench_tells_figures_of_an_empty_view_and_of_concerns_in_one_run() -> None:
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "amparo.config.settings"}
    words = [sys.executable, "-c", COMMAND, "bench", *SMALL]
    said = subprocess.run(words, env=env, check=True, capture_output=True, text=True)  # noqa: S603
    lines = [json.loads(line) for line in said.stdout.splitlines()]
    assert all(list(line) == COLUMNS for line in lines)
    told = {line["bench"]: line["n"] for line in lines}
    assert told == {"empty_view": 40, "empty_form": 40, "concern_sent": 12, "concern_whole": 4}
    for line in lines:
        assert (line["lost"], line["doubled"], line["errors"]) == (0, 0, 0)
        assert line["per_s"] > 0
        assert 0 < line["p50_ms"] <= line["p95_ms"]
