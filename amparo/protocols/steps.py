"""Reads protocols from their merged files: states, steps and clocks. Pure."""

from collections.abc import Mapping

from amparo.base.problems import Fault
from amparo.forms.form import Form, Question
from amparo.protocols.between import Given, Tell
from amparo.protocols.condition import Condition
from amparo.protocols.fields import Fields
from amparo.protocols.protocol import (
    Clock,
    Coded,
    Escalate,
    Gate,
    Group,
    Limit,
    Protocol,
    State,
    Step,
    Tally,
)
from amparo.protocols.sources import INHERITS, Merged
from amparo.protocols.terms import WORRIES

CODED_KINDS = ("one", "several", "integer", "date", "day", "moment", "id")
TOLD = ("came_from", "opened", "link")

_FORM_KINDS = {
    "select_one": "one",
    "select_multiple": "several",
    "integer": "integer",
    "date": "date",
    "datetime": "date",
}
_TO_THE_MINUTE = {"date": "day", "datetime": "moment"}
_NO_LIMIT = Limit("hours", 0)
_NEVER = Condition.read("false()")

Forms = Mapping[str, Form | None]
"""The forms by name; None for one that is there but could not be read, which was reported."""


def read_protocol(file: Merged, forms: Forms, faults: list[Fault]) -> Protocol:
    top = file.top(faults)
    top.text(INHERITS)
    protocol = Protocol(
        key=top.text("key", needed=True),
        title=top.text("title", needed=True),
        parties=top.texts("parties", needed=True),
        subject=top.text("subject", needed=True),
        on_phone=top.flag("on_phone"),
        states={row.where: _state(row) for row in file.rows("state", faults)},
        steps={row.where: _step(row, forms) for row in file.rows("step", faults)},
        clocks={row.where: _clock(row) for row in file.rows("clock", faults)},
        groups={row.where: _group(row) for row in file.rows("group", faults)},
        gates={row.where: _gate(row) for row in file.rows("gate", faults)},
        tallies={row.where: _tally(row) for row in file.rows("tally", faults)},
    )
    top.done()
    return protocol


def coded_of(question: Question) -> Coded:
    """Return a form's question as a protocol sees it."""
    exact = _TO_THE_MINUTE.get(question.kind) if question.moment else None
    kind = exact or _FORM_KINDS.get(question.kind, "id")
    return Coded(question.name, kind, tuple(choice.name for choice in question.choices))


def _state(row: Fields) -> State:
    state = State(row.text("key"), row.count("order"))
    row.done()
    return state


def _group(row: Fields) -> Group:
    group = Group(row.text("key"), row.count("order"))
    row.done()
    return group


def _gate(row: Fields) -> Gate:
    gate = Gate(
        key=row.text("key"),
        when=row.condition("when", needed=True) or _NEVER,
        of_answers=row.flag("of_answers"),
        instead=row.texts("instead"),
        safeguard=row.flag("safeguard"),
        source=row.text("source"),
        label=row.label(),
    )
    row.done()
    return gate


def _tally(row: Fields) -> Tally:
    tally = Tally(
        key=row.text("key"),
        counts=row.texts("counts", needed=True),
        since=row.texts("since"),
        when=row.condition("when"),
        safeguard=row.flag("safeguard"),
    )
    row.done()
    return tally


def _step(row: Fields, forms: Forms) -> Step:
    step = Step(
        key=row.text("key"),
        by=row.texts("by", needed=True),
        form=row.text("form"),
        opens=row.flag("opens"),
        after=row.texts("after"),
        not_after=row.texts("not_after"),
        when=row.condition("when"),
        once=row.flag("once"),
        state=row.text("state"),
        sealed_to=row.texts("sealed_to"),
        reads_for=row.limit("reads_for"),
        tells=tuple(map(_tell, row.many("tells"))),
        opens_for_receiver=row.text("opens_for_receiver"),
        opens_referral=row.text("opens_referral"),
        opens_siblings=row.text("opens_siblings"),
        copy=row.text("copy"),
        has_own_page=row.flag("has_own_page"),
        opens_own=row.text("opens_own"),
        opens_with=row.text("opens_with"),
        raises=row.text("raises"),
        carries=row.texts("carries"),
        gives=tuple(map(_given, row.many("gives"))),
        withdraws=row.texts("withdraws"),
        withdraws_when=row.condition("withdraws_when"),
        coded=tuple(_coded(each, forms) for each in row.many("coded")),
        group=row.text("group"),
        gates=row.texts("gates"),
        decides=row.flag("decides"),
        opens_gap=row.text("opens_gap"),
        safeguard=row.flag("safeguard"),
        source=row.text("source"),
        label=row.label(),
    )
    row.done()
    return step


def _tell(row: Fields) -> Tell:
    tell = Tell(row.text("to", needed=True), row.text("step", needed=True), row.texts("coded"))
    row.done()
    if tell.to not in TOLD:
        row.wrong("“to” must be one of {told}.", told=", ".join(TOLD))
    return tell


def _given(row: Fields) -> Given:
    given = Given(row.text("name", needed=True), row.text("code", needed=True))
    row.done()
    return given


def _coded(row: Fields, forms: Forms) -> Coded:
    name = row.text("name", needed=True)
    like = row.text("as_in")
    kind = row.text("kind") or "one"
    coded = Coded(name, kind, row.texts("choices"))
    row.done()
    if like:
        return _as_in(row, name, like, forms)
    if kind not in CODED_KINDS:
        row.wrong("“kind” must be one of {kinds}.", kinds=", ".join(CODED_KINDS))
    if (kind in {"one", "several"}) != bool(coded.choices):
        row.wrong("“choices” are needed where one or several are chosen, and only there.")
    return coded


def _as_in(row: Fields, name: str, like: str, forms: Forms) -> Coded:
    form = forms.get(like)
    question = form.question(name) if form else None
    if question:
        return coded_of(question)
    if form or like not in forms:
        row.wrong("“as_in” names a form that is not there or has no question “{name}”.", name=name)
    return Coded(name, "id")


def _clock(row: Fields) -> Clock:
    extends = row.text("extends")
    is_shown_only = row.flag("for_information")
    clock = Clock(
        key=row.text("key"),
        limit=row.limit("limit", needed=True) or _NO_LIMIT,
        start=row.texts("from", needed=not extends),
        until=row.texts("until", needed=not extends and not is_shown_only),
        owed_by=row.text("owed_by", needed=not extends),
        owed_to=row.text("owed_to", needed=not extends),
        earlier=row.text("earlier"),
        until_when=row.condition("until_when"),
        when=row.condition("when", needed=bool(extends)),
        extends=extends,
        escalate=tuple(map(_escalate, row.many("escalate"))),
        held_by=row.text("held_by"),
        every=row.limit("every"),
        ends=row.texts("ends"),
        times=row.count("times", 1),
        at_least=row.limit("at_least"),
        one_at_a_time=row.flag("one_at_a_time"),
        once=row.flag("once"),
        worry=row.text("worry"),
        counted_from=row.text("counted_from"),
        not_beyond=row.text("not_beyond"),
        for_information=is_shown_only,
        safeguard=row.flag("safeguard"),
        source=row.text("source", needed=True),
        label=row.label(needed=True),
    )
    row.done()
    _check_clock(row, clock)
    return clock


def _check_clock(row: Fields, clock: Clock) -> None:
    """Refuse what no clock can be, whatever the rest of the protocol says."""
    if clock.times == 0:
        row.wrong("“times” must be at least 1.")
    if clock.ends and not clock.every:
        row.wrong("“ends” only means something where “every” is given.")
    if clock.worry and clock.worry not in WORRIES:
        row.wrong("“worry” must be one of {worries}.", worries=", ".join(WORRIES))
    if clock.for_information and clock.escalate:
        row.wrong("What is only shown for information is told to nobody: it has no “escalate”.")
    if clock.extends and row.names_beyond(EXTENDING):
        row.wrong("A clock that extends has only {fields}.", fields=", ".join(EXTENDING))


EXTENDING = ("key", "extends", "limit", "when", "safeguard", "source", "label")


def _escalate(row: Fields) -> Escalate:
    level = Escalate(row.text("to", needed=True), row.limit("after", needed=True) or _NO_LIMIT)
    row.done()
    return level
