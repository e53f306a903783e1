"""A phone is lost: it is trusted no more, and what it could open is taken back."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.dossiers.models import PhoneWrap
from amparo.dossiers.rules import Can
from amparo.trust.actions.devices import revoke_handset
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
