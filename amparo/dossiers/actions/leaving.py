"""Somebody leaves an office: what they had to do stays with it, in nobody's hands."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from amparo.base.ids import derived_id
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE, TICK, WORKED_ON, Letter
from amparo.system.actions.people import end_role
from amparo.system.directory import members_of
from amparo.system.models import Body
from amparo.system.packs import pack_by_hash
from amparo.system.rules import OFFICER
from amparo.trust.keyring import HoldsKeys
from amparo.trust.models import Account


@transaction.atomic
def leave_office(
    body: Body, account: Account, role: str, *, keyring: HoldsKeys, by: UUID | None, at: datetime
) -> int:
    """End somebody's role; return how many files are in nobody's hands now.

    Raises:
        NotAllowed: it is one's own role.
        NotMember: they don't have it.
    """
    end_role(body, account, role, keyring=keyring, by=by, at=at)
    if role != OFFICER or account in members_of(body.id, OFFICER, at):
        return 0
    return release_cases(body, account, by=by, at=at)


@transaction.atomic
def release_cases(body: Body, account: Account, *, by: UUID | None, at: datetime) -> int:
    """Take the files of an office out of somebody's hands; a deputy's are their worker's alone.

    One that follows an earlier pack, in which the passing time assigns nothing, stays as it is.
    """
    held = Q(assigned_to=account) | Q(deputy=account)
    of_office = Q(parties__key=SERVICE, parties__body=body)
    rows = Dossier.objects.filter(held, of_office, protocol__in=WORKED_ON).distinct()
    released = 0
    for dossier in filter(_can_be_released, rows.order_by("pk")):
        worker = dossier.assigned_to_id
        stays = () if worker is None or worker == account.id else (worker,)
        letter = Letter(
            id=derived_id(dossier.id, "left", str(dossier.last_position), by or ""),
            step="assign",
            values={},
            said_at=at,
            addressed=stays,
        )
        append_entry(dossier, letter, by=TICK, at=at)
        released += not stays
    return released


def _can_be_released(dossier: Dossier) -> bool:
    steps = pack_by_hash(dossier.pack_id).protocols[dossier.protocol].steps
    return TICK.by in steps["assign"].by
