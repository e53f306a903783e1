"""Checks what a member's step leads to: a concern, and what of it is answered already. Pure."""

from collections.abc import Iterator

from amparo.base.problems import Fault
from amparo.protocols.answers import coded_by
from amparo.protocols.checked import Checked
from amparo.protocols.protocol import Clock, Step

_NO_RAISES = "“{field}” only means something where “raises” is given."
_NOT_ASKED = "“{field}” names “{name}”, which the form “{form}” does not ask."
_NOT_SAID = "“carries” names “{name}”, which no form of this protocol asks."
_NO_CODE = "“gives” answers “{name}” with “{code}”, which is none of its answers."
_NO_LAW = (
    "By this step a member begins something about a child without an office."
    " Name the law that lets a group do so: “source” and “label”."
)
_NO_DAY = "“not_beyond” names “{name}”, which is no coded day of this protocol."

CHILD, SERVICE = "child", "service"


def check_step_raises(checked: Checked, step: Step) -> Iterator[Fault]:
    """Yield what is wrong with what a step raises, and with one that begins without an office."""
    if _begins_alone(checked, step) and not (step.source and step.label):
        yield checked.fault(step.key, _NO_LAW)
    if step.raises:
        yield from _told_on(checked, step)
        return
    for field in ("carries", "gives"):
        if getattr(step, field):
            yield checked.fault(step.key, _NO_RAISES, field=field)


def _told_on(checked: Checked, step: Step) -> Iterator[Fault]:
    """Yield what goes along to a form that does not ask it, or that nobody here says."""
    form = checked.pack.forms.get(_form_of(checked, step.raises))
    if form is None or not checked.is_whole:
        return
    asked = {each.name: {choice.name for choice in each.choices} for each in form.questions()}
    along = [
        *(("carries", name) for name in step.carries),
        *(("gives", g.name) for g in step.gives),
    ]
    for field, name in along:
        if name not in asked:
            yield checked.fault(step.key, _NOT_ASKED, field=field, name=name, form=form.key)
    for name in sorted(set(step.carries) - _said(checked)):
        yield checked.fault(step.key, _NOT_SAID, name=name)
    for given in step.gives:
        if given.code not in asked.get(given.name, {given.code}):
            yield checked.fault(step.key, _NO_CODE, name=given.name, code=given.code)


def ends_with_day(checked: Checked, clock: Clock) -> Iterator[Fault]:
    """Yield a fault if what a clock does not go beyond is no day that anybody says."""
    name = clock.not_beyond
    steps = checked.protocol.steps.values()
    kinds = {
        each.kind
        for step in steps
        for each in coded_by(step, checked.pack.forms)
        if each.name == name
    }
    if name and checked.is_whole and kinds != {"day"}:
        yield checked.fault(clock.key, _NO_DAY, name=name)


def _begins_alone(checked: Checked, step: Step) -> bool:
    """Tell whether a person alone opens what is about a child and followed up by an office."""
    protocol = checked.protocol
    shared = protocol.subject == CHILD and SERVICE in protocol.parties
    by_person = any(":" in by and by.partition(":")[0] != SERVICE for by in step.by)
    return step.opens and shared and by_person


def _form_of(checked: Checked, protocol: str) -> str:
    """Return the form with which something is raised: that which the routes read."""
    return checked.pack.routes.form if protocol in checked.pack.protocols else ""


def _said(checked: Checked) -> set[str]:
    """Return every question of this protocol's forms."""
    forms = (checked.pack.forms.get(step.form) for step in checked.protocol.steps.values())
    return {question.name for form in forms if form for question in form.questions()}
