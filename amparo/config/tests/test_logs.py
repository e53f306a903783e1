"""What somebody typed never reaches a log."""

import logging
import sys
from collections.abc import Callable

from django.conf import settings

from amparo.config.logs import ScrubbedFormatter

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


def test_a_line_tells_its_moment_in_utc_wherever_the_server_stands() -> None:
    record = logging.LogRecord("amparo", logging.INFO, __file__, 1, "said", (), None)
    record.created, record.msecs = 1_800_000_000.25, 250.0
    assert logged(record).startswith("2027-01-15T08:00:00.250Z INFO amparo: said")
