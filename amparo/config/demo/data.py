"""The made-up world as data: who is there, what happens and when. Read from the pack's folder."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from amparo.system.hours import WeeklyHours

Said = Mapping[str, Any]
"""Answers as a file says them: text, lists of codes, and rows of a repeat."""


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
class Act:
    """Something that somebody does.

    Attributes:
        at: the moment, as `moments` reads it: from today, or from the act before.
        does: a step of the case's protocol, one such as `mediation.screen` of what was opened from
            the case, or one of the words that `acts` or `life` knows.
        who: a user name.
        on: bodies the case stands in for, by key; none: the case of the office itself.
        says: answers that differ from the usual ones of this step.
        to: the bodies or people that it names, by key.
    """

    at: str
    does: str
    who: str = ""
    on: tuple[str, ...] = ()
    says: Said = field(default_factory=dict)
    to: tuple[str, ...] = ()


@dataclass(frozen=True)
class Script:
    """A concern and what becomes of it.

    Attributes:
        key: a name in this file only.
        at: when it is raised.
        by: who raises it; for what came without an account, the officer who types it.
        like: the usual answers it starts from.
        says: answers that differ from them.
        companion: who of the group goes along.
        kept: people of the group who must not know.
        stamped: the hour of paper; empty where it was raised here.
        called: when somebody asks whoever raised it how they are; empty where nobody has.
        then: what is done with it.
    """

    key: str
    at: str
    by: str
    like: str
    says: Said = field(default_factory=dict)
    companion: str = ""
    kept: tuple[str, ...] = ()
    stamped: str = ""
    called: str = "3 days later, 18:10"
    then: tuple[Act, ...] = ()


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
            scripts=tuple(_script(row) for rows in scripts for row in rows),
            life=tuple(_act(row) for row in _toml(folder / "life.toml")["act"]),
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
        bodies = tuple(b for b in self.bodies if any(_touches(b.area, area) for area in areas))
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


def _script(row: Said) -> Script:
    then = tuple(_act(each) for each in row.get("then", ()))
    return Script(**{**row, "kept": tuple(row.get("kept", ())), "then": then})


def _act(row: Said) -> Act:
    listed = {name: tuple(row.get(name, ())) for name in ("on", "to")}
    return Act(**{**row, **listed})


def _toml(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
