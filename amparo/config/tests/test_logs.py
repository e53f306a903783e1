"""What somebody typed never reaches a log."""

import io
import logging
import re
import sys
from collections.abc import Callable, Iterator
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client

from amparo.config.logs import ScrubbedFormatter
from amparo.trust.sessions import SessionStore
from tests.world import World

PLANTED = "Zoraida Quispitupa"


def logged(record: logging.LogRecord) -> str:
    return ScrubbedFormatter().format(record)


def fail() -> None:
    raise ValueError(PLANTED)


def fail_twice() -> None:
    try:
        fail()
    except ValueError as cause:
        raise RuntimeError(PLANTED) from cause


def record_of(failing: Callable[[], None]) -> logging.LogRecord:
    try:
        failing()
    except (ValueError, RuntimeError):
        told = sys.exc_info()
    return logging.LogRecord("amparo", logging.ERROR, __file__, 1, "could not", (), told)


def test_an_exception_is_told_by_its_kind_and_place_not_its_words() -> None:
    line = logged(record_of(fail))
    assert "ValueError" in line
    assert "in fail" in line
    assert PLANTED not in line


def test_a_cause_is_not_told_either() -> None:
    assert PLANTED not in logged(record_of(fail_twice))


def test_a_line_break_can_not_forge_a_second_line() -> None:
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "one\nERROR two", (), None)
    assert logged(record).count("\n") == 0


def test_every_handler_is_scrubbed_and_none_sends_mail() -> None:
    handlers = settings.LOGGING["handlers"]
    assert {handler["formatter"] for handler in handlers.values()} == {"scrubbed"}
    assert not settings.ADMINS


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged meanwhile, as a deployment writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(ScrubbedFormatter())
    loggers = [logging.getLogger(name) for name in ("", *settings.LOGGING["loggers"])]
    for each in loggers:
        each.addHandler(handler)
    yield written
    for each in loggers:
        each.removeHandler(handler)


DOSSIER = "01890000-0000-7000-8000-0000000000aa"
ELSEWHERE = "192.0.2.77"


@pytest.mark.django_db
def test_no_id_no_name_and_no_address_reaches_the_log(log: io.StringIO) -> None:
    stranger = Client(REMOTE_ADDR=ELSEWHERE, enforce_csrf_checks=True)
    stranger.get(f"/dossiers/{DOSSIER}/")
    stranger.get(f"/nothing/{PLANTED}/?q={DOSSIER}")
    stranger.post("/sign-in/", {"username": PLANTED, "passphrase": PLANTED})
    stranger.put(f"/witness/checkpoint/?{DOSSIER}")
    stranger.get(f"/dossiers/{DOSSIER}/", headers={"host": "neighbour.example"})
    Client(REMOTE_ADDR=ELSEWHERE).post("/sign-in/", {"username": PLANTED, "passphrase": PLANTED})
    said = log.getvalue()
    assert "Not Found: an unknown address" in said
    assert [each for each in (DOSSIER, DOSSIER.replace("-", ""), ELSEWHERE) if each in said] == []
    assert [each for each in (*PLANTED.split(), "Zoraida%20") if each in said] == []


def test_an_id_that_stands_in_a_message_is_left_out() -> None:
    text = f"entry {DOSSIER} and {DOSSIER.replace('-', '').upper()}"
    record = logging.LogRecord("amparo", logging.WARNING, __file__, 1, text, (), None)
    assert logged(record).endswith("entry <id> and <id>")


def test_a_line_tells_its_moment_in_utc_wherever_the_server_stands() -> None:
    record = logging.LogRecord("amparo", logging.INFO, __file__, 1, "said", (), None)
    record.created, record.msecs = 1_800_000_000.25, 250.0
    assert logged(record).startswith("2027-01-15T08:00:00.250Z INFO amparo: said")


def refused_to(client: Client, log: io.StringIO) -> str:
    """Ask for what is not there; return by whom the log says that it was asked."""
    log.truncate(log.seek(0))
    client.get(f"/dossiers/{DOSSIER}/")
    lines = [line for line in log.getvalue().splitlines() if "Not Found: /dossiers/" in line]
    return lines[-1].partition(" by ")[2]


def test_a_refusal_says_by_a_number_for_a_day_who_asked(world: World, log: io.StringIO) -> None:
    rosa, again, ana = (world.signed_in(who) for who in ("rosa", "rosa", "ana"))
    number = refused_to(rosa, log)
    assert re.fullmatch("[0-9a-f]{10}", number)
    assert number not in world.people["rosa"].id.hex
    assert refused_to(again, log) == number
    assert refused_to(ana, log) != number
    with patch("amparo.config.logs.time.strftime", return_value="another day"):
        assert refused_to(rosa, log) != number


@pytest.mark.usefixtures("world")
def test_limits_met_and_what_was_tampered_with_are_told(log: io.StringIO) -> None:
    stranger = Client(REMOTE_ADDR=ELSEWHERE)
    for _time in range(9):
        stranger.post("/sign-in/", {"username": PLANTED, "passphrase": PLANTED})
    stranger.post("/danger/", {"token": f"{PLANTED}:forged"})
    Client(enforce_csrf_checks=True).post("/sign-in/", {"username": PLANTED})
    assert Client().post("/phone/sync").status_code == 401
    store = SessionStore(SessionStore().session_key)
    assert store.decode(f"{PLANTED}:forged") == {}
    said = log.getvalue()
    for told in (
        "amparo.limits: too many tries of a passphrase",
        "amparo.tampered: a form's token that is not ours",
        "amparo.tampered: a session's data that are not its own",
        "django.security.csrf: Forbidden",
        "Unauthorized: /phone/sync",
    ):
        assert told in said
    assert PLANTED not in said
    assert ELSEWHERE not in said
