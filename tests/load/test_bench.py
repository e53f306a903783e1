"""The figures of `amparo bench`: one JSON object a line, and nothing lost, doubled or failed."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from amparo.config.bench.places import SQLITE
from amparo.config.bench.server import COMMAND

COLUMNS = [
    "bench",
    "db",
    "clients",
    "n",
    "per_s",
    "p50_ms",
    "p95_ms",
    "lost",
    "doubled",
    "errors",
    "bytes",
    "script",
    "dossiers",
    "what",
]
DOSSIERS = 120


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is measured here leaves no trace in the project's own folder."""
    home = tmp_path_factory.mktemp("bench")
    return {
        **{name: value for name, value in os.environ.items() if name != "AMPARO_DATABASE_URL"},
        "DJANGO_SETTINGS_MODULE": "amparo.config.settings",
        "AMPARO_HOME": str(home),
        "BENCH_N": str(DOSSIERS),
    }


def test_concerns_that_are_sent_are_all_there_once(env: dict[str, str]) -> None:
    lines = measured(env, "empty_view", "intake")
    assert [line["bench"] for line in lines] == ["empty_view", "empty_form", "intake"]
    for line in lines:
        assert line["per_s"] > 0
        assert 0 < line["p50_ms"] <= line["p95_ms"]
    assert lines[-1]["n"] == lines[-1]["clients"] == 8
    assert (lines[-1]["lost"], lines[-1]["doubled"]) == (0, 0)


def test_what_a_filled_deployment_holds_is_what_the_real_actions_write(
    env: dict[str, str],
) -> None:
    lines = {line["bench"]: line for line in measured(env, "work_list", "search", "replay_all")}
    assert set(lines) == {"work_list", "search", "replay_all", "memory"}
    assert lines["search"]["dossiers"] == DOSSIERS
    assert f"{DOSSIERS} dossiers replayed, 0 differed" in lines["replay_all"]["what"]
    assert lines["memory"]["bytes"] > 20_000_000
    home = Path(env["AMPARO_HOME"]) / f"bench-{SQLITE}-{DOSSIERS}"
    said = run({**env, "AMPARO_HOME": str(home), "AMPARO_DEMO": "1"}, "audit", "verify")
    assert said.returncode == 0, said.stdout + said.stderr


def measured(env: dict[str, str], *benches: str) -> list[dict[str, Any]]:
    said = run(env, "bench", *benches, "--db", SQLITE)
    assert said.returncode == 0, said.stderr
    lines = [json.loads(line) for line in said.stdout.splitlines()]
    for line in lines:
        assert list(line) == [name for name in COLUMNS if name in line]
        assert line.get("errors", 0) == 0
    return lines


def run(env: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", COMMAND, *words],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
