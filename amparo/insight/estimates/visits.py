"""One list in which people come back: how often each came, and what is known of her. Pure.

A table with the column `times` (1 or more), perhaps `count` (how many people a row stands for), and
columns of what is known: numbers, or a few words each.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from amparo.insight.estimates.reading import (
    COUNT,
    SEPARATORS,
    count_of,
    numbered,
    read_file,
    read_text,
    split,
)
from amparo.insight.estimates.single import Times
from amparo.insight.estimates.values import BadTable, Lists, Reals

TIMES = "times"
MOST_TIMES = 1000
MOST_WORDS = 20
MOST_KNOWN = 12


@dataclass(frozen=True)
class Visits:
    """How often people came.

    Attributes:
        times: r whole numbers of 1 or more.
        known: r x p; the first column is 1, numbers are scaled, each word but one has a column.
        people: how many people each row stands for.
        features: what is known of people, by the columns' names.
    """

    times: Reals
    known: Reals
    people: Reals
    features: tuple[str, ...]

    @property
    def observed(self) -> int:
        return int(self.people.sum())

    @property
    def by_times(self) -> Mapping[int, int]:
        """Return how many people came so often."""
        each = np.bincount(self.times.astype(np.int64), weights=self.people)
        return {int(k): int(each[k]) for k in np.flatnonzero(each)}

    @property
    def counted(self) -> Times:
        return Times.of(self.by_times)


def read_any_file(path: Path) -> Lists | Visits:
    """Return lists that overlap, or visits if a column is called `times`.

    Raises:
        BadTable: what is wrong first, with its line and column.
        OSError: the file can't be opened.
    """
    with path.open(encoding="utf-8-sig") as lines:
        if has_times(lines):
            lines.seek(0)
            return read_visits(lines)
    return read_file(path)


def read_any_text(text: str) -> Lists | Visits:
    """Return the same of a text."""
    text = text.removeprefix("\ufeff")
    if has_times(io.StringIO(text)):
        return read_visits(io.StringIO(text, newline=None))
    return read_text(text)


def has_times(lines: Iterable[str]) -> bool:
    """Return whether the first line names the column `times`."""
    _, first = next(numbered(lines), (1, ""))
    return TIMES in {name.casefold() for name in split(first, _separator(first))}


def read_visits(lines: Iterable[str]) -> Visits:
    """Return the visits of a table's lines, the header first."""
    told = numbered(lines)
    number, first = next(told, (1, ""))
    separator = _separator(first)
    names = [name.casefold() for name in split(first, separator)]
    _check_names(names, number)
    rows: list[Sequence[str]] = []
    numbers: list[int] = []
    for line, text in told:
        cells = split(text, separator)
        if len(cells) != len(names):
            raise BadTable(
                "There are {is_} columns here, and {due} in the first line.",
                line=line,
                is_=len(cells),
                due=len(names),
            )
        rows.append(cells)
        numbers.append(line)
    if not rows:
        raise BadTable("Nobody is in any list.", line=number + 1)
    return _visits(names, list(zip(*rows, strict=True)), numbers)


def _separator(first: str) -> str:
    return max(SEPARATORS, key=first.count)


def _check_names(names: Sequence[str], line: int) -> None:
    for at, name in enumerate(names, 1):
        if not name:
            raise BadTable("This column has no name.", line=line, column=at)
        if name in names[: at - 1]:
            raise BadTable("This column's name is there twice.", line=line, column=at)
    if len(names) > MOST_KNOWN + 2:
        raise BadTable("More than {most} columns can't be read.", line=line, most=MOST_KNOWN + 2)


def _visits(
    names: Sequence[str], columns: Sequence[Sequence[str]], numbers: Sequence[int]
) -> Visits:
    at = names.index(TIMES)
    times = [_times(text, line, at + 1) for text, line in zip(columns[at], numbers, strict=True)]
    people = [1] * len(times)
    if COUNT in names:
        place = names.index(COUNT)
        people = [
            count_of(text, line, place + 1)
            for text, line in zip(columns[place], numbers, strict=True)
        ]
    if not any(people):
        raise BadTable("Nobody is in any list.", line=numbers[0])
    known, features = [np.ones((len(times), 1))], []
    for place, name in enumerate(names):
        if name not in {TIMES, COUNT}:
            known.append(_known(columns[place], numbers, place + 1))
            features.append(name)
    kept = np.array(people) > 0
    return Visits(
        np.array(times, dtype=np.float64)[kept],
        np.column_stack(known)[kept],
        np.array(people, dtype=np.float64)[kept],
        tuple(features),
    )


def _times(text: str, line: int, column: int) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_TIMES):
        raise BadTable(
            "How often somebody came is a whole number from 1 to {most}.",
            line=line,
            column=column,
            most=MOST_TIMES,
        )
    return int(text)


def _known(cells: Sequence[str], numbers: Sequence[int], column: int) -> Reals:
    """Return one column of scaled numbers, or one for each word but the first."""
    if "" in cells:
        line = numbers[cells.index("")]
        raise BadTable("This cell is empty.", line=line, column=column)
    try:
        values = np.array([float(cell) for cell in cells])
    except ValueError:
        return _of_words(cells, numbers, column)
    if not np.isfinite(values).all():
        line = numbers[int(np.flatnonzero(~np.isfinite(values))[0])]
        raise BadTable("This is no number.", line=line, column=column)
    if values.std() == 0:
        raise BadTable("This column is the same for everybody.", line=1, column=column)
    return np.asarray((values - values.mean()) / values.std())[:, None]


def _of_words(cells: Sequence[str], numbers: Sequence[int], column: int) -> Reals:
    words = sorted(set(cells))
    if len(words) > MOST_WORDS:
        raise BadTable(
            "This column holds more than {most} different words. Leave it out, names above all.",
            line=numbers[0],
            column=column,
            most=MOST_WORDS,
        )
    if len(words) == 1:
        raise BadTable("This column is the same for everybody.", line=1, column=column)
    return np.array([[float(cell == word) for word in words[1:]] for cell in cells])
