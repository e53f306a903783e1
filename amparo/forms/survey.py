"""Puts the rows of the survey sheet into each other: groups and repeats. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from amparo.forms.columns import AMPARO
from amparo.forms.form import Choice, Group, Item, Repeat
from amparo.forms.rows import MOST_NUMBERS, Cells, block, read_question

MOST_ROWS = 50

NAME_TWICE = "“{name}” is already the name of row {other}. Each name may be there once."
NOTHING_OPEN = "This ends a {what}, but none is open."
OTHER_OPEN = "This ends a {what}, but a {other} is open (row {row})."
NEVER_ENDS = "This {what} never ends. Add a row “end {what}”."
NOTHING_INSIDE = "This {what} holds no question."
NESTED = "A repeat can't stand inside another repeat."
NO_COUNT = "Say how often it may be repeated at most, in repeat_count or " + AMPARO + "limit."


@dataclass
class Survey:
    """`rows` says in which row of the sheet each name is."""

    items: tuple[Item, ...]
    rows: Mapping[str, int]


@dataclass
class _Open:
    """A group or repeat that has begun and not ended; the sheet itself is one without cells."""

    what: str
    cells: Cells | None = None
    items: list[Item] = field(default_factory=list)


def read_survey(rows: Iterable[Cells], lists: Mapping[str, Sequence[Choice]]) -> Survey:
    """Read the rows; faults go to the findings, and what can be read is returned."""
    return _Reading(lists).survey(rows)


class _Reading:
    def __init__(self, lists: Mapping[str, Sequence[Choice]]) -> None:
        self.lists = lists
        self.open = [_Open("form")]
        self.rows: dict[str, int] = {}

    def survey(self, rows: Iterable[Cells]) -> Survey:
        for cells in rows:
            match block(cells):
                case None:
                    self._add(cells, read_question(cells, self.lists))
                case "begin group":
                    self._begin(cells, "group")
                case "begin repeat":
                    self._begin(cells, "repeat")
                case end:
                    self._end(cells, end.removeprefix("end "))
        for left in reversed(self.open[1:]):
            if left.cells:
                left.cells.say("type", NEVER_ENDS, what=left.what)
            self._close()
        return Survey(tuple(self.open[0].items), self.rows)

    def _begin(self, cells: Cells, what: str) -> None:
        if what == "repeat" and any(each.what == "repeat" for each in self.open):
            cells.say("type", NESTED)
        self.open.append(_Open(what, cells))

    def _end(self, cells: Cells, what: str) -> None:
        last = self.open[-1]
        if last.cells is None:
            cells.say("type", NOTHING_OPEN, what=what)
            return
        if last.what != what:
            cells.say("type", OTHER_OPEN, what=what, other=last.what, row=last.cells.row.number)
        self._close()

    def _close(self) -> None:
        done = self.open.pop()
        if done.cells is None:
            return
        if not done.items:
            done.cells.say("type", NOTHING_INSIDE, what=done.what)
        self._add(done.cells, _closed(done, done.cells))

    def _add(self, cells: Cells, item: Item) -> None:
        if item.name in self.rows and item.name:
            cells.say("name", NAME_TWICE, name=item.name, other=self.rows[item.name])
        self.rows.setdefault(item.name, cells.row.number)
        self.open[-1].items.append(item)


def _closed(done: _Open, cells: Cells) -> Group | Repeat:
    relevant = cells.tree("relevant")
    items = tuple(done.items)
    if done.what == "group":
        return Group(cells.name(), cells.words("label"), items, relevant, cells["appearance"])
    column = "repeat_count" if cells["repeat_count"] else f"{AMPARO}limit"
    if not cells[column]:
        cells.say(column, NO_COUNT)
    most = cells.number(column, MOST_ROWS) or 1
    label = cells.words("label", needed=True)
    number = cells.number(f"{AMPARO}number", MOST_NUMBERS)
    return Repeat(cells.name(), label, items, most, relevant, cells["appearance"], number)
