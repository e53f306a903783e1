"""Names of copies made night after night, and letting the oldest go."""

from datetime import datetime
from pathlib import Path

from amparo.base.time import UTC

SUFFIX = ".age"


def new_name(where: Path, what: str, at: datetime) -> Path:
    """Return the file to write: `where` itself, or one named by the moment in that folder."""
    if not where.is_dir():
        return where
    return where / f"amparo-{what}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}{SUFFIX}"


def drop_all_but(keep: int, where: Path, what: str, *, newest: Path) -> list[Path]:
    """Remove the oldest copies of a folder, and return them; with 0 none goes.

    The newest is the one that was just written, whatever the clock said when the others were.
    """
    if keep <= 0 or not where.is_dir():
        return []
    others = set(where.glob(f"amparo-{what}-*{SUFFIX}")) - {newest}
    old = sorted(others)[: max(0, len(others) - keep + 1)]
    for file in old:
        file.unlink()
    return old
