"""When something was last done for this deployment: a small file in its home for each.

Files, not rows: what asks for them must get an answer while the database is away, and a backup
that was put back must not say that it was backed up.
"""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from amparo.base.problems import Malformed
from amparo.base.time import read_moment, write_moment

BACKUP, KEYS, TICK = "backup", "keys", "tick"


def mark(what: str, at: datetime) -> None:
    """Say that it was done."""
    file = _file(what)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.part")
    beside.write_text(f"{write_moment(at)}\n", encoding="ascii")
    beside.replace(file)


def last(what: str) -> datetime | None:
    """Return when it was done last; None where it never was, or nobody can tell."""
    try:
        return read_moment(_file(what).read_text(encoding="ascii").strip())
    except (OSError, ValueError, Malformed):
        return None


def _file(what: str) -> Path:
    home: Path = settings.AMPARO.home
    return home / f"last-{what}"
