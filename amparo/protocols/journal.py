"""A journal as the protocol sees it: which entries counted, and what was known after each.

Pure. An entry under a step that was not open, that nobody of its kind may take, or that the
protocol does not know is kept, out of turn, and changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amparo.forms.expressions import Value
from amparo.protocols.condition import holds
from amparo.protocols.gates import refusing
from amparo.protocols.protocol import Protocol, Step
from amparo.protocols.terms import TICK

Steps = set[str] | frozenset[str]
"""The steps taken so far."""


@dataclass(frozen=True)
class Happened:
    """One entry: its coded part and what its header says.

    `by` is `party:role`, `server`, `tells` or `tick`; `stamped` the hour of paper, if it was paper.
    """

    id: UUID
    step: str
    at: datetime
    position: int
    coded: Mapping[str, Value]
    by: str
    stamped: datetime | None = None


@dataclass(frozen=True)
class Taken:
    """An entry that counted, with the newest coded answers and tallies, its own among them."""

    entry: Happened
    values: Mapping[str, Value]

    @property
    def step(self) -> str:
        return self.entry.step

    @property
    def at(self) -> datetime:
        return self.entry.at


@dataclass(frozen=True)
class Journal:
    """What a dossier's entries come to, before any clock is looked at."""

    taken: tuple[Taken, ...]
    state: str
    out_of_turn: frozenset[UUID]
    steps: frozenset[str] = field(default_factory=frozenset)
    values: Mapping[str, Value] = field(default_factory=dict)
    tallies: Mapping[str, int] = field(default_factory=dict)

    @property
    def known(self) -> Mapping[str, Value]:
        """What conditions read now: the newest coded answers, and the tallies."""
        return {**self.values, **self.tallies}


def read_journal(protocol: Protocol, entries: Iterable[Happened]) -> Journal:
    """Go through the entries by position and tell those that count from those out of turn."""
    taken: list[Taken] = []
    steps: set[str] = set()
    out_of_turn: set[UUID] = set()
    values: dict[str, Value] = {}
    tallies: Mapping[str, int] = dict.fromkeys(protocol.tallies, 0)
    known: Mapping[str, Value] = tallies
    state = ""
    for entry in sorted(entries, key=_place):
        step = protocol.steps.get(entry.step)
        if step is None or not _may_stand(protocol, step, entry, steps, known):
            out_of_turn.add(entry.id)
        elif entry.by != TICK:
            # What time alone wrote is kept, and neither moves the dossier nor says anything new.
            values.update(entry.coded)
            tallies = _counted(protocol, tallies, entry.step, values)
            known = {**values, **tallies}
            taken.append(Taken(entry, known))
            steps.add(entry.step)
            state = step.state or state
    return Journal(tuple(taken), state, frozenset(out_of_turn), frozenset(steps), values, tallies)


def _may_stand(
    protocol: Protocol,
    step: Step,
    entry: Happened,
    taken: Steps,
    known: Mapping[str, Value],
) -> bool:
    is_theirs = entry.by in step.by and is_open(step, taken, known)
    return is_theirs and not refusing(protocol, step, known, entry.coded)


def _counted(
    protocol: Protocol, before: Mapping[str, int], step: str, values: Mapping[str, Value]
) -> Mapping[str, int]:
    """Return the tallies after a step; their conditions see them as they were before it."""
    if not (touched := protocol.tallied.get(step)):
        return before
    known: Mapping[str, Value] = {**values, **before}
    after = {
        tally.key: (0 if step in tally.since else before[tally.key])
        + (step in tally.counts and holds(tally.when, known))
        for tally in touched
    }
    return {**before, **after}


def is_open(step: Step, taken: Steps, values: Mapping[str, Value]) -> bool:
    """Tell whether a step may be taken, whoever takes it, after these steps and answers."""
    if not taken:
        return step.opens and holds(step.when, values)
    only_first = step.opens and not step.after
    again = step.once and step.key in taken
    return (
        not only_first
        and not again
        and taken.issuperset(step.after)
        and taken.isdisjoint(step.not_after)
        and holds(step.when, values)
    )


def _place(entry: Happened) -> tuple[int, str]:
    return entry.position, str(entry.id)
