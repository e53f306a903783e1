"""Taking a step of a case: any that has a form and that the reader may take."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.answered import newest_message
from amparo.desk.around import sent_from
from amparo.desk.diary import service_of
from amparo.desk.kept import Typed, done_with, form_page, typed_in
from amparo.desk.pairs import asks_for_two, members_for, pair_fault, pair_in
from amparo.desk.receivers import (
    FORWARD,
    STEPS_WITH_RECEIVER,
    receiver_fault,
    receivers_for,
    routed_to,
)
from amparo.desk.refusals import Refusal, refusals
from amparo.desk.taking import (
    LOOK,
    after_receipt,
    before_typing,
    proposed,
    step_meant,
)
from amparo.desk.views.dossiers import author_of, dossier_in_full
from amparo.desk.wording import say
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.opening_own import own_of
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import SERVICE, WORKED_ON, Author, Can, Letter
from amparo.forms.answers import Filled, accept
from amparo.forms.form import Form
from amparo.forms.says import Says
from amparo.protocols.protocol import Step
from amparo.system.packs import local, pack_by_hash
from amparo.system.rules import SUPERVISOR
from amparo.trust.doors import account_in, keyring_in, needs, reader_in

ALOUD = "told_aloud"
"""The step that says that a message was read to the person who raised it."""


@dataclass(frozen=True)
class Taking:
    """A step about to be taken: in which case, with which form, by whom."""

    case: Dossier
    step: Step
    form: Form
    by: Author
    at: datetime


@form_page
@needs(Can.WRITE_ENTRY)
def step(request: HttpRequest, id: UUID, key: str) -> HttpResponse:
    """Show a step's form, and append what was answered as an entry."""
    taking = _taking(request, id, key, now())
    typed = typed_in(request, at=taking.at)
    if request.POST.get("do") == LOOK:
        return _page(request, taking, proposed(taking.case, typed, by=taking.by, at=taking.at))
    if request.method == "POST":
        return _answered(request, taking, typed)
    return _page(
        request,
        taking,
        before_typing(taking.case, key, typed, keyring_in(request), by=taking.by, at=taking.at),
    )


def _answered(request: HttpRequest, taking: Taking, typed: Typed) -> HttpResponse:
    """Append what was answered, unless something must be mended or the step is refused."""
    key = taking.step.key
    filled = accept(taking.form, typed.raw, now=local(taking.at))
    beside = receiver_fault(taking.case, key, typed.raw, filled.values)
    beside |= pair_fault(taking.case, taking.step, typed.raw, taking.at)
    faults = {**filled.faults, **beside}
    standing = standing_of(taking.case, taking.at)
    # The same letter sent twice is no second try.
    if taking.case.entries.filter(pk=typed.token.entry).exists():
        return _append(request, taking, typed, filled)
    refused = refusals(
        taking.case, taking.step, standing, taking.by, None if faults else filled.values
    )
    if faults or refused:
        return _page(request, taking, typed, faults, refused)
    return _append(request, taking, typed, filled)


def _taking(request: HttpRequest, id: UUID, key: str, at: datetime) -> Taking:
    """Find the case and the step, for whoever works on it or supervises it; else there is none."""
    case, by = _case_and_author(request, id)
    pack = pack_by_hash(case.pack_id)
    step = pack.protocols[case.protocol].steps.get(key)
    if step is None or not step.form or step.has_own_page or by.by not in step.by:
        raise Http404
    return Taking(case, step, pack.forms[step.form], by, at)


def _case_and_author(request: HttpRequest, id: UUID) -> tuple[Dossier, Author]:
    """Return a case and as whom the reader writes in it: who works on it, or its own supervisor.

    Whoever only watches over the office sees its missed clocks, and writes nothing.
    """
    reader = reader_in(request)
    if Dossier.objects.in_full(reader).filter(pk=id).exists():
        case = dossier_in_full(request, id)
        return case, author_of(request, case)
    supervised = Dossier.objects.under_supervision_of(reader).filter(protocol__in=WORKED_ON)
    found = supervised.filter(pk=id).first()
    if found is None:
        raise Http404
    body = found.parties.get(key=SERVICE).body_id
    if body not in reader.bodies_where(Can.SUPERVISE):
        raise Http404
    return found, Author(SERVICE, SUPERVISOR, account_in(request).id, body)


def _append(request: HttpRequest, taking: Taking, typed: Typed, filled: Filled) -> HttpResponse:
    letter = Letter(
        id=typed.token.entry,
        step=step_meant(taking.step.key, filled.values, standing_of(taking.case, taking.at)),
        values=filled.values,
        said_at=taking.at,
        on_behalf_of=_stood_in_for(taking),
        addressed=_addressed(taking.step, typed),
    )
    entry = append_entry(taking.case, letter, by=taking.by, at=taking.at)
    done_with(request, at=taking.at)
    _say_done(request, taking, entry)
    after_receipt(request, taking.case, filled.values, by=taking.by, at=taking.at)
    mine = Dossier.objects.in_full(reader_in(request))
    opened = mine.filter(pk=own_of(entry)).first() if taking.step.opens_own else None
    still_mine = opened or mine.filter(pk=taking.case.pk).first()
    return redirect("desk:dossier", id=still_mine.id) if still_mine else redirect("desk:home")


def _addressed(step: Step, typed: Typed) -> tuple[UUID, ...]:
    """Return whom the entry names: the office it goes to, or the two who are asked."""
    if asks_for_two(step):
        return tuple(map(UUID, pair_in(typed.raw)))
    receiver = typed.raw.get("receiver", [""])[0] if step.opens_referral else ""
    return (UUID(receiver),) if receiver else ()


def _stood_in_for(taking: Taking) -> UUID | None:
    """Return the body without a key whose answer a relay writes down; none for other steps."""
    for_body = service_of(taking.case).for_body
    return for_body.id if for_body and taking.step.key == "relay_answer" else None


def _say_done(request: HttpRequest, taking: Taking, entry: Entry) -> None:
    if entry.id in standing_of(taking.case, taking.at).out_of_turn:
        says = _("Somebody took this step before. What you wrote is kept in the file, out of turn.")
        messages.warning(request, says)
    else:
        messages.success(request, _("Written down."))
        if any(tell.to == "opened" for tell in taking.step.tells):
            _say_who_was_told(request, taking)


def _say_who_was_told(request: HttpRequest, taking: Taking) -> None:
    """Name the services that were told; it can't undo what they have read."""
    told = ", ".join(dict.fromkeys(sent.to for sent in sent_from(taking.case)))
    if told:
        says = _("Told now: %(services)s. They may have read it before; that can't be undone.")
        messages.info(request, says % {"services": told})


def _page(
    request: HttpRequest,
    taking: Taking,
    typed: Typed,
    faults: Mapping[str, Says] | None = None,
    refused: tuple[Refusal, ...] = (),
) -> HttpResponse:
    key = taking.step.key
    standing = standing_of(taking.case, taking.at)
    refused = refused or refusals(taking.case, taking.step, standing, taking.by)
    told = {
        "case": taking.case,
        "back": "desk:assign" if taking.by.role == SUPERVISOR else "desk:dossier",
        "title": say(f"step.{taking.case.protocol}.{key}", pack_by_hash(taking.case.pack_id)),
        "form": taking.form,
        "typed": typed,
        "faults": faults or {},
        "local": local(taking.at),
        "is_open": key in standing.allowed,
        "refusals": refused,
        "instead": dict.fromkeys(step for each in refused for step in each.instead),
        "shows_form": request.method == "POST" or not refused,
        "receivers": receivers_for(taking.case, key) if key in STEPS_WITH_RECEIVER else None,
        "routed_to": routed_to(taking.case) if key == FORWARD else (),
        "receiver": typed.raw.get("receiver", [""])[0],
        "members": members_for(taking.case, taking.at) if asks_for_two(taking.step) else None,
        "pair": pair_in(typed.raw),
        "aloud": _aloud(taking),
        "looks": key == "receipt",
        "look_name": typed.raw.get("look_name", [""])[0],
        "owed": [duty for duty in standing.duties if _meets(taking, duty.clock)],
        "at": taking.at,
    }
    return render(request, "desk/steps/step.html", told)


def _aloud(taking: Taking) -> str:
    """Return what is read to a person without an account: the newest message, word for word."""
    concern = taking.case.came_from
    if taking.step.key != ALOUD or concern is None or concern.protocol != "concern":
        return ""
    return newest_message(concern).text


def _meets(taking: Taking, clock: str) -> bool:
    protocol = pack_by_hash(taking.case.pack_id).protocols[taking.case.protocol]
    return taking.step.key in protocol.clocks[clock].until
