"""A dossier in words: its cover, its diary oldest first, and the steps that can be taken."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from amparo.desk.wording import Said, answer_in_words, in_words, label_of, say
from amparo.dossiers.actions.arrivals import REGISTERED
from amparo.dossiers.actions.readings import OpenedEntry
from amparo.dossiers.models import Dossier, Entry, Party
from amparo.dossiers.rules import MEMBER, SECOND, SERVICE, from_json
from amparo.forms.form import Form, Question
from amparo.forms.values import Value, codes_in, is_empty, to_text
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Step
from amparo.protocols.replay import Standing
from amparo.protocols.routes import route_class
from amparo.system.packs import pack_by_hash

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

LOCKED: "Mapping[str, StrPromise]" = {
    "reporter": _("Who raised it: locked, with the custodian."),
    "callback": _("How to call the person who raised it: opened for one call."),
    "erased": _("Deleted by law."),
    "alleged": _("The name of the alleged person: it left the case, a custodian keeps it."),
    "sealed": _("Words that your key does not open."),
    "broken": _("A phone locked this and it does not open: call whoever raised it."),
    "from_locked": _(
        "Sent from a locked phone: who wrote it is to be confirmed. What it says counts the same."
    ),
    "from_revoked": _(
        "Sent from a phone that was reported lost: who wrote it is to be confirmed. A child may be"
        " in it all the same."
    ),
    "misfit": _("Answers that do not fit their form are shown as they came."),
    "mismatch": _(
        "The phone worked out another kind of matter than these answers give. Read all of it."
    ),
    "withdrawn": _(
        "Consent was withdrawn: this can't be opened any more. It does not undo what was read."
    ),
}

HIDDEN = frozenset(("instance", "week", "service"))
"""Codes that mean nothing to a person who reads a diary."""


ABOUT_ARRIVAL = frozenset(("relayed", "raiser_in_person", "route_class"))
"""What an arrival says that the concern before it did not."""


NOTICE = "cite_caregiver"
"""The step whose newest entry can be printed."""


@dataclass(frozen=True)
class Told:
    """One entry as the diary tells it.

    `locked` says what of it stays closed to this reader; `place`, which of several of its kind it
    is; `is_notice`, that it can be printed and taken to a caregiver.
    """

    step: str
    at: datetime
    stamped: datetime | None
    body: str
    role: str
    said: tuple[Said, ...]
    locked: tuple[str, ...]
    is_out_of_turn: bool
    place: str = ""
    is_notice: bool = False
    recordings: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class Cover:
    """What is seen of a case before it is opened.

    `member`: of whom it is, where it is of one, or the two who were asked; `is_cared_for`: it is
    about how she is. `withdrawn`: `free` or `pressed`, as the newest withdrawal of a consent was;
    else empty.
    """

    state: str
    facts: tuple[Said, ...]
    for_body: str
    is_third: bool
    member: str = ""
    is_cared_for: bool = False
    withdrawn: str = ""


def service_of(dossier: Dossier) -> Party:
    """Return the office that a case belongs to, and whom it stands in for."""
    return next(party for party in dossier.parties.all() if party.key == SERVICE)


def cover_of(dossier: Dossier, standing: Standing) -> Cover:
    """Return a case's cover: what it arrived with, in words, and what must be seen at once."""
    pack = pack_by_hash(dossier.pack_id)
    arrived = next((entry for entry in dossier.entries.all() if entry.step == "arrive"), None)
    coded = from_json(arrived.coded) if arrived else {}
    service = service_of(dossier)
    return Cover(
        state=say(f"state.{dossier.protocol}.{standing.state}", pack),
        facts=tuple(_coded_in_words(pack, coded)),
        for_body=service.for_body.name if service.for_body else "",
        is_third=standing.values.get("earlier_6m") == "2p",
        member=_member_of(dossier),
        is_cared_for=pack.protocols[dossier.protocol].subject == MEMBER,
        withdrawn=_withdrawn(standing),
    )


def _member_of(dossier: Dossier) -> str:
    about = (party for party in dossier.parties.all() if party.key in {MEMBER, SECOND})
    return " · ".join(party.account.display_name for party in about if party.account)


def _withdrawn(standing: Standing) -> str:
    said = to_text(standing.values.get("withdrawal_is", ""))
    return said if said in ("free", "pressed") else ""


def diary_of(
    dossier: Dossier, opened: Iterable[OpenedEntry], standing: Standing
) -> tuple[Told, ...]:
    """Return the diary of a case and of the concern it came from."""
    pack = pack_by_hash(dossier.pack_id)
    entries = tuple(opened)
    places = _places(each.entry for each in entries)
    return tuple(
        replace(_told(pack, dossier, each, standing), place=places.get(each.entry.id, ""))
        for each in entries
    )


def _places(entries: Iterable[Entry]) -> dict[UUID, str]:
    """Return which of several of its kind each entry of a person is: visits and help are many."""
    of_kind: dict[tuple[UUID, str], list[UUID]] = {}
    for entry in entries:
        if ":" not in entry.by:
            continue
        of_kind.setdefault((entry.dossier_id, entry.step), []).append(entry.id)
    return {
        entry_id: gettext("%(number)s of %(all)s") % {"number": number, "all": len(ids)}
        if len(ids) > 1
        else ""
        for ids in of_kind.values()
        for number, entry_id in enumerate(ids, start=1)
    }


def _told(pack: Pack, dossier: Dossier, opened: OpenedEntry, standing: Standing) -> Told:
    entry = opened.entry
    coded = from_json(entry.coded)
    if entry.step == "arrive" and dossier.came_from:
        coded = {name: value for name, value in coded.items() if name in ABOUT_ARRIVAL}
    protocol = dossier.protocol if entry.dossier_id == dossier.pk else _origin_of(dossier)
    step = pack.protocols[protocol].steps.get(entry.step)
    return Told(
        step=say(f"step.{protocol}.{entry.step}", pack),
        at=entry.at,
        stamped=entry.stamped,
        body=_body_of(entry),
        role=_role_of(pack, entry),
        said=(
            *_said(pack, step, {**coded, **opened.answers}),
            *(Said(name, name, text) for name, text in opened.misfits.items()),
            *_typed_by(entry),
        ),
        locked=tuple(str(LOCKED[part]) for part in _closed(pack, opened) if part in LOCKED),
        is_out_of_turn=entry.id in standing.out_of_turn,
        is_notice=entry.step == NOTICE,
        recordings=tuple(each.media for each in opened.recordings.values()),
    )


def _closed(pack: Pack, opened: OpenedEntry) -> Iterator[str]:
    """Say what stays closed of an entry, and what is odd about one that a phone sealed."""
    yield from opened.locked
    if opened.misfits:
        yield "misfit"
    coded = from_json(opened.entry.coded)
    is_whole = opened.entry.device_signature and opened.answers and "route_class" in coded
    if is_whole and route_class(pack, {**coded, **opened.answers}) != coded["route_class"]:
        yield "mismatch"


def _typed_by(entry: Entry) -> Iterator[Said]:
    """Say who typed what somebody else brought: that is not always who received it."""
    if entry.step == REGISTERED and entry.author:
        yield Said("typed_by", gettext("Typed by"), entry.author.display_name)


def _origin_of(dossier: Dossier) -> str:
    return dossier.came_from.protocol if dossier.came_from else dossier.protocol


def _body_of(entry: Entry) -> str:
    """Name the office; a raiser's group is never named, since few people are in it."""
    is_office = entry.author_body is not None and not entry.by.startswith("raiser")
    return entry.author_body.name if is_office and entry.author_body else ""


def _role_of(pack: Pack, entry: Entry) -> str:
    """Say the role under which it was written; the raiser is only ever that."""
    party, _, role = entry.by.partition(":")
    if party == "raiser" or not role:
        return say(f"party.{party}", pack)
    return say(f"role.{role}", pack)


def _said(pack: Pack, step: Step | None, values: Mapping[str, Value]) -> tuple[Said, ...]:
    form = pack.forms.get(step.form) if step and step.form else None
    shown = {name: value for name, value in values.items() if name not in HIDDEN}
    if form is None:
        return tuple(_coded_in_words(pack, shown))
    rest = {name: value for name, value in shown.items() if form.question(name) is None}
    beside = {name: value for name, value in rest.items() if not isinstance(value, tuple)}
    return (*in_words(form, shown), *_coded_in_words(pack, beside))


def _coded_in_words(pack: Pack, coded: Mapping[str, Value]) -> Iterator[Said]:
    """Say coded answers that came without a form, by the forms that ask them."""
    for name, value in coded.items():
        if name in HIDDEN or is_empty(value):
            continue
        form, question = _asked(pack, name, value)
        if form and question:
            yield Said(name, label_of(question, form), answer_in_words(form, question, value))
        elif name == "clock":
            yield Said(name, say("coded.clock", pack), say(f"clock.{to_text(value)}", pack))
        else:
            codes = "; ".join(say(f"choice.{name}.{code}", pack) for code in codes_in(value))
            yield Said(name, say(f"coded.{name}", pack), codes)


def _asked(pack: Pack, name: str, value: Value) -> tuple[Form | None, Question | None]:
    """Return the form that asked this: several ask under one name, each with its own choices."""
    for form in pack.forms.values():
        question = form.question(name)
        if question is not None and question.label and _may_hold(question, value):
            return form, question
    return None, None


def _may_hold(question: Question, value: Value) -> bool:
    known = {choice.name for choice in question.choices}
    return not known or known.issuperset(codes_in(value))
