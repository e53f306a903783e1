"""Reading many tables of lists from one file: a first column says which one a row belongs to. Pure.

Draws of links have a column `draw`; strata have columns such as sex and area before the lists.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from amparo.insight.estimates.reading import COUNT, SEPARATORS, read_text
from amparo.insight.estimates.values import BadTable, Lists

DRAW = "draw"
Key = tuple[str, ...]


def read_groups(text: str, by: Sequence[str]) -> dict[Key, Lists]:
    """Return the lists of each group, in the order in which groups first appear.

    Args:
        text: a table whose first columns, in that order, are called as `by` says.
        by: the columns that tell groups apart.

    Raises:
        BadTable: what is wrong first, with the line and column in the whole table.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        raise BadTable("The table is empty. Its first line names the lists.", line=1)
    separator = max(SEPARATORS, key=lines[first].count)
    header, rest = _cut(lines[first], separator, len(by))
    for at, (name, wanted) in enumerate(zip(header, by, strict=False), 1):
        if name.casefold() != wanted.casefold():
            raise BadTable(
                "This column must be called “{name}”.", line=first + 1, column=at, name=wanted
            )
    groups: dict[Key, _Group] = {}
    for at in range(first + 1, len(lines)):
        if lines[at].strip():
            key, row = _cut(lines[at], separator, len(by))
            if len(key) < len(by) or not all(key):
                raise BadTable("It is not said what this row belongs to.", line=at + 1, column=1)
            mine = groups.setdefault(key, _Group(separator, len(by), [first + 1], [rest]))
            mine.numbers.append(at + 1)
            mine.rows.append(row)
    if not groups:
        raise BadTable("Nobody is in any list.", line=first + 2)
    return {key: group.read() for key, group in groups.items()}


@dataclass(frozen=True)
class _Group:
    """The rows of one group, the header first, and where each stood in the file."""

    separator: str
    shift: int
    numbers: list[int]
    rows: list[str]

    def read(self) -> Lists:
        """Return the lists; those on which nobody of this group stands are left out."""
        split = [[part.strip() for part in row.split(self.separator)] for row in self.rows]
        kept = [at for at in range(len(split[0])) if not _is_empty(split, at)]
        narrow = [self.separator.join(row[at] for at in kept if at < len(row)) for row in split]
        is_even = all(len(row) == len(split[0]) for row in split)
        try:
            return read_text("\n".join(narrow if is_even else self.rows))
        except BadTable as problem:
            place = problem.column - 1 if problem.column else None
            if place is not None and is_even:
                place = kept[place]
            told = {k: v for k, v in problem.values.items() if k not in {"line", "column"}}
            line = self.numbers[min(problem.line, len(self.numbers)) - 1]
            column = None if place is None else place + 1 + self.shift
            raise BadTable(problem.says, line=line, column=column, **told) from None


def _is_empty(split: Sequence[Sequence[str]], at: int) -> bool:
    is_count = split[0][at].casefold() == COUNT
    return not is_count and all(len(row) > at and row[at] == "0" for row in split[1:])


def features_of(text: str) -> tuple[str, ...]:
    """Return the first columns that hold something other than 0, 1 or a count: the strata's."""
    rows = [line for line in text.removeprefix("\ufeff").splitlines() if line.strip()]
    if len(rows) < len(("header", "row")):
        return ()
    separator = max(SEPARATORS, key=rows[0].count)
    names = [each.strip() for each in rows[0].split(separator)]
    columns = zip(*(row.split(separator) for row in rows[1:]), strict=False)
    found: list[str] = []
    for name, column in zip(names, columns, strict=False):
        if name.casefold() == COUNT or {each.strip() for each in column} <= {"0", "1"}:
            break
        found.append(name)
    return tuple(found)


def _cut(line: str, separator: str, many: int) -> tuple[Key, str]:
    """Return the first cells of a line, and the rest of it."""
    parts = line.split(separator, many)
    rest = parts[many] if len(parts) > many else ""
    return tuple(part.strip().strip('"') for part in parts[:many]), rest
