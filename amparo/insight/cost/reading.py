"""Reading what goes into a cost: a TOML file in which every number is a range with a source. Pure.

What is wrong is said with line and column, also where the TOML itself is fine.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from amparo.insight.cost.values import Earnings, Form, Inputs, Outcome, Range
from amparo.insight.estimates.values import BadTable

Path = tuple[str | int, ...]
KEYS: Mapping[str, frozenset[str]] = {
    "": frozenset(
        {"currency", "year", "discounting", "income_per_head", "people", "harm", "form", "earnings"}
    ),
    "harm": frozenset({"name", "lost", "source"}),
    "form": frozenset({"name", "prevalence", "source", "leads_to", "earnings"}),
    "leads_to": frozenset({"harm", "risk", "source"}),
    "earnings": frozenset({"workers", "income", "less", "source"}),
}
_SYNTAX = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")
_HEADER = re.compile(r"\s*(\[\[?)\s*([A-Za-z_.]+)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z_]+)\s*=\s*")


def read_inputs(text: str) -> Inputs:
    """Return what a text holds.

    Raises:
        BadTable: what is wrong first, with line and column.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n")
    try:
        told = tomllib.loads(plain)
    except tomllib.TOMLDecodeError as error:
        at = _SYNTAX.search(str(error))
        is_placed = at is not None and at[1]
        line = int(at[1]) if at and is_placed else len(plain.splitlines()) or 1
        raise BadTable(
            "This is not TOML: a key, an equals sign and a value.",
            line=line,
            column=int(at[2]) if at and is_placed else None,
        ) from None
    return _Reader(told, _places(plain)).inputs()


def _places(text: str) -> Mapping[Path, tuple[int, int]]:
    """Return where each key and each table begins."""
    found: dict[Path, tuple[int, int]] = {}
    many: Counter[Path] = Counter()
    table: Path = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _table(header[2].split("."), many, is_many=header[1] == "[[")
            found[table] = number, header.start(1) + 1
        elif key := _KEY.match(line):
            found[*table, key[1]] = number, key.end() + 1
    return found


def _table(names: Sequence[str], many: Counter[Path], *, is_many: bool) -> Path:
    path: Path = ()
    for at, name in enumerate(names):
        path = (*path, name)
        if at == len(names) - 1 and is_many:
            many[path] += 1
        if many[path]:
            path = (*path, many[path] - 1)
    return path


@dataclass(frozen=True)
class _Reader:
    told: Mapping[str, Any]
    places: Mapping[Path, tuple[int, int]]

    def inputs(self) -> Inputs:
        """Return everything, checked."""
        self.known((), "")
        harms = {
            self.word(("harm", at, "name")): (self.range(("harm", at, "lost")), at)
            for at in range(len(self.many(("harm",))))
        }
        for _, at in harms.values():
            self.known(("harm", at), "harm")
            self.word(("harm", at, "source"))
        forms = tuple(self.form(at, harms) for at in range(len(self.many(("form",)))))
        if not forms:
            raise self.wrong(("form",), "No form of violence is named: write [[form]].")
        return Inputs(
            self.word(("currency",)),
            int(self.number(("year",))),
            self.word(("discounting",)),
            self.range(("income_per_head",)),
            self.number(("people",)) if "people" in self.told else 0.0,
            forms,
        )

    def form(self, at: int, harms: Mapping[str, tuple[Range, int]]) -> Form:
        """Return one form of violence and what it leads to."""
        path = ("form", at)
        self.known(path, "form")
        outcomes: list[Outcome] = []
        for one in range(len(self.many((*path, "leads_to")))):
            own = (*path, "leads_to", one)
            self.known(own, "leads_to")
            harm = self.word((*own, "harm"))
            if harm not in harms:
                raise self.wrong((*own, "harm"), "No [[harm]] has this name.")
            risk, source = self.range((*own, "risk")), self.word((*own, "source"))
            outcomes.append(Outcome(harm, risk, harms[harm][0], source))
        earnings = self.earnings(path) if self.has((*path, "earnings")) else None
        if not outcomes and earnings is None:
            raise self.wrong(path, "This form leads to nothing: write [[form.leads_to]].")
        hit, source = self.share((*path, "prevalence")), self.word((*path, "source"))
        return Form(self.word((*path, "name")), hit, source, tuple(outcomes), earnings)

    def earnings(self, path: Path) -> Earnings:
        """Return what is earned less; workers and income are the same for all forms."""
        own = (*path, "earnings")
        self.known(own, "earnings")
        self.known(("earnings",), "earnings")
        workers, income = (self.range(("earnings", each)) for each in ("workers", "income"))
        self.word(("earnings", "source"))
        return Earnings(workers, income, self.share((*own, "less")), self.word((*own, "source")))

    def at(self, path: Path) -> Any:  # noqa: ANN401  # TOML holds anything
        """Return what stands at a path.

        Raises:
            BadTable: nothing does.
        """
        found: Any = self.told
        for key in path:
            try:
                found = found[key]
            except (KeyError, IndexError, TypeError):
                raise self.wrong(path, "“{key}” is missing here.", key=path[-1]) from None
        return found

    def has(self, path: Path) -> bool:
        return bool(path[-1] in self.at(path[:-1]))

    def many(self, path: Path) -> Sequence[Any]:
        """Return a list of tables; none is an empty one."""
        found = self.at(path) if self.has(path) else []
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self.wrong(path, "Write this with two brackets on each side, as [[form]].")
        return found

    def known(self, path: Path, kind: str) -> None:
        """Refuse a key that nobody reads: it is most likely misspelt."""
        table = self.at(path)
        if not isinstance(table, dict):
            raise self.wrong(path, "A table belongs here.")
        for key in table:
            if key not in KEYS[kind]:
                raise self.wrong((*path, key), "Nothing here is called “{key}”.", key=key)

    def word(self, path: Path) -> str:
        found = self.at(path)
        if not isinstance(found, str) or not found.strip():
            raise self.wrong(path, "Some words belong here, in quotes.")
        return found

    def number(self, path: Path) -> float:
        found = self.at(path)
        if isinstance(found, bool) or not isinstance(found, int | float) or not 0 < found < MANY:
            raise self.wrong(path, "A number above 0 belongs here.")
        return float(found)

    def range(self, path: Path) -> Range:
        """Return a range of numbers above 0."""
        found = self.at(path)
        if not isinstance(found, list) or len(found) != len(("low", "high")):
            raise self.wrong(path, "A range of two numbers belongs here, such as [1.2, 1.8].")
        low, high = (self.number((*path, at)) for at in range(2))
        if low > high:
            raise self.wrong(path, "The lower end of a range stands first.")
        return Range(low, high)

    def share(self, path: Path) -> Range:
        """Return a range of shares."""
        found = self.range(path)
        if found.high >= 1:
            raise self.wrong(path, "A share lies between 0 and 1: 12 in 100 is 0.12.")
        return Range(found.low, found.high, is_share=True)

    def wrong(self, path: Path, says: str, key: str | int = "") -> BadTable:
        """Return what is wrong, with the nearest place that is known."""
        for cut in range(len(path), -1, -1):
            if place := self.places.get(path[:cut]):
                return BadTable(says, line=place[0], column=place[1], key=key)
        return BadTable(says, line=1, key=key)


MANY = 1e18
