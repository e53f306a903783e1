"""No record in the log, no word: where writing the log fails, nothing that was sealed is shown."""

import logging
from collections.abc import Iterator

import pytest
from django.db import connection

from tests.attacks.door import Door
from tests.attacks.doors import DOORS
from tests.attacks.trial import Trial, trial_of
from tests.world import World

SERVICE = ("ana", "elsa", "carmen", "fidel")

Way = tuple[str, Door, str, str, str]


def ways() -> Iterator[Way]:
    """Yield each way in which somebody of a service may come to something."""
    for name, doors in DOORS.items():
        for door in doors:
            for who in SERVICE:
                for thing in door.things.split() or [""]:
                    if door.lets_in(who, thing):
                        yield from ((name, door, each, who, thing) for each in door.methods)


OPENING = (
    *("file", "step", "letter", "call_back", "cases", "copy", "print_file"),
    *("access_review", "identity"),
)
"""The pages on which somebody sees a sealed word, or reads back what they typed."""


def break_the_log() -> None:
    """Let the database refuse every new record, as a full disk or a lost right would."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            refuse = "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
            cursor.execute(f"CREATE TRIGGER no_log BEFORE INSERT ON audit_record {refuse}")
            return
        raising = "BEGIN RAISE EXCEPTION 'the disk is full'; END"
        cursor.execute(
            f"CREATE FUNCTION no_log() RETURNS trigger LANGUAGE plpgsql AS $$ {raising} $$"
        )
        each = "FOR EACH ROW EXECUTE FUNCTION no_log()"
        cursor.execute(f"CREATE TRIGGER no_log BEFORE INSERT ON audit_record {each}")


def test_without_its_record_in_the_log_no_page_shows_a_sealed_word(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")
    trial = trial_of(world)
    opening = [way for way in ways() if "MARK" in trial.ask(*way).text]
    opened = {name for name, *_ in opening}
    assert opened == {f"desk:{name}" for name in OPENING}
    break_the_log()
    for way in opening:
        told = trial.ask(*way)
        assert "MARK" not in told.text, f"{way} shows a word that the log knows nothing of"
        assert told.status in (409, 500), f"{way} answers {told.status}"
    assert "MARK" not in caplog.text


def test_while_the_log_fails_nothing_is_written_either(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "django.request")
    trial: Trial = trial_of(world)
    break_the_log()
    for way in (each for each in ways() if "POST" in each):
        wrote = trial.ask(*way).wrote
        assert not any(wrote), f"{way} wrote {wrote} without a record"
