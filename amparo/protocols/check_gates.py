"""Checks what stands around a protocol's steps: groups, gates, tallies, decisions. Pure.

What every decision has to state is proposed for all countries after Norway's barnevernslov
§ 12-5: the facts, the child's view and the weight given to it, best interests and family ties.
"""

from collections.abc import Iterator

from amparo.base.problems import Fault
from amparo.protocols.answers import coded_by
from amparo.protocols.checked import Checked
from amparo.protocols.protocol import Clock, Step

STATED = ("facts", "child_opinion", "view_weight", "best_interests", "family_ties")
"""What the form of a decision must ask, whatever else was answered."""

_NO_DAY = "“counted_from” names “{name}”, which not every “from” step answers as a day or moment."
_NO_GATE = "“gates” names “{name}”, which is no gate of this protocol."
_NO_GROUP = "It stands in the group “{name}”, which this protocol does not have."
_NO_STEP = "“{field}” names the step “{name}”, which this protocol does not have."
_NOTHING_OF_ITS_OWN = (
    "Its gate “{name}” is asked of the answers, but none of those it reads is given here."
)
_NOT_STATED = "It decides: its form must ask “{name}”, required, whatever else was answered."
_NO_ANSWER = "“opens_gap” names “{name}”, which is no coded answer of this step."
_NO_KIND = "“opens_gap”: there is no kind of body “{name}”."
_IS_ANSWER = "“{name}” is an answer too. Call the tally otherwise."


def check_rows_around(checked: Checked) -> Iterator[Fault]:
    """Yield what is wrong with a protocol's gates and tallies."""
    steps = checked.protocol.steps
    for gate in checked.protocol.gates.values():
        for name in gate.instead:
            if name not in steps:
                yield checked.fault(gate.key, _NO_STEP, field="instead", name=name)
    for tally in checked.protocol.tallies.values():
        if tally.key in checked.coded:
            yield checked.fault(tally.key, _IS_ANSWER, name=tally.key)
        for field, names in (("counts", tally.counts), ("since", tally.since)):
            for name in names:
                if name not in steps:
                    yield checked.fault(tally.key, _NO_STEP, field=field, name=name)


def check_step_gates(checked: Checked, step: Step) -> Iterator[Fault]:
    """Yield what is wrong with a step's group and gates, and with what it states if it decides."""
    if step.group and step.group not in checked.protocol.groups:
        yield checked.fault(step.key, _NO_GROUP, name=step.group)
    own = {coded.name for coded in coded_by(step, checked.pack.forms)}
    for name in step.gates:
        gate = checked.protocol.gates.get(name)
        if gate is None:
            yield checked.fault(step.key, _NO_GATE, name=name)
        elif checked.is_whole and gate.of_answers and own.isdisjoint(gate.when.names):
            yield checked.fault(step.key, _NOTHING_OF_ITS_OWN, name=name)
    if step.opens_gap and checked.is_whole:
        yield from _opens_gap(checked, step)
    form = checked.pack.forms.get(step.form)
    if step.decides and checked.is_whole:
        asked = {each.name: each for each in form.questions()} if form else {}
        for name in STATED:
            question = asked.get(name)
            if question is None or not question.required or question.relevant is not None:
                yield checked.fault(step.key, _NOT_STATED, name=name)


def _opens_gap(checked: Checked, step: Step) -> Iterator[Fault]:
    """Yield a fault where what is missing is no list of kinds of body."""
    named = [each for each in coded_by(step, checked.pack.forms) if each.name == step.opens_gap]
    if not named:
        yield checked.fault(step.key, _NO_ANSWER, name=step.opens_gap)
    for code in {code for each in named for code in each.choices} - checked.pack.body_kinds.keys():
        yield checked.fault(step.key, _NO_KIND, name=code)


def starts_with_day(checked: Checked, clock: Clock) -> Iterator[Fault]:
    """Yield a fault if a clock is counted from what its starting steps do not say."""
    name = clock.counted_from
    for key in clock.start if name and checked.is_whole else ():
        step = checked.protocol.steps.get(key)
        kinds = (
            {each.kind for each in coded_by(step, checked.pack.forms) if each.name == name}
            if step
            else set()
        )
        if step and not kinds & {"day", "moment"}:
            yield checked.fault(clock.key, _NO_DAY, name=name)
