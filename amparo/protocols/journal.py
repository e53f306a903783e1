"""A journal as the protocol sees it: which entries counted, and what was known after each.

Pure. An entry under a step that was not open, that nobody of its kind may take, or that the
protocol does not know is kept, out of turn, and changes nothing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amparo.forms.expressions import Value
from amparo.protocols.protocol import TICK, Protocol, Step
from amparo.protocols.turns import Counts, Values, gates_against, is_open


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
    """An entry that counted, with the newest coded answers, its own among them."""

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
    """What a dossier's entries come to, before any clock is looked at.

    `steps` says how often each was taken, in turn.
    """

    taken: tuple[Taken, ...]
    state: str
    out_of_turn: frozenset[UUID]
    steps: Counts = field(default_factory=dict)

    @property
    def values(self) -> Mapping[str, Value]:
        """The newest coded answers."""
        return self.taken[-1].values if self.taken else {}


def read_journal(protocol: Protocol, entries: Iterable[Happened]) -> Journal:
    """Go through the entries by position and tell those that count from those out of turn."""
    taken: list[Taken] = []
    steps: Counter[str] = Counter()
    out_of_turn: set[UUID] = set()
    values: Mapping[str, Value] = {}
    state = ""
    for entry in sorted(entries, key=_place):
        step = protocol.steps.get(entry.step)
        if step is None or entry.by not in step.by or not _counts(step, entry, steps, values):
            out_of_turn.add(entry.id)
        elif entry.by != TICK:
            # What time alone wrote is kept, and neither moves the dossier nor says anything new.
            values = {**values, **entry.coded}
            taken.append(Taken(entry, values))
            steps[entry.step] += 1
            state = step.state or state
    return Journal(tuple(taken), state, frozenset(out_of_turn), dict(steps))


def _counts(step: Step, entry: Happened, taken: Counts, values: Values) -> bool:
    """Tell whether an entry counts: its own answers may close a gate, never open one."""
    return is_open(step, taken, values) and not gates_against(step, taken, values, entry.coded)


def _place(entry: Happened) -> tuple[int, str]:
    return entry.position, str(entry.id)
