"""Whoever watches learns whether it works, and nothing else; also when the database is away."""

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils.timezone import now
from pytest_django.fixtures import Settings

from amparo.trust.key_files import server_folder
from amparo.trust.marks import TICK, mark

WELL = {"status": "ok", "database": "ok", "tick": "ok", "disk": "ok", "keys": "ok"}
JSON = {"accept": "application/json"}


@pytest.fixture
def well(deployment: Path) -> None:
    """A deployment with keys that ticked a moment ago."""
    mark(TICK, now())
    assert deployment.is_dir()


def asked() -> tuple[int, dict[str, str]]:
    answer = Client().get("/health/", headers=JSON)
    return answer.status_code, answer.json()


pytestmark = pytest.mark.usefixtures("well")


def test_all_is_well_as_json_and_as_text() -> None:
    assert asked() == (200, WELL)
    answer = Client().get("/health/")
    assert answer.content.decode().splitlines() == [f"{k}: {v}" for k, v in WELL.items()]
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies


def test_it_needs_neither_the_right_name_nor_https(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["amparo.example"]
    assert Client().get("/health/", headers={"host": "127.0.0.1:8000"}).status_code == 200
    assert Client().get("/sign-in/", headers={"host": "amparo.example"}).status_code == 301


@pytest.mark.django_db
def test_it_can_be_asked_and_nothing_else_and_says_so_in_the_readers_language() -> None:
    answer = Client().post("/health/", headers={"accept-language": "en"})
    assert answer.status_code == 405
    assert 'lang="en"' in answer.content.decode()


def test_a_database_that_is_away_is_said_and_breaks_nothing() -> None:
    away = OperationalError("could not connect to amparo@db.example")
    with patch("django.db.backends.base.base.BaseDatabaseWrapper.cursor", side_effect=away):
        status, said = asked()
    assert (status, said) == (503, {**WELL, "status": "failing", "database": "away"})


def test_a_tick_that_stopped_is_late() -> None:
    mark(TICK, now() - timedelta(minutes=11))
    assert asked() == (503, {**WELL, "status": "failing", "tick": "late"})
    mark(TICK, now() - timedelta(minutes=9))
    assert asked() == (200, WELL)


def test_a_tick_that_never_was_or_is_unreadable_is_late(settings: Settings) -> None:
    file = settings.AMPARO.home / "last-tick"
    for said in (b"", b"\xff", b"yesterday\n"):
        file.write_bytes(said)
        assert asked()[1]["tick"] == "late"
    file.unlink()
    assert asked()[1]["tick"] == "late"


def test_a_disk_that_fills_is_low(monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(511 * 1024 * 1024))
    assert asked() == (503, {**WELL, "status": "failing", "disk": "low"})


def test_keys_that_are_gone_are_missing(settings: Settings, tmp_path: Path) -> None:
    (server_folder() / "pepper.json").unlink()
    assert asked()[1]["keys"] == "missing"
    settings.AMPARO = replace(settings.AMPARO, home=tmp_path / "none")
    assert asked()[1]["keys"] == "missing"


def test_nothing_is_changed_by_it() -> None:
    assert Client().post("/health/").status_code == 405
    assert Client().head("/health/").status_code == 200
