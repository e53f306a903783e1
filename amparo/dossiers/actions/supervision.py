"""What a supervisor does with duties: assign them, and keep out who has a conflict."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.problems import NotAllowed
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.openings import Kept, keep_from
from amparo.dossiers.actions.projections import project
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import SERVICE, Author, Can, Letter
from amparo.system import directory
from amparo.system.rules import OFFICER


def assign(
    dossier: Dossier,
    worker: UUID,
    deputy: UUID | None,
    *,
    entry_id: UUID,
    by: Author,
    at: datetime,
) -> Entry:
    """Give a dossier to one worker of the office, with a deputy.

    Raises:
        NotAllowed: one of them is not an officer of the body, or must not know of the dossier.
    """
    named = tuple(person for person in (worker, deputy) if person)
    officers = _officers(by.body, at)
    kept = set(dossier.kept_from.values_list("account_id", flat=True))
    if not set(named) <= officers - kept:
        raise NotAllowed("This person can't take it on. Choose another officer of your office.")
    letter = Letter(entry_id, "assign", {}, said_at=at, addressed=named)
    return append_entry(dossier, letter, by=by, at=at)


def _officers(body: UUID | None, at: datetime) -> set[UUID]:
    return {account.id for account in directory.members_of(body, OFFICER, at)} if body else set()


@transaction.atomic
def declare_conflict(dossier: Dossier, kept: Kept, *, by: Author, at: datetime) -> None:
    """Keep a person or a body out of a dossier from now on, in every role they hold.

    And out of what its office opened from it: a conciliation, what members were asked. For
    entries sealed before, the server enforces this, not mathematics.
    """
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    members = {account for body in kept.bodies for account in directory.everyone_in(body, at)}
    out = replace(kept, accounts=kept.accounts | members)
    own = Dossier.objects.filter(came_from=locked, parties__key=SERVICE).select_for_update()
    for each in (locked, *own):
        keep_from(each, out, at=at)
        project(each)
    record(Can.DECLARE_CONFLICT, locked.pk, by=by.account, at=at, detail={"reason": kept.reason})
