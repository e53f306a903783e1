"""Take what phones send: letters whose words they have sealed, each alone in its transaction.

Who carried a letter does not matter: its own signature says whose it is. What comes from a phone
that was reported lost is kept and marked, since a child may be in it.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.problems import BadSignature, IdTaken, NotAllowed
from amparo.dossiers.actions.beginning import (
    CONCERN,
    RAISER,
    VETTED,
    Coming,
    begin,
    owe_call_after,
)
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.openings import kept_of
from amparo.dossiers.actions.parts import Recipient, SealedAnswers, SealedLetter
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.models import Dossier, Entry, Media, Sent
from amparo.dossiers.posted import Posted
from amparo.dossiers.posting import Locks, Refused, Why, check_coded, pack_of
from amparo.dossiers.problems import StepRefused
from amparo.dossiers.rules import MEMBER, SECOND, Author, Can
from amparo.dossiers.tables.phones import LOCKED, REVOKED
from amparo.protocols.pack import Pack
from amparo.protocols.protocol import Step
from amparo.protocols.terms import ADDRESSED
from amparo.system.care import group_of
from amparo.system.packs import pack_by_hash
from amparo.system.readers import reader_for
from amparo.trust.devices import is_by_author
from amparo.trust.models import Account, Device

ACCEPTED, ALREADY, OUT_OF_TURN, KEPT = "accepted", "already", "out_of_turn", "kept"


def take_letter(posted: Posted, *, by: UUID | None = None, at: datetime) -> str:
    """Store a letter, and say what became of it in one word of docs/SYNC.md.

    Args:
        posted: the letter.
        by: whoever brought it; nothing depends on it.
        at: the server's receipt.

    Raises:
        Refused: it is not stored, and why.
    """
    del by
    device = Device.objects.filter(pk=posted.device).first()
    if device is None:
        raise Refused(Why.STRANGER)
    doubt = _doubt(posted, device)
    if posted.author != device.account_id:
        raise Refused(Why.SIGNATURE)
    if Entry.objects.filter(pk=posted.id, sent__device=device).exists():
        return _known(posted)
    coming = Coming(posted, device, doubt, pack_of(posted), at)
    try:
        return _taken(coming)
    except StepRefused:
        raise Refused(Why.GATE) from None
    except NotAllowed:
        raise Refused(Why.STEP) from None
    except IdTaken:
        raise Refused(Why.TAKEN) from None


def _known(posted: Posted) -> str:
    """Tell that a letter is stored already, if it is this letter; without asking anything else."""
    sent = Sent.objects.get(pk=posted.id)
    if bytes(sent.signed) != posted.signed:
        raise Refused(Why.TAKEN)
    return ALREADY


def _doubt(posted: Posted, device: Device) -> str:
    try:
        is_certain = is_by_author(device, posted.signed, posted.signature)
    except BadSignature:
        raise Refused(Why.SIGNATURE) from None
    if device.revoked_at:
        return REVOKED
    return "" if is_certain else LOCKED


@transaction.atomic
def _taken(coming: Coming) -> str:
    posted = coming.posted
    # Sent twice at the same moment, the second waits here and finds what the first stored.
    Account.objects.select_for_update(no_key=True).get(pk=coming.account)
    if Entry.objects.filter(pk=posted.id, sent__device=coming.device).exists():
        return _known(posted)
    if Entry.objects.filter(pk=posted.id).exists():
        raise Refused(Why.TAKEN)
    dossier = Dossier.objects.filter(pk=posted.dossier).first()
    begun = dossier or begin(coming)
    pack = pack_by_hash(begun.pack_id)
    step = _step(pack, begun, posted)
    if dossier:
        _check_within_reach(coming, dossier)
    by = _author(coming, begun)
    if by.by not in step.by:
        raise Refused(Why.STEP)
    check_coded(pack, step, posted.coded)
    entry = append_entry(begun, _letter(coming, begun, step), by=by, at=coming.at)
    _keep(coming, entry)
    if dossier is None and begun.protocol == CONCERN and posted.call:
        owe_call_after(coming, by=by)
    if coming.doubt == REVOKED:
        return KEPT
    late = entry.id in standing_of(Dossier.objects.get(pk=begun.pk), coming.at).out_of_turn
    return OUT_OF_TURN if late else ACCEPTED


def _step(pack: Pack, dossier: Dossier, posted: Posted) -> Step:
    step = pack.protocols[dossier.protocol].steps.get(posted.step)
    if step is None:
        raise Refused(Why.STEP)
    return step


def _check_within_reach(coming: Coming, dossier: Dossier) -> None:
    """Return if it is hers to write in: she is a party, and must not be kept from it."""
    reader = reader_for(coming.device.account, coming.at)
    if not Dossier.objects.writable_on_phone(reader).filter(pk=dossier.pk).exists():
        raise Refused(Why.PLACE)


def _author(coming: Coming, dossier: Dossier) -> Author:
    party = RAISER if dossier.protocol == CONCERN else _which_of(dossier, coming.account)
    return Author(party, VETTED, coming.account, group_of(coming.account))


def _which_of(dossier: Dossier, account: UUID) -> str:
    """Return which party somebody is of what is theirs: of two who were asked, the one she is."""
    theirs = [party.key for party in dossier.parties.all() if party.account_id == account]
    return SECOND if SECOND in theirs else MEMBER


def _letter(coming: Coming, dossier: Dossier, step: Step) -> SealedLetter:
    posted = coming.posted
    named = step.sealed_to or ()
    circles = {
        party.body_id for party in dossier.parties.all() if party.key in named and party.body_id
    }
    if ADDRESSED in named or (posted.parts and not circles):
        raise Refused(Why.KEY)
    kept = kept_of(dossier)
    locks = Locks(frozenset(circles), kept.bodies | kept.accounts, coming.at)
    return SealedLetter(
        id=posted.id,
        step=posted.step,
        values=posted.coded,
        said_at=posted.said_at,
        sealed=tuple(_sealed(coming, locks)),
        salt=posted.salt,
        signature=posted.signature,
    )


def _sealed(coming: Coming, locks: Locks) -> list[SealedAnswers]:
    return [
        SealedAnswers(
            part.part_class,
            part.ciphertext,
            tuple(
                (Recipient(b"", epoch=epoch), sealed.box) for epoch, sealed in locks.allowed(part)
            ),
        )
        for part in coming.posted.parts
    ]


def _keep(coming: Coming, entry: Entry) -> None:
    posted = coming.posted
    Sent.objects.create(entry=entry, device=coming.device, signed=posted.signed, doubt=coming.doubt)
    Media.objects.bulk_create(
        Media(id=media.id, entry=entry, pieces=media.pieces, hash=media.hash)
        for media in posted.media
    )


@transaction.atomic
def confirm_sent(device: Device, entries: list[UUID], *, by: UUID, at: datetime) -> int:
    """Let a member say that what was sent under her sign from a locked phone was hers.

    Those sent by a phone that was lost since are not hers to confirm on another.
    """
    mine = Sent.objects.to_confirm().filter(doubt=LOCKED, entry__author=device.account_id)
    confirmed = mine.filter(pk__in=entries)
    for sent in confirmed.select_related("entry"):
        record(
            Can.CONFIRM_AUTHOR, sent.entry.dossier_id, by=by, at=at, detail={"entry": str(sent.pk)}
        )
    return confirmed.update(confirmed_at=at)
