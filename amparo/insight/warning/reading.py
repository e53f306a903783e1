"""Reading counts by week: one row a week, or one a district and week. Pure.

A district's name is told in a message; nothing else that a cell holds is.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from amparo.insight.estimates.values import BadTable
from amparo.insight.warning.values import Reals

DISTRICT, WEEK, COUNT = "district", "week", "count"
WHOLE = "all"
"""What a series without districts is called."""
MOST_WEEKS = 100 * 52
_COUNT = re.compile(r"[0-9]{1,9}")
_WEEK = re.compile(r"([0-9]{4})-W([0-9]{2})")


@dataclass(frozen=True)
class Counts:
    """Counts by district, each with the same weeks, the oldest first."""

    weeks: tuple[str, ...]
    districts: Mapping[str, Reals]


@dataclass(frozen=True)
class _Row:
    line: int
    district: str
    week: date
    count: int


def read_counts(text: str) -> Counts:
    """Return the counts of a table with the columns week and count, and district if there are many.

    A week is written as 2026-W05. Every district must have every week: a week that nobody counted
    is no nought.

    Raises:
        BadTable: what is wrong first, with line and column.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    filled = [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not filled:
        raise BadTable("The table is empty.", line=1)
    separator = max(";\t,", key=filled[0][1].count)
    header = _header(_split(filled[0][1], separator), filled[0][0])
    rows = [_row(_split(line, separator), header, number) for number, line in filled[1:]]
    if not rows:
        raise BadTable("There is no week beneath the first line.", line=1)
    return _together(rows)


def _split(line: str, separator: str) -> list[str]:
    return [part.strip() for part in next(csv.reader(io.StringIO(line), delimiter=separator), [])]


def _header(named: Sequence[str], line: int) -> Mapping[str, int]:
    known = [name.casefold() for name in named]
    for at, name in enumerate(known, 1):
        if name not in {DISTRICT, WEEK, COUNT}:
            raise BadTable(
                "A column is called district, week or count, and not otherwise.",
                line=line,
                column=at,
            )
        if name in known[: at - 1]:
            raise BadTable("This column is there twice.", line=line, column=at)
    for name in (WEEK, COUNT):
        if name not in known:
            raise BadTable("No column is called “{name}”.", line=line, name=name)
    return {name: at for at, name in enumerate(known)}


def _row(parts: Sequence[str], header: Mapping[str, int], line: int) -> _Row:
    if len(parts) != len(header):
        raise BadTable(
            "There are {is_} columns here, and {due} in the first line.",
            line=line,
            is_=len(parts),
            due=len(header),
        )
    district = parts[header[DISTRICT]] if DISTRICT in header else WHOLE
    if not district:
        raise BadTable("The district is missing.", line=line, column=header[DISTRICT] + 1)
    week = read_week(parts[header[WEEK]])
    if week is None:
        raise BadTable("A week is written as 2026-W05.", line=line, column=header[WEEK] + 1)
    count = parts[header[COUNT]]
    if not _COUNT.fullmatch(count):
        raise BadTable("A count is a whole number, 0 or more.", line=line, column=header[COUNT] + 1)
    return _Row(line, district, week, int(count))


def read_week(text: str) -> date | None:
    """Return the Monday of a week written as 2026-W05; None if it is none."""
    found = _WEEK.fullmatch(text)
    try:
        return date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        return None


def _together(rows: Sequence[_Row]) -> Counts:
    first, last = min(row.week for row in rows), max(row.week for row in rows)
    if last - first > timedelta(weeks=MOST_WEEKS):
        oldest = min(rows, key=lambda row: row.week)
        raise BadTable("This week lies too many years before the others.", line=oldest.line)
    weeks = list(_weeks(first, last))
    at = {week: place for place, week in enumerate(weeks)}
    found: dict[str, Reals] = {}
    for row in rows:
        counts = found.setdefault(row.district, np.full(len(weeks), np.nan))
        if not np.isnan(counts[at[row.week]]):
            raise BadTable("This week is there twice.", line=row.line)
        counts[at[row.week]] = row.count
    said = tuple(f"{week.isocalendar().year}-W{week.isocalendar().week:02}" for week in weeks)
    last_line = {row.district: row.line for row in rows}
    for district, counts in found.items():
        if np.isnan(counts).any():
            raise BadTable(
                "District “{district}” has no week {week}. Write 0 where nobody was counted; "
                "a week that nobody sent is no 0.",
                line=last_line[district],
                district=district,
                week=said[int(np.flatnonzero(np.isnan(counts))[0])],
            )
    return Counts(said, found)


def _weeks(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(weeks=1)
