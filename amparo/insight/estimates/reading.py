"""Reading tables of lists: 0 and 1 per list and a count, or one row a person. Pure.

A cell's own text is never told in a message: somebody may have sent names.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from amparo.insight.estimates.values import MOST_LISTS, BadTable, Lists

COUNT = "count"
MANY = 10**12
SEPARATORS = (";", "\t", ",")
NO_MISSPELLING = {"county", "country", "court", "account"}


@dataclass(frozen=True)
class Header:
    """The lists a table names, and in which column it counts (None: one row a person)."""

    names: tuple[str, ...]
    columns: tuple[int, ...]
    count: int | None
    separator: str
    width: int


def read_file(path: Path) -> Lists:
    """Return the lists of a file; line by line, so that ten million people fit.

    Raises:
        BadTable: what is wrong first, with its line and column.
        OSError: the file can't be opened.
    """
    with path.open(encoding="utf-8-sig") as lines:
        return read_lines(lines)


def read_text(text: str) -> Lists:
    """Return the lists of a text, as `read_file` does."""
    return read_lines(io.StringIO(text.removeprefix("\ufeff"), newline=None))


def read_lines(lines: Iterable[str]) -> Lists:
    """Return the lists of a table's lines, the header first."""
    told = numbered(lines)
    number, first = next(told, (1, ""))
    if not first:
        raise BadTable("The table is empty. Its first line names the lists.", line=1)
    header = _header(first, number)
    people: dict[tuple[int, ...], int] = {}
    for line, (at, times) in _distinct(told).items():
        row, count = _row(split(line, header.separator), header, at)
        people[row] = people.get(row, 0) + count * times
    return _checked(header, people)


def numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield lines that hold something, with their number."""
    number = 0
    try:
        for number, line in enumerate(lines, 1):
            if text := line.strip("\r\n \ufeff"):
                yield number, text
    except UnicodeDecodeError:
        raise BadTable(
            "This is not text in UTF-8. Save it as CSV (UTF-8).", line=number + 1
        ) from None


def _distinct(told: Iterable[tuple[int, str]]) -> Mapping[str, tuple[int, int]]:
    """Return each different line, where it stood first and how often it was there."""
    first: dict[str, int] = {}
    times: dict[str, int] = {}
    for number, line in told:
        if line in times:
            times[line] += 1
        else:
            first[line], times[line] = number, 1
    return {line: (first[line], often) for line, often in times.items()}


def split(line: str, separator: str) -> list[str]:
    """Return a line's cells."""
    if '"' not in line:
        return [part.strip() for part in line.split(separator)]
    return [part.strip() for part in next(csv.reader([line], delimiter=separator), [])]


def _header(line: str, number: int) -> Header:
    separator = max(SEPARATORS, key=line.count)
    named = split(line, separator)
    _check_names(named, number)
    counts = [at for at, name in enumerate(named) if name.casefold() == COUNT]
    columns = tuple(at for at in range(len(named)) if at not in counts)
    if len(columns) > MOST_LISTS:
        raise BadTable("More than {most} lists can't be read.", line=number, most=MOST_LISTS)
    if not columns:
        raise BadTable("No list is named here.", line=number)
    names = tuple(named[at] for at in columns)
    return Header(names, columns, counts[0] if counts else None, separator, len(named))


def _check_names(named: Sequence[str], number: int) -> None:
    for at, name in enumerate(named, 1):
        if not name:
            raise BadTable("This column has no name.", line=number, column=at)
        if name.casefold() in {other.casefold() for other in named[: at - 1]}:
            raise BadTable("This column's name is there twice.", line=number, column=at)
        if name in {"0", "1"} or whole(name) is not None:
            raise BadTable("The first line must name the lists.", line=number, column=at)
        if sorted(name.casefold()) == sorted(COUNT) and name.casefold() != COUNT:
            raise BadTable("Is this column meant to be called “count”?", line=number, column=at)


def _row(parts: Sequence[str], header: Header, line: int) -> tuple[tuple[int, ...], int]:
    if len(parts) != header.width:
        raise BadTable(
            "There are {is_} columns here, and {due} in the first line.",
            line=line,
            is_=len(parts),
            due=header.width,
        )
    row = tuple(_seen(parts[at], header, at, line) for at in header.columns)
    count = 1 if header.count is None else count_of(parts[header.count], line, header.count + 1)
    if count and not any(row):
        raise BadTable(
            "This row stands for people who are in no list; nobody can have counted them.",
            line=line,
        )
    return row, count


def _seen(text: str, header: Header, at: int, line: int) -> int:
    if text in {"0", "1"}:
        return int(text)
    name = header.names[header.columns.index(at)].casefold()
    if header.count is None and name not in NO_MISSPELLING and _looks_like_count(name):
        raise BadTable("Is this column meant to be called “count”?", line=1, column=at + 1)
    if header.count is None and whole(text) is not None:
        raise BadTable(
            "A list's column holds 0 or 1. If this one says how many people, call it “count”.",
            line=line,
            column=at + 1,
        )
    raise BadTable(
        "A list's column holds 0 or 1 and nothing else; leave other columns out, names above all.",
        line=line,
        column=at + 1,
    )


def _looks_like_count(name: str) -> bool:
    alike = 0.7
    return SequenceMatcher(None, name, COUNT).ratio() >= alike


def count_of(text: str, line: int, column: int) -> int:
    """Return how many people a cell counts."""
    found = whole(text)
    if found is None:
        raise BadTable("A count is a whole number, 0 or more.", line=line, column=column)
    if found < 0:
        raise BadTable("A count can't be below 0.", line=line, column=column)
    if found > MANY:
        raise BadTable("This count is too large to be one of people.", line=line, column=column)
    return found


def whole(text: str) -> int | None:
    """Return a whole number, also written as 12.0; None for anything else."""
    digits = text.removeprefix("-").removeprefix("+")
    before, dot, rest = digits.partition(".")
    if not (before.isascii() and before.isdigit()) or (dot and rest.strip("0")):
        return None
    if len(before) > len(str(MANY)):
        return MANY + 1
    return -int(before) if text.startswith("-") else int(before)


def _checked(header: Header, people: Mapping[tuple[int, ...], int]) -> Lists:
    """Return the lists, each of which has somebody and no two of which are the same."""
    lists = Lists.of(header.names, people)
    if not lists.observed:
        raise BadTable("Nobody is in any list.", line=2)
    seen = lists.patterns.T
    for at, column in enumerate(seen):
        if not column.any():
            raise BadTable(
                "Nobody is in list “{name}”. Leave its column out.",
                line=1,
                column=header.columns[at] + 1,
                name=header.names[at],
            )
        for other in range(at):
            if (seen[other] == column).all():
                raise BadTable(
                    "List “{name}” holds exactly the people of list “{other}”. Keep one of them.",
                    line=1,
                    column=header.columns[at] + 1,
                    name=header.names[at],
                    other=header.names[other],
                )
    return lists
