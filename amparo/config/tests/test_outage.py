"""A database that is away or full is told as such: what it is, what is safe, what to do."""

import errno
import sqlite3

import psycopg
import pytest
from django.db.utils import InterfaceError, OperationalError, ProgrammingError
from django.test import Client

from amparo.config.outage import Outage, outage_in
from amparo.config.tests import site


def from_driver(driver: BaseException | None, said: str = "") -> OperationalError:
    problem = OperationalError(said)
    problem.__cause__ = driver
    return problem


def sqlite_said(name: str) -> BaseException:
    told = sqlite3.OperationalError("as SQLite tells it")
    told.sqlite_errorname = name
    return from_driver(told)


def test_what_passes_by_itself_is_told_from_a_mistake_of_ours() -> None:
    full, away = Outage.FULL, Outage.AWAY
    assert outage_in(sqlite_said("SQLITE_FULL")) is full
    assert outage_in(from_driver(psycopg.errors.DiskFull())) is full
    assert outage_in(OSError(errno.ENOSPC, "no room")) is full
    assert outage_in(sqlite_said("SQLITE_BUSY_SNAPSHOT")) is away
    assert outage_in(from_driver(None, "database is locked")) is away
    assert outage_in(from_driver(psycopg.OperationalError("connection refused"))) is away
    assert outage_in(from_driver(psycopg.errors.AdminShutdown())) is away
    assert outage_in(InterfaceError("connection already closed")) is away
    for ours in (
        sqlite_said("SQLITE_ERROR"),
        sqlite_said("SQLITE_MISUSE"),
        from_driver(psycopg.errors.DeadlockDetected()),
        ProgrammingError("no such column"),
        OSError(errno.ENOENT, "no file"),
        ValueError(),
        None,
    ):
        assert outage_in(ours) is None, ours


def test_an_outage_is_found_behind_what_it_led_to() -> None:
    led_to = ValueError()
    led_to.__context__ = sqlite_said("SQLITE_FULL")
    assert outage_in(led_to) is Outage.FULL


SAYS = {
    ("en", "SQLITE_FULL"): (507, "There is no room to save anything just now"),
    ("en", "SQLITE_BUSY"): (503, "What is saved here can&#x27;t be reached just now"),
    ("es", "SQLITE_FULL"): (507, "No hay espacio para guardar nada ahora"),
    ("es", "SQLITE_BUSY"): (503, "Ahora no se puede llegar a lo guardado"),
}


SAFE = {"en": "saved before is all there", "es": "guardado antes está completo"}


@pytest.mark.urls(site.__name__)
@pytest.mark.django_db
@pytest.mark.parametrize(("language", "name"), SAYS)
def test_a_person_is_told_in_her_language_that_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch, language: str, name: str
) -> None:
    monkeypatch.setitem(site.FAILURES, "outage", lambda _: sqlite_said(name))
    visitor = Client(raise_request_exception=False, headers={"accept-language": language})
    answer = visitor.post("/tried/?kind=outage", {"text": "a"})
    status, title = SAYS[language, name]
    assert answer.status_code == status
    assert answer["Retry-After"] == "60"
    page = answer.content.decode()
    assert f'<html lang="{language}"' in page
    assert f"<h1>{title}" in page
    assert SAFE[language] in page


@pytest.mark.django_db
def test_a_way_of_asking_that_a_page_does_not_know_gets_a_page_too() -> None:
    answer = Client(headers={"accept-language": "es"}).get("/sign-out/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "<h1>Esta página no se abre así" in answer.content.decode()
