"""Which steps a page offers, what stands in a step's form at first, and what some lead to."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amparo.desk.kept import Typed
from amparo.desk.wording import say
from amparo.dossiers.actions.earlier import look_for_earlier
from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.actions.supervision import declare_conflict
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author, from_json
from amparo.forms.answers import defaults, to_raw
from amparo.forms.values import Values
from amparo.protocols.replay import Standing, why_refused
from amparo.system.packs import pack_by_hash
from amparo.trust.keyring import Keyring

LOOK = "look"
"""What the receipt's button asks for that looks for earlier concerns by a name."""

MORE_INQUIRY = "more_inquiry_7wd"
"""The decision that is not yet a qualification: it is written as an inquiry."""

CONTINUES = {"qualify": "inquire"}
"""Steps that go on with what an earlier one answered."""


@dataclass(frozen=True)
class Offered:
    """A step that can be taken now. `is_owed`: a clock waits for it."""

    key: str
    says: str
    is_owed: bool


def offered(dossier: Dossier, standing: Standing, by: Author) -> tuple[Offered, ...]:
    """Return the steps with a form that this author may take now, what is owed first."""
    pack = pack_by_hash(dossier.pack_id)
    protocol = pack.protocols[dossier.protocol]
    awaited = {step for duty in standing.duties for step in protocol.clocks[duty.clock].until}
    steps = [
        Offered(step.key, say(f"step.{dossier.protocol}.{step.key}", pack), step.key in awaited)
        for step in protocol.steps.values()
        if step.form and by.by in step.by and step.key in standing.allowed
    ]
    return tuple(sorted(steps, key=lambda step: not step.is_owed))


def refused(dossier: Dossier, standing: Standing, by: Author) -> tuple[Offered, ...]:
    """Return the steps that a gate stands in the way of, though their turn has come."""
    pack = pack_by_hash(dossier.pack_id)
    protocol = pack.protocols[dossier.protocol]
    return tuple(
        Offered(step.key, say(f"step.{dossier.protocol}.{step.key}", pack), is_owed=False)
        for step in protocol.steps.values()
        if step.form and by.by in step.by and step.key not in standing.allowed
        if any(why.is_gate for why in why_refused(protocol, standing, step.key))
    )


def before_typing(
    dossier: Dossier, key: str, typed: Typed, keyring: Keyring, *, by: Author, at: datetime
) -> Typed:
    """Return what a step's form shows before anything is typed: what it goes on with.

    Opening what was answered earlier is a reading, and recorded as one.
    """
    earlier = CONTINUES.get(key)
    if typed.raw or not earlier or not dossier.entries.filter(step=earlier).exists():
        return typed
    pack = pack_by_hash(dossier.pack_id)
    form = pack.forms[pack.protocols[dossier.protocol].steps[key].form]
    for opened in read_dossier(dossier, keyring, by=by, at=at):
        if opened.entry.step == earlier:
            answers = {**from_json(opened.entry.coded), **opened.answers}
            return replace(typed, raw={**defaults(form), **to_raw(form, answers)})
    return typed


def step_meant(key: str, values: Values, standing: Standing) -> str:
    """Return the step that a qualification's answers mean: more inquiry is not yet one."""
    more = key == "qualify" and values.get("next") == MORE_INQUIRY
    return "inquire" if more and "inquire" in standing.allowed else key


def proposed(dossier: Dossier, typed: Typed, *, by: Author, at: datetime) -> Typed:
    """Return a receipt's page with the number of earlier concerns that a name finds."""
    name = typed.raw.get("look_name", [""])[0].strip()
    found = look_for_earlier(dossier, name, by=by, at=at) if name else 0
    return replace(typed, raw={**typed.raw, "earlier_6m": [EARLIER[min(found, 2)]]})


EARLIER = ("0", "1", "2p")


def after_receipt(
    request: HttpRequest, dossier: Dossier, values: Values, *, by: Author, at: datetime
) -> None:
    """Act on a tie that the officer declared in the receipt."""
    conflict = values.get("conflict")
    if conflict == "me" and by.account:
        kept = Kept(accounts=frozenset({by.account}), reason="own_tie")
        declare_conflict(dossier, kept, by=by, at=at)
        messages.info(
            request,
            _("Because of your tie the file left your list. Your supervisor assigns it."),
        )
    if conflict == "colleague":
        messages.info(request, _("Tell your supervisor now who it is: she keeps them out."))
    if conflict == "office":
        messages.info(request, _("Refer it now to a service without this tie."))
