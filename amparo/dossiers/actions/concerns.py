"""Raise a concern: decide whom it reaches, and open one dossier for each receiver.

Routing runs here, in request memory, where the answers are open; what it leaves in clear is
addressing only. All concerns of one situation are written together or not at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from amparo.base.ids import derived_id
from amparo.base.problems import IdTaken
from amparo.dossiers.actions.care import owe_call
from amparo.dossiers.actions.drafts import drop_drafts_under
from amparo.dossiers.actions.journal import begin_journal
from amparo.dossiers.actions.opening_own import new_code_word
from amparo.dossiers.actions.openings import Kept, Opening, start_dossier
from amparo.dossiers.actions.routing import (
    Raising,
    find_receivers,
    who_must_not_know,
    with_reckoned,
)
from amparo.dossiers.models import Dossier, Entry, Party
from amparo.dossiers.rules import Author, Letter, letter_mac
from amparo.forms.values import Value
from amparo.protocols.pack import Pack
from amparo.protocols.routes import Addressed, GapFound, Routing
from amparo.rows.asked import asked
from amparo.rows.written import Gathered, gathered
from amparo.system.actions.gaps import record_gap
from amparo.system.packs import current_pack
from amparo.system.rules import GapReason
from amparo.trust.models import Account
from amparo.trust.secrets import letter_key


@dataclass(frozen=True)
class Raised:
    """What became of a concern: the dossiers it opened, and where nobody was in reach."""

    situation: UUID
    concerns: tuple[Dossier, ...]
    gaps: tuple[GapFound, ...]


@dataclass(frozen=True)
class _Sent:
    """A concern on its way: all that its dossiers have in common."""

    raising: Raising
    pack: Pack
    situation: UUID
    values: Mapping[str, Value]
    kept: Kept
    code_word: str
    by: Author
    at: datetime


def raise_concern(raising: Raising, *, by: Author, at: datetime) -> Raised:
    """Raise a concern to every receiver its routes name, avoiding who must not know.

    What its author typed on the way is forgotten with it, in the same transaction. Whom it reaches
    and what is sealed to them is made ready before that, so that no other concern waits for it.

    Raises:
        IdTaken: another concern is known under this id.
    """
    situation = situation_of(raising.id)
    if _concerns_of(situation):
        return _stored(raising, situation, None, by=by, at=at)
    with gathered() as rows:
        raised = _raised(raising, situation, by, at)
    return _stored(raising, situation, (raised, rows), by=by, at=at)


def _raised(raising: Raising, situation: UUID, by: Author, at: datetime) -> Raised:
    """Open all that a concern opens; what is written is gathered."""
    pack = current_pack()
    sent = _Sent(
        raising=raising,
        pack=pack,
        situation=situation,
        values=with_reckoned(pack, raising.values, at),
        kept=who_must_not_know(pack, raising, at),
        code_word=new_code_word(pack),
        by=by,
        at=at,
    )
    routing = find_receivers(pack, raising, sent.values, sent.kept, at)
    concerns = tuple(_open_concern(sent, addressed) for addressed in routing.addressed)
    _record_gaps(sent, routing.gaps)
    owe_call(raising.id, _told(routing, sent.kept), sent.kept, by=by, at=at)
    return Raised(situation, concerns, routing.gaps)


@transaction.atomic
def _stored(
    raising: Raising,
    situation: UUID,
    new: tuple[Raised, Gathered] | None,
    *,
    by: Author,
    at: datetime,
) -> Raised:
    """Store a concern, unless it is there by now."""
    if by.account:
        # Sent twice at the same moment, the second waits here and finds what the first stored.
        _locked(by.account)
        drop_drafts_under(raising.id, by=by.account, at=at)
    known = _concerns_of(situation)
    if known or new is None:
        return _the_same(raising, situation, known, by)
    raised, rows = new
    rows.add()
    return raised


@asked
def _locked(account: UUID) -> QuerySet[Account, UUID]:
    locked = Account.objects.select_for_update(no_key=True).filter(pk=account)
    return locked.values_list("pk", flat=True)


def _concerns_of(situation: UUID) -> tuple[Dossier, ...]:
    # Asked beside the situation, the protocol would have SQLite go through all concerns.
    return tuple(each for each in _all_of(situation) if each.protocol == "concern")


@asked
def _all_of(situation: UUID) -> QuerySet[Dossier]:
    return Dossier.objects.filter(situation=situation)


def _told(routing: Routing, kept: Kept) -> frozenset[UUID]:
    """Return who can't care for the raiser: who works on it, or must not know."""
    told = {body for one in routing.addressed for body in (one.receiver, one.for_body) if body}
    return kept.bodies | kept.accounts | told


def situation_of(raising: UUID) -> UUID:
    """Return the situation that a concern sent under this id has, or will have."""
    return derived_id(raising, "situation")


def _open_concern(sent: _Sent, addressed: Addressed) -> Dossier:
    raising = sent.raising
    concern = start_dossier(
        Opening(
            id=derived_id(raising.id, addressed.receiver, addressed.for_body or ""),
            protocol="concern",
            pack=sent.pack.hash,
            area=raising.district or None,
            situation=sent.situation,
            code_word=sent.code_word,
        ),
        _parties(raising, addressed),
        sent.kept,
        at=sent.at,
    )
    letter = Letter(
        id=derived_id(concern.id, "raise"),
        step="raise",
        values=sent.values,
        said_at=sent.at,
        stamped=raising.stamped,
    )
    begin_journal(concern, letter, by=sent.by, at=sent.at)
    return concern


def _parties(raising: Raising, addressed: Addressed) -> list[Party]:
    companion = [Party(key="companion", account_id=raising.companion)] if raising.companion else []
    return [
        Party(key="raiser", account_id=raising.raised_by),
        Party(key="receiver", body_id=addressed.receiver, for_body_id=addressed.for_body),
        *companion,
    ]


def _record_gaps(sent: _Sent, found: Iterable[GapFound]) -> None:
    """Record where no service was in reach. A number nobody answers is recorded as it is tried."""
    for gap in found:
        record_gap(
            area=gap.area,
            reason=GapReason.NO_SERVICE,
            at=sent.at,
            kind=gap.kind,
            route=gap.route,
        )


def _the_same(raising: Raising, situation: UUID, known: tuple[Dossier, ...], by: Author) -> Raised:
    """Return what this concern became when it was sent first, if it is the same concern."""
    first = Entry.objects.get(dossier=known[0], step="raise")
    reckoned = {name: first.coded[name] for name in RECKONED if name in first.coded}
    mac = letter_mac(letter_key(), "raise", {**raising.values, **reckoned})
    if bytes(first.answers_mac) != mac or first.author_id != by.account:
        raise IdTaken(
            "Another concern was already sent from this page. Open a new page and send it again."
        )
    return Raised(situation, known, ())


RECKONED = ("route_class", "week")
