"""The made-up world as data: who is there, what happens and when. Read from the pack's folder."""

import tomllib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from amparo.config.demo.rhythm import scripts_in
from amparo.config.demo.script import Act, Said, Script, read_act, read_script
from amparo.system.hours import WeeklyHours


@dataclass(frozen=True)
class Founding:
    """A body to be. `members` by user name, each with their roles; none: no key, a relay."""

    key: str
    kind: str
    name: str
    area: str
    phone: str = ""
    hours: str = ""
    week: WeeklyHours = field(default_factory=WeeklyHours)
    members: Mapping[str, Sequence[str]] = field(default_factory=dict)
    accredited: str = ""
    recognised: str = ""
    second_holder: str = ""


@dataclass(frozen=True)
class Door:
    """Somebody who can sign in, said to whoever looks at the demo."""

    who: str
    is_a: str
    tries: str


@dataclass(frozen=True)
class Demo:
    """All of it. `usual`: answers by form, or by form and matter as `concern.school`."""

    passphrase: str
    begun: str
    region: str
    people: Mapping[str, str]
    bodies: tuple[Founding, ...]
    scripts: tuple[Script, ...]
    life: tuple[Act, ...]
    doors: tuple[Door, ...]
    usual: Mapping[str, Said]

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the files of a folder."""
        head, bodies = _toml(folder / "demo.toml"), _toml(folder / "bodies.toml")
        groups = _toml(folder / "groups.toml")["group"]
        scripts = [_toml(file)["concern"] for file in sorted((folder / "concerns").glob("*.toml"))]
        return cls(
            passphrase=head["passphrase"],
            begun=head["begun"],
            region=head["region"],
            people=_toml(folder / "people.toml"),
            bodies=(
                *(_body(row, bodies["hours"]) for row in bodies["body"]),
                *(_group(row) for row in groups),
            ),
            scripts=(
                *(read_script(row) for rows in scripts for row in rows),
                *scripts_in(_toml(folder / "year.toml")),
            ),
            life=tuple(read_act(row) for row in _toml(folder / "life.toml")["act"]),
            doors=tuple(Door(**row) for row in head["door"]),
            usual=_toml(folder / "answers.toml"),
        )

    def usually(self, protocol: str, step: str) -> Said:
        """Return what is usually answered to a step; steps of a case stand by their name alone."""
        said = self.usual if protocol == "case" else self.usual.get(protocol, {})
        found: Said = said.get(step, {})
        return found

    def within(self, *areas: str) -> Self:
        """Return the part of it that touches some areas: a smaller demo, of one district say."""
        return self._with(b for b in self.bodies if any(_touches(b.area, area) for area in areas))

    def of(self, names: Container[str]) -> Self:
        """Return the part of it that touches bodies of these names."""
        return self._with(body for body in self.bodies if body.name in names)

    def _with(self, some: Iterable[Founding]) -> Self:
        bodies = tuple(some)
        here = {who for body in bodies for who in body.members}
        return replace(
            self,
            people={who: name for who, name in self.people.items() if who in here},
            bodies=bodies,
            scripts=tuple(each for each in self.scripts if each.by in here),
            life=tuple(each for each in self.life if each.who in here),
            doors=tuple(each for each in self.doors if each.who in here),
        )


def _touches(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _body(row: Said, hours: Mapping[str, Any]) -> Founding:
    known = hours.get(row.get("hours", ""))
    if known is None:
        return Founding(**row)
    week = WeeklyHours.from_json(dict.fromkeys(known["days"], known["spans"]))
    return Founding(**{**row, "hours": known["says"]}, week=week)


def _group(row: Said) -> Founding:
    members = dict.fromkeys(row["members"], ("vetted",))
    return Founding(**{**row, "kind": "grupo", "members": members})


def _toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
