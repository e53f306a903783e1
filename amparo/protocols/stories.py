"""Stories: what a pack promises, told as made-up days and kept as tests beside its rules. Pure.

A story of a protocol gives entries and says how the dossier then stands at certain moments; a story
of routes gives answers and bodies and says whom the matter reaches. Moments are local, written as
`2027-05-10 09:15`; `2027-05-10 24:00` is the end of that day.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from amparo.forms.values import Value


@dataclass(frozen=True)
class Given:
    """An entry of the story. `number` counts from 1."""

    number: int
    step: str
    at: str
    by: str
    coded: Mapping[str, Value] = field(default_factory=dict)
    stamped: str = ""


@dataclass(frozen=True)
class Then:
    """How the dossier stands at a moment; None: the story does not say.

    Exactly these: `overdue`, `escalated` (as clock:level), `missed` (met too late), `out_of_turn`
    (steps). At least these: `owed`, `met` (in time), `held`, `allowed`, `values`, `due` (the
    soonest of a clock), `shown` (as due, of what others owe), `refused` (as step:gate). None of
    these: `not_owed`, `not_allowed`.
    """

    on: str
    state: str | None = None
    due: Mapping[str, str] = field(default_factory=dict)
    overdue: tuple[str, ...] | None = None
    escalated: tuple[str, ...] | None = None
    missed: tuple[str, ...] | None = None
    out_of_turn: tuple[str, ...] | None = None
    owed: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    not_owed: tuple[str, ...] = ()
    not_allowed: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)
    shown: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class ProtocolStory:
    """Entries under a protocol, and how things stand on certain days."""

    key: str
    title: str
    protocol: str
    given: tuple[Given, ...]
    days: tuple[Then, ...]


@dataclass(frozen=True)
class Actor:
    """A body of the story, called by its name or else its kind."""

    name: str
    kind: str
    area: str
    accredited: bool = False
    keyed: bool = False


@dataclass(frozen=True)
class Reached:
    """Whom a matter reaches; None: the story does not say.

    Exactly these: `to` (directly), `relayed` (as “pnp via demuna”), `gaps` (kinds), `unreached`
    (routes). At least these: `reaches`. None of these, in any part: `not_to`.
    """

    matter: str | None = None
    to: tuple[str, ...] | None = None
    relayed: tuple[str, ...] | None = None
    gaps: tuple[str, ...] | None = None
    unreached: tuple[str, ...] | None = None
    reaches: tuple[str, ...] = ()
    not_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class RouteStory:
    """Answers in a place with certain bodies, and whom they reach. `chain`: areas above it."""

    key: str
    title: str
    answers: Mapping[str, Value]
    district: str
    chain: tuple[str, ...]
    bodies: tuple[Actor, ...]
    keep_from: tuple[str, ...]
    then: Reached


Story = ProtocolStory | RouteStory


def wall(text: str) -> datetime:
    """Return the local moment that a text names, without a zone.

    Raises:
        ValueError: if it is not written so, or there is no such day or hour.
    """
    day, _, hour = text.partition(" ")
    if hour == "24:00":
        return datetime.combine(date.fromisoformat(day) + timedelta(days=1), time.min)
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour))
