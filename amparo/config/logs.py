"""Log lines that say where something failed and of what kind, never what was said or of whom.

The text of an exception may quote what somebody typed, and so may the values of a log record's
request; a traceback's frames (file, line, function) may not. An address is told as its pattern,
without the id of anything, and an id that stands elsewhere is left out.

What is refused is told with who asked, by a number: all lines of one person on one day belong
together, and whose they are can't be said without the server's secret and the list of accounts.
"""

import hmac
import logging
import re
import time
import traceback
from types import TracebackType
from typing import TypeAlias

from django.conf import settings
from django.http import HttpRequest

ID = re.compile(r"[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.IGNORECASE)

DIGITS = 10

ExcInfo: TypeAlias = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


class ScrubbedFormatter(logging.Formatter):
    """One line a record, at its moment in UTC; and of an exception its kind and its frames."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  # the name logging calls
        kind, _, trace = ei
        frames = [
            f"  {frame.filename}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(trace)
        ]
        return "\n".join([*frames, kind.__name__ if kind else ""])

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # as above
        record.message = ID.sub("<id>", _without_address(record)) + _by_whom(record)
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")


def _without_address(record: logging.LogRecord) -> str:
    """Return the message, with the pattern of the page in place of what was asked for."""
    request = getattr(record, "request", None)
    if not isinstance(request, HttpRequest):
        return record.message
    match = request.resolver_match
    route = f"/{match.route}" if match else "an unknown address"
    message = record.message
    for asked in (request.get_full_path(), request.path, request.path_info):
        if len(asked) > 1:
            message = message.replace(asked, route)
    return message


def _by_whom(record: logging.LogRecord) -> str:
    """Say whose request it was, by a number that is another one each day; nothing of a stranger."""
    account = getattr(getattr(record, "request", None), "asked_by", None)
    if account is None:
        return ""
    day = time.strftime("%Y-%m-%d", time.gmtime(record.created))
    said = f"amparo.config.logs/{day}/{account}".encode()
    return f" by {hmac.digest(settings.SECRET_KEY.encode(), said, 'sha256').hex()[:DIGITS]}"
