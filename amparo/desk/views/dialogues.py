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
from amparo.desk.kept import Typed, done_with, form_page, keep_for_author, typed_in
from amparo.desk.refusals import why_not
from amparo.desk.wording import say
from amparo.dossiers.actions.dialogues import DIALOGUE, FIRST, begin_dialogue
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.models import Dossier
from amparo.dossiers.problems import StepRefused
from amparo.dossiers.rules import Can, Letter
from amparo.forms.answers import Filled, accept
from amparo.forms.form import Form
from amparo.forms.says import Says
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Refusal
from amparo.protocols.replay import why_refused
from amparo.system.packs import current_pack, local, pack_by_hash
from amparo.trust.doors import account_in, needs, reader_in


@dataclass(frozen=True)
class Writing:
    """One form page of a dialogue, begun or about to begin."""

    pack: Pack
    key: str
    form: Form
    typed: Typed
    at: datetime
    talk: Dossier | None = None


@needs(Can.FOLLOW_CONCERN)
def mine(request: HttpRequest) -> HttpResponse:
    """List one's own dialogues, the newest first."""
    at = now()
    found = Dossier.objects.held_by(reader_in(request)).order_by("-opened_at", "pk")
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
    by = author_of(account_in(request).id)
    talk = begin_dialogue(writing.typed.token.entry, filled.values, area, by=by, at=writing.at)
    done_with(request, at=writing.at)
    return redirect("desk:dialogue", id=talk.id)


@needs(Can.FOLLOW_CONCERN)
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show a dialogue: whether it can be held, what comes next, what was noted."""
    at = now()
    found = _own(request, id)
    told = {
        "talk": talk_of(found, at),
        "why_not": why_no_talk(found, at),
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
    letter = Letter(writing.typed.token.entry, key, filled.values, said_at=writing.at)
    try:
        append_entry(talk, letter, by=author_of(account_in(request).id), at=writing.at)
    except StepRefused as refused:
        keep_for_author(request, at=writing.at)
        return _page(request, writing, {}, refused.why)
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
    at = now()
    return Writing(pack, key, pack.forms[asked.form], typed_in(request, at=at), at, talk)


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
        is_shut = writing.key not in standing.allowed
        why = why or why_refused(writing.pack.protocols[DIALOGUE], standing, writing.key)
    told = {
        "talk": writing.talk,
        "title": say(f"step.{DIALOGUE}.{writing.key}", writing.pack),
        "form": writing.form,
        "typed": writing.typed,
        "faults": faults,
        "local": local(writing.at),
        "why_not": why_not(writing.pack, why),
        "is_shut": is_shut,
    }
    return render(request, "desk/dialogues/step.html", told)
