"""Log lines that say where something failed and of what kind, never what was said.

The text of an exception may quote what somebody typed, and so may the values of a log record's
request; a traceback's frames (file, line, function) may not.
"""

import logging
import time
import traceback
from types import TracebackType
from typing import TypeAlias

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
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")
