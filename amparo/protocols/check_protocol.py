"""Checks that one protocol's rows fit together, and with the forms they name. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from amparo.base.problems import Fault
from amparo.forms.form import Repeat
from amparo.protocols.answers import coded_answers, coded_by, conditions
from amparo.protocols.between import Tell
from amparo.protocols.check_gates import check_rows_around, check_step_gates, starts_with_day
from amparo.protocols.check_raises import check_step_raises, ends_with_day
from amparo.protocols.checked import Checked
from amparo.protocols.clockwork import HOLD_UNTIL
from amparo.protocols.condition import Condition
from amparo.protocols.copies import check_copies
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Clock, Coded, Protocol, Step
from amparo.protocols.terms import ADDRESSED, AUTHOR, OUTSIDE, SERVER, TELLS, TICK

ANSWER_BY = "answer_by"
"""What the server itself puts into a told message: until when the next answer is owed."""

_NO_STEP = "“{field}” names the step “{name}”, which this protocol does not have."
_NO_STATE = "Its state “{name}” is not among the protocol's states."
_NO_PARTY = "“{field}” names “{name}”, which is not a party of this protocol."
_NO_FORM = "It names the form “{name}”, which is not there."
_NO_PROTOCOL = "“{field}” names the protocol “{name}”, which is not there."
_NO_REPEAT = "“opens_siblings” names “{name}”, which is no repeat of its form."
_NO_FIRST = "“{field}” names the protocol “{name}”, which no step by the server opens."
_NO_OPENING = "No step opens this protocol. Give one of them: opens = true."
_TICK_MOVES = "What time writes by itself (tick) has no state and no form."
_NOBODY_HEARS = "No other protocol has a step “{step}” that knows {coded}."
_NOT_CODED = (
    "“{field}” reads “{name}”, which is no coded answer of this protocol:"
    " it is sealed, stands in a repeat, or is not asked."
)
_NO_CODE = "“{field}” compares “{name}” with “{code}”, which is none of its answers."
_TWO_LISTS = "“{name}” has not the same answers everywhere in this protocol."
_NO_CLOCK = "It extends “{key}”, which is no clock of this protocol."
_EXTENDS_TWICE = "It extends “{key}”, which itself extends another. Extend that one."
_NOT_A_MOMENT = "“earlier” names “{name}”, which is no coded moment of this protocol."
_NO_HOLD = "“held_by” names a step without the coded day “hold_until”."


def check_protocol(pack: Pack, protocol: Protocol, unread: frozenset[str]) -> Iterator[Fault]:
    """Yield what is wrong with a protocol; `unread` are the forms that could not be read."""
    coded = coded_answers(protocol, pack.forms)
    is_whole = unread.isdisjoint(step.form for step in protocol.steps.values())
    checked = Checked(pack, protocol, coded, is_whole)
    if not any(step.opens for step in protocol.steps.values()):
        yield checked.fault("at the top", _NO_OPENING)
    for step in protocol.steps.values():
        yield from _step(checked, step, unread)
    yield from check_rows_around(checked)
    for clock in protocol.clocks.values():
        yield from _extending(checked, clock) if clock.extends else _clock(checked, clock)
    yield from check_copies(checked.file, protocol)
    if is_whole:
        yield from _answers(checked)


def _step(checked: Checked, step: Step, unread: frozenset[str]) -> Iterator[Fault]:
    yield from _steps_known(checked, step.key, "after", step.after)
    yield from _steps_known(checked, step.key, "not_after", step.not_after)
    parties = (by.partition(":")[0] for by in step.by if by not in {SERVER, TELLS, TICK})
    yield from _parties_known(checked, step.key, "by", (p for p in parties if p not in OUTSIDE))
    sealed_to = (party for party in step.sealed_to if party not in {ADDRESSED, AUTHOR})
    yield from _parties_known(checked, step.key, "sealed_to", sealed_to)
    yield from _parties_known(checked, step.key, "withdraws", step.withdraws)
    if step.state and step.state not in checked.protocol.states:
        yield checked.fault(step.key, _NO_STATE, name=step.state)
    if step.form and step.form not in checked.pack.forms and step.form not in unread:
        yield checked.fault(step.key, _NO_FORM, name=step.form)
    if TICK in step.by and (step.state or step.form):
        yield checked.fault(step.key, _TICK_MOVES)
    yield from _opened(checked, step)
    yield from check_step_gates(checked, step)
    for tell in step.tells:
        if not _is_heard(checked, tell):
            coded = ", ".join(tell.coded) or "it"
            yield checked.fault(step.key, _NOBODY_HEARS, step=tell.step, coded=coded)


def _opened(checked: Checked, step: Step) -> Iterator[Fault]:
    for field in ("opens_for_receiver", "opens_referral", "opens_own", "opens_with", "raises"):
        name = getattr(step, field)
        if name and name not in checked.pack.protocols:
            yield checked.fault(step.key, _NO_PROTOCOL, field=field, name=name)
    for field in ("opens_own", "opens_with"):
        own = checked.pack.protocols.get(getattr(step, field))
        if own and own.first_by(SERVER) is None:
            yield checked.fault(step.key, _NO_FIRST, field=field, name=own.key)
    yield from check_step_raises(checked, step)
    form = checked.pack.forms.get(step.form)
    if step.opens_siblings and form:
        repeats = {item.name for item in _items(form.items) if isinstance(item, Repeat)}
        if step.opens_siblings not in repeats:
            yield checked.fault(step.key, _NO_REPEAT, name=step.opens_siblings)


def _items(items: Iterable[object]) -> Iterator[object]:
    for item in items:
        yield item
        yield from _items(getattr(item, "items", ()))


def _is_heard(checked: Checked, tell: Tell) -> bool:
    """Tell whether a linked dossier could have the step told, knowing the answers that go along."""
    others = (each for each in checked.pack.protocols.values() if each is not checked.protocol)
    heard = (each.steps[tell.step] for each in others if tell.step in each.steps)
    return any(
        TELLS in step.by and {coded.name for coded in step.coded}.issuperset(tell.coded)
        for step in heard
    )


def _clock(checked: Checked, clock: Clock) -> Iterator[Fault]:
    for field, steps in (("from", clock.start), ("until", clock.until), ("ends", clock.ends)):
        yield from _steps_known(checked, clock.key, field, steps)
    if not clock.for_information:
        yield from _parties_known(checked, clock.key, "owed_by", (clock.owed_by,))
    if clock.held_by:
        yield from _steps_known(checked, clock.key, "held_by", (clock.held_by,))
    if not checked.is_whole:
        return
    moments = {coded.kind for coded in checked.coded.get(clock.earlier, ())}
    if clock.earlier and moments != {"moment"}:
        yield checked.fault(clock.key, _NOT_A_MOMENT, name=clock.earlier)
    yield from starts_with_day(checked, clock)
    yield from ends_with_day(checked, clock)
    holding = checked.protocol.steps.get(clock.held_by)
    if holding and not any(map(_is_hold, coded_by(holding, checked.pack.forms))):
        yield checked.fault(clock.key, _NO_HOLD)


def _is_hold(coded: Coded) -> bool:
    return coded.name == HOLD_UNTIL and coded.kind in {"day", "moment"}


def _extending(checked: Checked, clock: Clock) -> Iterator[Fault]:
    extended = checked.protocol.clocks.get(clock.extends)
    if extended is None:
        yield checked.fault(clock.key, _NO_CLOCK, key=clock.extends)
    elif extended.extends:
        yield checked.fault(clock.key, _EXTENDS_TWICE, key=clock.extends)


def _answers(checked: Checked) -> Iterator[Fault]:
    for name, asked in checked.coded.items():
        if len({(coded.kind, frozenset(coded.choices)) for coded in asked}) > 1:
            yield checked.fault("at the top", _TWO_LISTS, name=name)
    for place in conditions(checked.protocol):
        known = checked.coded.keys() | checked.protocol.tallies.keys()
        for name in sorted(place.condition.names - known):
            yield checked.fault(place.row, _NOT_CODED, field=place.field, name=name)
        for name, code in unknown_codes(place.condition, _choices(checked.coded)):
            yield checked.fault(place.row, _NO_CODE, field=place.field, name=name, code=code)
    for step in checked.protocol.steps.values():
        for tell in step.tells:
            for name in tell.coded:
                if name not in checked.coded and name != ANSWER_BY:
                    yield checked.fault(step.key, _NOT_CODED, field="tells", name=name)


def unknown_codes(
    condition: Condition, choices: Mapping[str, frozenset[str]]
) -> list[tuple[str, str]]:
    """Return each (answer, code) that a condition compares though the answer can't be that."""
    return sorted(
        (name, code)
        for name, code in condition.codes
        if code and choices.get(name) and code not in choices[name]
    )


def _choices(coded: Mapping[str, set[Coded]]) -> dict[str, frozenset[str]]:
    return {
        name: frozenset(choice for each in asked for choice in each.choices)
        for name, asked in coded.items()
    }


def _steps_known(checked: Checked, where: str, field: str, names: Iterable[str]) -> Iterator[Fault]:
    for name in names:
        if name not in checked.protocol.steps:
            yield checked.fault(where, _NO_STEP, field=field, name=name)


def _parties_known(
    checked: Checked, where: str, field: str, names: Iterable[str]
) -> Iterator[Fault]:
    for name in names:
        if name not in checked.protocol.parties:
            yield checked.fault(where, _NO_PARTY, field=field, name=name)
