"""Phones come and go: a code for one member, the words that vouch for it, and a phone that is lost.

The phone makes its own keys. Whoever used a code in somebody's place has other keys and so other
words: the supervisor who hears them does not confirm.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.ids import new_id
from amparo.base.problems import Malformed
from amparo.sealing.directory import KeyRecord
from amparo.sealing.one_time import new_written_code
from amparo.trust.actions.directory import sign_key
from amparo.trust.devices import Offered, code_digest, lost_code, lost_digest, offered_of
from amparo.trust.models import Account, Device, Enrolment
from amparo.trust.problems import WrongPhoneCode
from amparo.trust.rules import Can

HOLDS_FOR = timedelta(minutes=30)
CODE_LENGTH = 10
SIGN = re.compile(r"[a-z_]{0,20}")
"""The key of a picture, in the words of a pack."""


@dataclass(frozen=True)
class Shown:
    """A code to be shown, once."""

    enrolment: Enrolment
    code: str = field(repr=False)


@transaction.atomic
def begin_enrolment(account: Account, *, by: UUID | None, at: datetime) -> Shown:
    """Make a code for a phone of a member; one that was made before and not used is void."""
    Enrolment.objects.open(at).filter(account=account).update(decided_at=at)
    code = new_written_code(CODE_LENGTH)
    enrolment = Enrolment.objects.create(
        id=new_id(at),
        account=account,
        digest=code_digest(code),
        made_by_id=by,
        made_at=at,
        expires_at=at + HOLDS_FOR,
    )
    record(Can.ENROL_PHONE, account.id, by=by, at=at, detail={"enrolment": str(enrolment.id)})
    return Shown(enrolment, code)


@transaction.atomic
def offer_keys(code: str, offered: Offered, *, by: UUID | None = None, at: datetime) -> Enrolment:
    """Let a phone come with a code and its keys; the same phone may ask again how it stands.

    Raises:
        WrongPhoneCode: no such code, too old, refused, or used by another phone.
    """
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("account", "device")
    found = rows.filter(digest=code_digest(code)).first()
    if found is None or not _still_good(found, offered, at):
        raise WrongPhoneCode
    if not found.offered:
        found.offered = _as_json(offered)
        found.save(update_fields=["offered"])
        detail = {"enrolment": str(found.id)}
        record(Can.OFFER_PHONE, found.account_id, by=by, at=at, detail=detail)
    return found


@transaction.atomic
def confirm_enrolment(enrolment: Enrolment, *, by: UUID | None, at: datetime) -> Device:
    """Vouch for a phone whose words are the same on both sides; pressed twice it is one phone.

    Raises:
        WrongPhoneCode: it came too late, was refused, or no phone has come.
    """
    locked = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    if locked.device:
        return locked.device
    offered = offered_of(locked.offered)
    if offered is None or locked.decided_at or locked.expires_at <= at:
        raise WrongPhoneCode
    device = _device(locked.account_id, offered, by=by, at=at)
    locked.device, locked.decided_at = device, at
    locked.save(update_fields=["device", "decided_at"])
    sign_key(KeyRecord("account", device.id, 1, offered.account, at), by=by)
    record(Can.CONFIRM_PHONE, device.account_id, by=by, at=at, detail={"device": str(device.id)})
    return device


@transaction.atomic
def refuse_enrolment(enrolment: Enrolment, *, by: UUID | None, at: datetime) -> None:
    """Void a code: the words were others, or nobody came."""
    open_still = Enrolment.objects.open(at).filter(pk=enrolment.pk)
    if open_still.update(decided_at=at):
        detail = {"enrolment": str(enrolment.pk)}
        record(Can.REFUSE_PHONE, enrolment.account_id, by=by, at=at, detail=detail)


@transaction.atomic
def revoke_handset(device: Device, *, by: UUID | None, at: datetime) -> list[Device]:
    """Trust a phone no more, whoever of its members it was reported for; return their rows."""
    lost = Device.objects.select_for_update(of=("self",)).in_use().filter(handset=device.handset)
    revoked = list(lost)
    for each in revoked:
        each.revoked_at, each.revoked_by_id = at, by
        each.save(update_fields=["revoked_at", "revoked_by"])
        record(Can.REVOKE_PHONE, each.account_id, by=by, at=at, detail={"device": str(each.id)})
    return revoked


def _device(account: UUID, offered: Offered, *, by: UUID | None, at: datetime) -> Device:
    new = new_id(at)
    return Device.objects.create(
        id=new,
        account_id=account,
        handset=offered.handset,
        sign=offered.sign,
        signing_key=offered.signing,
        author_key=offered.author,
        public_key=offered.account,
        lost_digest=lost_digest(lost_code(new)),
        made_by_id=by,
        made_at=at,
    )


def _still_good(found: Enrolment, offered: Offered, at: datetime) -> bool:
    is_the_same = found.offered == _as_json(offered)
    if found.device:
        return is_the_same and found.device.revoked_at is None
    return found.decided_at is None and found.expires_at > at and (is_the_same or not found.offered)


def _as_json(offered: Offered) -> dict[str, str]:
    if not SIGN.fullmatch(offered.sign):
        raise Malformed("This is no picture sign.")
    return {
        "handset": str(offered.handset),
        "signing": offered.signing.hex(),
        "author": offered.author.hex(),
        "account": offered.account.hex(),
        "sign": offered.sign,
    }
