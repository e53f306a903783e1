"""A backup that is put back does not bring back what was deleted by law."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

PROJECT = Path(__file__).resolve().parents[2]


@pytest.mark.django_db
def test_a_restored_copy_does_not_bring_back_what_was_deleted(tmp_path: Path) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the files of a PostgreSQL server are not ours to read")
    (tmp_path / "home").mkdir()
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith("AMPARO_")},
        "AMPARO_HOME": str(tmp_path / "home"),
        "AMPARO_DEMO": "1",
        "DJANGO_SETTINGS_MODULE": "amparo.config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.restore.drill"],
        cwd=PROJECT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    print(f"the ledger was replayed in {found['seconds']} s")  # noqa: T201  # the drill's figure
    assert found["there"] == found["returned"] > 0
    assert (found["erased"], found["after"]) == (0, 0)
    assert found["deleted"] == 1
    assert found["entries"] > 0
    assert found["wrong"] == []
