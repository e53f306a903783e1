"""A dialogue: questions first, what was settled in ticks, how it goes. Only its holder sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.dialogues import Talk, author_of, offered, talk_of, why_no_talk
from amparo.desk.hats import hat_for
from amparo.desk.kept import Typed, done_with, form_page, typed_in
from amparo.desk.refusals import Refusal, refusals
from amparo.desk.wording import say
from amparo.dossiers.actions.dialogues import DIALOGUE, FIRST, begin_dialogue
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author, Can, Letter
from amparo.forms.answers import Filled, accept
from amparo.forms.form import Form
from amparo.forms.says import Says
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Step
from amparo.system.packs import current_pack, local, pack_by_hash
from amparo.trust.doors import account_in, needs, reader_in


@dataclass(frozen=True)
class Writing:
    """One form page of a dialogue, begun or about to begin."""

    pack: Pack
    step: Step
    form: Form
    typed: Typed
    at: datetime
    by: Author
    talk: Dossier | None = None


@needs(Can.FOLLOW_CONCERN)
def mine(request: HttpRequest) -> HttpResponse:
    """List one's own dialogues, the newest first."""
    at = now()
    held = Dossier.objects.held_by(reader_in(request)).filter(protocol=DIALOGUE)
    found = held.order_by("-opened_at", "pk")
    talks: list[Talk] = [talk_of(each, at) for each in found]
    can_begin = hat_for(request, Can.HOLD_DIALOGUE) is not None
    return render(request, "desk/dialogues/mine.html", {"talks": talks, "can_begin": can_begin})


@form_page
@needs(Can.HOLD_DIALOGUE)
def begin(request: HttpRequest) -> HttpResponse:
    """Ask the questions that come before a dialogue, and begin one with the answers."""
    pack = current_pack()
    writing = _writing(request, pack, FIRST)
    filled = _filled(request, writing)
    if filled is None or filled.faults:
        return _page(request, writing, filled.faults if filled else {})
    hat = hat_for(request, Can.HOLD_DIALOGUE)
    area = hat.area if hat else ""
    page, at = writing.typed.token.entry, writing.at
    talk = begin_dialogue(page, filled.values, area, by=writing.by, at=at)
    done_with(request, at=writing.at)
    return redirect("desk:dialogue", id=talk.id)


@needs(Can.FOLLOW_CONCERN)
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show a dialogue: whether it can be held, what comes next, what was noted."""
    at = now()
    found = _own(request, id)
    told = {
        "talk": talk_of(found, at),
        "why_not": why_no_talk(found, author_of(account_in(request).id), at),
        "offered": offered(found, at) if hat_for(request, Can.HOLD_DIALOGUE) else (),
        "at": at,
    }
    return render(request, "desk/dialogues/show.html", told)


@form_page
@needs(Can.HOLD_DIALOGUE)
def step(request: HttpRequest, id: UUID, key: str) -> HttpResponse:
    """Show a step's questions, and note what was answered; or say why there is no dialogue."""
    talk = _own(request, id)
    writing = _writing(request, pack_by_hash(talk.pack_id), key, talk)
    filled = _filled(request, writing)
    if filled is None or filled.faults:
        return _page(request, writing, filled.faults if filled else {})
    why = refusals(talk, writing.step, standing_of(talk, writing.at), writing.by, filled.values)
    if why:
        return _page(request, writing, {}, why)
    letter = Letter(writing.typed.token.entry, key, filled.values, said_at=writing.at)
    append_entry(talk, letter, by=writing.by, at=writing.at)
    done_with(request, at=writing.at)
    messages.success(request, _("Written down."))
    return redirect("desk:dialogue", id=talk.id)


def _own(request: HttpRequest, id: UUID) -> Dossier:
    found = Dossier.objects.held_by(reader_in(request)).filter(pk=id, protocol=DIALOGUE).first()
    if found is None:
        raise Http404
    return found


def _writing(request: HttpRequest, pack: Pack, key: str, talk: Dossier | None = None) -> Writing:
    asked = pack.protocols[DIALOGUE].steps.get(key)
    if asked is None or not asked.form:
        raise Http404
    at, by = now(), author_of(account_in(request).id)
    return Writing(pack, asked, pack.forms[asked.form], typed_in(request, at=at), at, by, talk)


def _filled(request: HttpRequest, writing: Writing) -> Filled | None:
    if request.method != "POST":
        return None
    return accept(writing.form, writing.typed.raw, now=local(writing.at))


def _page(
    request: HttpRequest,
    writing: Writing,
    faults: Mapping[str, Says],
    why: tuple[Refusal, ...] = (),
) -> HttpResponse:
    is_shut = False
    if writing.talk is not None:
        standing = standing_of(writing.talk, writing.at)
        is_shut = writing.step.key not in standing.allowed
        why = why or refusals(writing.talk, writing.step, standing, writing.by)
    told = {
        "talk": writing.talk,
        "title": say(f"step.{DIALOGUE}.{writing.step.key}", writing.pack),
        "form": writing.form,
        "typed": writing.typed,
        "faults": faults,
        "local": local(writing.at),
        "why_not": why,
        "is_shut": is_shut,
    }
    return render(request, "desk/dialogues/step.html", told)
