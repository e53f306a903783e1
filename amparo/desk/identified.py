"""Requests for an identity as pages show them: without a name, by number, day and what for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.desk.asking import form_of_step
from amparo.desk.wording import Said, answer_in_words, in_words, say
from amparo.dossiers.actions.identities import RAISER, SHOWN_WITHIN, asked_of, second_people
from amparo.dossiers.actions.readings import OpenedEntry
from amparo.dossiers.models import Dossier, IdentityRequest
from amparo.dossiers.rules import from_json
from amparo.forms.form import ALLEGED, Form
from amparo.forms.narrowing import with_choices, without
from amparo.system.packs import pack_by_hash
from amparo.trust.rules import Reader

FOR_ALLEGED = ("judge_order", "other")
"""What an alleged person's name is asked for: nobody's protection needs it as a raiser's does."""


@dataclass(frozen=True)
class Requested:
    """One request. `show_until`: the custodian may show it until then; None where not now."""

    id: UUID
    number: str
    office: str
    asked_at: datetime
    wanted_for: str
    whose: str
    state: str
    is_waiting: bool
    show_until: datetime | None


def requested(requests: Iterable[IdentityRequest]) -> list[Requested]:
    """Return requests as rows, the newest first."""
    return [_row(each) for each in sorted(requests, key=lambda each: each.entry.at, reverse=True)]


def to_second(reader: Reader, at: datetime) -> list[Requested]:
    """Return the requests that wait for this reader as the second person."""
    near = IdentityRequest.objects.near(reader).filter(state="agreed")
    mine = [each for each in near if reader.account_id in second_people(each, at)]
    return requested(mine)


def decided(request: IdentityRequest, opened: Iterable[OpenedEntry]) -> tuple[Said, ...]:
    """Return in words why it is asked for and what was decided so far."""
    pack = pack_by_hash(request.dossier.pack_id)
    said: list[Said] = []
    for each in opened:
        step = pack.protocols[request.dossier.protocol].steps[each.entry.step]
        answers = {**from_json(each.entry.coded), **each.answers}
        said += in_words(pack.forms[step.form], answers)
    return tuple(said)


def form_of(request: IdentityRequest, step: str) -> Form:
    """Return the form of a step on the request's case; an alleged person is told of nothing."""
    form = form_for(request.dossier, step)
    return without(form, "identity_tell") if asked_of(request) == ALLEGED else form


def form_for(dossier: Dossier, step: str, of: str = RAISER) -> Form:
    """Return the form of a step on a case, with the answers that fit whom it is about."""
    form = form_of_step(dossier, step)
    return with_choices(form, "identity_for", FOR_ALLEGED) if of == ALLEGED else form


def _row(request: IdentityRequest) -> Requested:
    pack = pack_by_hash(request.dossier.pack_id)
    form = form_of(request, request.entry.step)
    question = form.question("identity_for")
    why = request.entry.coded.get("identity_for", "")
    is_open = request.state == "approved"
    return Requested(
        id=request.entry_id,
        number=request.dossier.number,
        office=request.entry.author_body.name if request.entry.author_body else "",
        asked_at=request.entry.at,
        whose=say(f"choice.identity_of.{asked_of(request)}", pack),
        wanted_for=answer_in_words(form, question, why) if question else "",
        state=say(f"choice.identity_state.{request.state}", pack),
        is_waiting=request.state == "asked",
        show_until=request.decided_at + SHOWN_WITHIN if is_open else None,
    )
