"""What a journal comes to: where the dossier stands, what is owed by when, what may happen next.

Pure, and with the modules it calls the only place where a protocol is interpreted: pages,
escalations and reports ask here. The same entries always give the same. Time makes a duty overdue;
it never changes a state.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from amparo.forms.expressions import Value
from amparo.protocols.clocks import Calendar
from amparo.protocols.duties import Duty, Escalation, duties_of
from amparo.protocols.gates import refusing
from amparo.protocols.journal import Happened, is_open, read_journal
from amparo.protocols.protocol import Protocol

__all__ = ["Duty", "Escalation", "Happened", "Standing", "may_take", "replay"]


@dataclass(frozen=True)
class Standing:
    """Where a dossier stands, asked at a moment.

    Attributes:
        state: a key of the protocol's states; empty before the first entry.
        duties: what is still owed, the soonest due first.
        met: what was owed and is done, in time or not.
        allowed: the steps that are open now, whoever takes them.
        out_of_turn: the entries that are kept and changed nothing.
        values: the newest coded answers.
        taken: the steps taken so far.
        refused: the steps that would be open but for their gates, with the gates that refuse them.
        known: the newest coded answers and the tallies: what conditions read.
        shown: what others owe by law and have not done, for information; nobody's duty here.
    """

    at: datetime
    state: str
    duties: tuple[Duty, ...]
    met: tuple[Duty, ...]
    allowed: frozenset[str]
    out_of_turn: frozenset[UUID]
    values: Mapping[str, Value]
    taken: frozenset[str] = field(default_factory=frozenset)
    refused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    known: Mapping[str, Value] = field(default_factory=dict)
    shown: tuple[Duty, ...] = ()

    @property
    def overdue(self) -> tuple[Duty, ...]:
        """What is still owed and should have been done before the moment asked."""
        return tuple(duty for duty in self.duties if duty.is_overdue(self.at))

    @property
    def escalated(self) -> tuple[tuple[Duty, Escalation], ...]:
        """Each level that is to know by now that something still owed was missed."""
        return tuple(
            (duty, level)
            for duty in self.overdue
            for level in duty.escalations
            if level.at <= self.at
        )


def replay(
    protocol: Protocol, entries: Iterable[Happened], at: datetime, calendar: Calendar
) -> Standing:
    """Replay a journal: all entries given, in the order of their positions.

    Args:
        protocol: what the dossier follows.
        entries: in any order; those with a later moment than `at` count too, since a clock that
            was moved back must not undo what happened.
        at: the moment asked; it decides only what is overdue.
        calendar: of the pack that the protocol is from.
    """
    journal = read_journal(protocol, entries)
    duties, shown = duties_of(protocol, journal.taken, calendar)
    known = journal.known
    turn = [step for step in protocol.steps.values() if is_open(step, journal.steps, known)]
    refused = {
        step.key: tuple(gate.key for gate in gates)
        for step in turn
        if (gates := refusing(protocol, step, known))
    }
    return Standing(
        at=at,
        state=journal.state,
        duties=tuple(duty for duty in duties if duty.done_at is None),
        met=tuple(duty for duty in duties if duty.done_at is not None),
        allowed=frozenset(step.key for step in turn if step.key not in refused),
        out_of_turn=journal.out_of_turn,
        values=journal.values,
        taken=journal.steps,
        refused=refused,
        known=known,
        shown=tuple(duty for duty in shown if duty.done_at is None),
    )


def may_take(protocol: Protocol, standing: Standing, step: str, by: str) -> bool:
    """Tell whether somebody, written as in a step's `by`, may take a step now."""
    return step in standing.allowed and by in protocol.steps[step].by
