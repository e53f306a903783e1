"""The recovery ceremony: an office whose last key is lost gets it again, in other hands."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.problems import NotAllowed
from amparo.dossiers.actions.leaving import leave_office
from amparo.system.actions.people import give_role
from amparo.system.models import Body
from amparo.system.rules import CUSTODIAN, Can
from amparo.trust.actions.invitations import Invited, invite
from amparo.trust.keyring import current_epoch
from amparo.trust.models import Account, EpochKey, Membership
from amparo.trust.recovering import epoch_private, recovery_private, two_holders


def recover_office(
    body: Body,
    lost: Account,
    files: tuple[Path, Path],
    name: str,
    *,
    by: UUID | None,
    at: datetime,
) -> Invited:
    """Give somebody new the roles and keys of the only holder, who lost the passphrase.

    Two holders' files open the recovery key; the third is not needed. The lost account's roles
    end, another epoch begins, and its cases are in nobody's hands. Return the code to hand over.

    Raises:
        WrongKeyFile, SameHolder, CannotOpen: these are not two of the three holders' files.
        NotAllowed: the account has no role here, or somebody else holds the key too.
    """
    holders = two_holders(files)
    recovery = recovery_private(holders)
    roles = _roles(body, lost, at)
    keys = _Recovered(recovery)
    with transaction.atomic():
        invited = invite(name, by=by, at=at)
        for role in sorted(roles, key=CUSTODIAN.__eq__):
            give_role(body, invited.account, role, keyring=keys, by=by, at=at)
        for role in roles:
            leave_office(body, lost, role, keyring=keys, by=by, at=at)
        detail = {
            "holders": " ".join(sorted(key.is_for for key in holders)),
            "account": str(invited.account.id),
            "lost": str(lost.id),
        }
        record(Can.RECOVER_OFFICE, body.id, by=by, at=at, detail=detail)
    return invited


class _Recovered:
    """The keys that recovery opened: they stand in for a keyring that nobody has any more."""

    def __init__(self, recovery: bytes) -> None:
        self._recovery = recovery

    def current_private_of(self, circle_id: UUID) -> bytes | None:
        epoch = current_epoch(circle_id)
        return epoch_private(epoch, self._recovery) if epoch else None


def _roles(body: Body, lost: Account, at: datetime) -> list[str]:
    circles = [circle for circle in (body.circle_id, body.custodians_id) if circle]
    held = Membership.objects.filter(circle__in=circles, account=lost).in_force(at)
    roles = list(held.values_list("role", flat=True))
    epoch = current_epoch(body.circle_id)
    others = EpochKey.objects.filter(epoch=epoch, account__is_active=True).exclude(account=lost)
    if not roles:
        raise NotAllowed("This account has no role in that office. Check both.")
    if others.exists():
        raise NotAllowed(
            "Somebody else of this office holds its key: let two persons give a new way in, on the "
            "page of people."
        )
    return roles
