"""Read a pack's list of areas from its CSV sheet. Pure: no Django, no database."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from amparo.base.problems import Fault, Faults
from amparo.system.rules import Level

COLUMNS = ("code", "name", "level", "parent", "valid_from", "valid_to")
LEVELS = tuple(str(int(level)) for level in Level)


@dataclass(frozen=True)
class AreaRow:
    """One area as the sheet has it; `parent` is the code of the area it is a part of."""

    code: str
    name: str
    level: int
    parent: str | None
    valid_from: date | None
    valid_to: date | None


def read_areas(sheet: Path) -> tuple[AreaRow, ...]:
    """Return the sheet's areas, those above before those within.

    Raises:
        Faults: all rows that can't be an area, each with its line.
    """
    name = f"{sheet.parent.name}/{sheet.name}"
    with sheet.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, restval="")
        if missing := [one for one in COLUMNS if one not in (reader.fieldnames or ())]:
            raise Faults(Fault(name, one, "This column is missing.") for one in missing)
        written = [(f"line {reader.line_num}", row) for row in reader]
    if faults := list(_faults(name, written)):
        raise Faults(faults)
    return tuple(sorted((_area(row) for _, row in written), key=lambda row: row.level))


def _faults(file: str, written: list[tuple[str, dict[str, str]]]) -> Iterator[Fault]:
    levels: dict[str, str] = {}
    for where, row in written:
        if row["code"] in levels:
            yield Fault(file, where, f"The code {row['code']} is there twice.")
        levels[row["code"]] = row["level"]
        for says in _faults_of_row(row):
            yield Fault(file, where, says)
    for where, row in written:
        parent = row["parent"]
        if parent and row["level"] in LEVELS and levels.get(parent) != _above(row["level"]):
            says = f"The parent {parent} is not there, or is not one level up."
            yield Fault(file, where, says)


def _faults_of_row(row: Mapping[str, str]) -> Iterator[str]:
    if not row["code"] or not row["name"]:
        yield "An area needs a code and a name."
    if row["level"] not in LEVELS:
        yield f"The level {row['level']} is not 0, 1, 2 or 3."
    elif (row["level"] == str(int(Level.COUNTRY))) == bool(row["parent"]):
        yield "Every area but the country, and only those, needs a parent."
    days = [row["valid_from"], row["valid_to"]]
    if not all(_is_day(day) for day in days if day):
        yield "A day must be written like 2027-05-10."
    elif all(days) and days[0] >= days[1]:
        yield "The area ends before it begins."


def _area(row: Mapping[str, str]) -> AreaRow:
    return AreaRow(
        code=row["code"],
        name=row["name"],
        level=int(row["level"]),
        parent=row["parent"] or None,
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
    )


def _above(level: str) -> str:
    return str(int(level) - 1)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
