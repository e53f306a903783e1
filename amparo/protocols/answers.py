"""Which answers a protocol can know in clear: those of its steps and of their forms. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from amparo.forms.form import CODED, Form, repeat_of, walk
from amparo.protocols.clockwork import HOLD_UNTIL
from amparo.protocols.condition import Condition
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Coded, Protocol, Step
from amparo.protocols.steps import coded_of


@dataclass(frozen=True)
class Place:
    """A condition, or a name that is read, and the row it stands in."""

    row: str
    field: str
    condition: Condition


def coded_answers(protocol: Protocol, forms: Mapping[str, Form]) -> dict[str, set[Coded]]:
    """Return each coded answer of a protocol, in every way it is asked; none inside a repeat."""
    found: dict[str, set[Coded]] = {}
    for step in protocol.steps.values():
        for coded in coded_by(step, forms):
            found.setdefault(coded.name, set()).add(coded)
    return found


def coded_by(step: Step, forms: Mapping[str, Form]) -> tuple[Coded, ...]:
    """Return what a step can say in clear, by itself and with its form."""
    form = forms.get(step.form)
    return (*step.coded, *(coded_in(form) if form else ()))


def coded_in(form: Form) -> Iterator[Coded]:
    """Yield a form's coded questions that stand in no repeat."""
    for question, above in walk(form.items):
        if question.answer_class == CODED and repeat_of(above) is None:
            yield coded_of(question)


def conditions(protocol: Protocol) -> Iterator[Place]:
    """Yield every condition of a protocol."""
    for step in protocol.steps.values():
        if step.when:
            yield Place(step.key, "when", step.when)
        if step.withdraws_when:
            yield Place(step.key, "withdraws_when", step.withdraws_when)
    for gate in protocol.gates.values():
        yield Place(gate.key, "when", gate.when)
    for tally in protocol.tallies.values():
        if tally.when:
            yield Place(tally.key, "when", tally.when)
    for clock in protocol.clocks.values():
        if clock.when:
            yield Place(clock.key, "when", clock.when)
        if clock.until_when:
            yield Place(clock.key, "until_when", clock.until_when)


def names_read(pack: Pack) -> frozenset[str]:
    """Return every answer that a route, clock, gate, told message or declared table reads."""
    read = {name for route in pack.routes.rows for name in route.when.names}
    read.update(name for table in pack.tables.values() for name in table.reads)
    kept = (row.when.names for row in pack.retention.values() if row.when)
    read.update(name for names in kept for name in names)
    read.update(name for report in pack.reports.rows.values() for name in (report.by, report.cause))
    for protocol in pack.protocols.values():
        read.update(_read_by(protocol))
    return frozenset(read)


def _read_by(protocol: Protocol) -> Iterator[str]:
    for place in conditions(protocol):
        yield from place.condition.names
    for step in protocol.steps.values():
        yield step.opens_gap
        for tell in step.tells:
            yield from tell.coded
    for clock in protocol.clocks.values():
        yield from (clock.earlier, clock.counted_from, clock.not_beyond)
        if clock.held_by:
            yield HOLD_UNTIL
