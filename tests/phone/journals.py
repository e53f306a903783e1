"""Journals made up over a pack's own protocols: likely steps, unlikely ones and plain nonsense."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from amparo.base.ids import derived_id
from amparo.base.time import UTC, iso_week
from amparo.forms.values import Value
from amparo.protocols.answers import coded_by
from amparo.protocols.journal import is_open
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Coded, Protocol, Step
from amparo.protocols.replay import Happened
from tests.phone.chance import Chance

START = datetime(2027, 3, 20, 14, 15, 0, 123457, tzinfo=UTC)
LONGEST = 22


@dataclass(frozen=True)
class Made:
    """A journal, and the protocol that it follows or breaks."""

    protocol: str
    entries: tuple[Happened, ...]


def journals(pack: Pack, count: int) -> Iterator[Made]:
    for number in range(count):
        chance = Chance(f"journal {number}")
        key = chance.one_of([*sorted(pack.protocols), "case", "case"])
        yield Made(key, tuple(_entries(pack, pack.protocols[key], chance)))


def _entries(pack: Pack, protocol: Protocol, chance: Chance) -> Iterator[Happened]:
    at, taken = START, set[str]()
    values: Mapping[str, Value] = dict.fromkeys(protocol.tallies, 0)
    for position in range(1, 2 + chance.below(LONGEST)):
        step = _step(protocol, taken, values, chance)
        at += timedelta(minutes=chance.below(60 * chance.one_of((1, 30, 400))), microseconds=1)
        coded = {
            each.name: _answer(each, at, chance)
            for each in coded_by(step, pack.forms)
            if not chance.once_in(4)
        }
        yield _happened(step, at, position, coded, chance)
        taken.add(step.key)
        values = {**values, **coded}


def _step(protocol: Protocol, taken: set[str], values: Mapping[str, Value], chance: Chance) -> Step:
    steps = [protocol.steps[key] for key in sorted(protocol.steps)]
    likely = [step for step in steps if is_open(step, taken, values)]
    if chance.once_in(40):
        return Step("conjure", ("service:officer",))
    return chance.one_of(likely if likely and not chance.once_in(8) else steps)


def _happened(
    step: Step, at: datetime, position: int, coded: Mapping[str, Value], chance: Chance
) -> Happened:
    return Happened(
        id=derived_id(str(UUID(int=position)), step.key, at.isoformat()),
        step=step.key,
        at=at,
        position=position,
        coded=coded,
        by=chance.one_of(step.by) if not chance.once_in(20) else "service:stranger",
        stamped=at - timedelta(hours=chance.below(72)) if chance.once_in(8) else None,
    )


def _answer(coded: Coded, at: datetime, chance: Chance) -> Value:
    near = at + timedelta(hours=chance.below(24 * 60) - 24 * 20)
    odd = ("health", "prosecutor", "", "5")
    said: Mapping[str, Value] = {
        "one": chance.one_of(coded.choices or odd),
        "several": tuple(chance.some_of(coded.choices)),
        "integer": chance.below(6),
        "date": iso_week(near.date()),
        "day": near.date().isoformat(),
        "moment": chance.one_of((f"{near:%Y-%m-%dT%H:%M}", f"{near:%Y-%m-%dT%H:%M:%S.%f}-05:00")),
        "id": chance.one_of(odd),
    }
    return said[coded.kind]
