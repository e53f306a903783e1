"""Phones come and are lost: what was written to a member is sealed to a new one, or taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.dossiers.models import Dossier, PhoneWrap, Wrap
from amparo.dossiers.rules import Can
from amparo.sealing.keys import open_with, seal_to
from amparo.trust.actions.devices import revoke_handset
from amparo.trust.devices import phone_keys
from amparo.trust.keyring import Keyring
from amparo.trust.models import Device


@transaction.atomic
def lose_phone(device: Device, *, by: UUID | None, at: datetime) -> list[Device]:
    """Revoke a phone for all its members and drop the keys that were sealed to it.

    It undoes nothing of what was opened there before.
    """
    lost = revoke_handset(device, by=by, at=at)
    for each in lost:
        dropped, _ = PhoneWrap.objects.filter(device=each).delete()
        detail = {"device": str(each.id), "dropped": str(dropped)}
        record(Can.DROP_PHONE_KEYS, each.account_id, by=by, at=at, detail=detail)
    return lost


@transaction.atomic
def share_with_phones(dossier: Dossier, keyring: Keyring, *, by: UUID | None, at: datetime) -> int:
    """Seal what was written to a member to phones that came since; return to how many parts.

    Who opens the file holds the key to do so; nobody else could.
    """
    members = {party.account_id for party in dossier.parties.all() if party.account_id}
    phones = list(phone_keys(members).values()) if members else []
    theirs = Wrap.objects.filter(part__entry__dossier=dossier, account__in=members)
    wanted = theirs.values_list("part", "account") if phones else ()
    held = set(PhoneWrap.objects.filter(device__in=phones).values_list("part", "device"))
    missing = [
        (part, phone)
        for part, account in wanted
        for phone in phones
        if phone.account_id == account and (part, phone.pk) not in held
    ]
    shared = list(filter(None, (_shared(part, phone, keyring) for part, phone in missing)))
    PhoneWrap.objects.bulk_create(shared)
    if shared:
        detail = {"shared": str(len(shared))}
        record(Can.SHARE_WITH_PHONE, dossier.pk, by=by, at=at, detail=detail)
    return len(shared)


def _shared(part: int, phone: Device, keyring: Keyring) -> PhoneWrap | None:
    for wrap in Wrap.objects.filter(part=part, epoch__isnull=False):
        private = keyring.private_of(wrap.epoch_id) if wrap.epoch_id else None
        if private is not None:
            box = seal_to(bytes(phone.public_key), open_with(private, bytes(wrap.box)))
            return PhoneWrap(part_id=part, device=phone, box=box)
    return None
