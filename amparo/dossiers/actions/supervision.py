"""What a supervisor does with duties: assign them, and keep out who has a conflict."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from amparo.audit.actions import record
from amparo.base.problems import NotAllowed
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.openings import Kept, keep_from
from amparo.dossiers.actions.projections import project
from amparo.dossiers.models import Dossier, Entry, Link
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

    And out of the cases of the other children of the family, and of what the office opened from
    any of them: a conciliation, what members were asked. For entries sealed before, the server
    enforces this, not mathematics.
    """
    members = {account for body in kept.bodies for account in directory.everyone_in(body, at)}
    out = replace(kept, accounts=kept.accounts | members)
    family = _family_of(dossier)
    own = Dossier.objects.filter(came_from__in=family, parties__key=SERVICE)
    ids = family | set(own.values_list("pk", flat=True))
    for each in Dossier.objects.select_for_update().filter(pk__in=ids).order_by("pk"):
        keep_from(each, out, at=at)
        project(each)
        detail = {"reason": kept.reason}
        record(Can.DECLARE_CONFLICT, each.pk, by=by.account, at=at, detail=detail)


def _family_of(dossier: Dossier) -> set[UUID]:
    """Return a dossier and the cases of all siblings that were opened with it."""
    found, waiting = {dossier.pk}, {dossier.pk}
    while waiting:
        linked = Link.objects.filter(Q(one__in=waiting) | Q(other__in=waiting), kind="sibling")
        waiting = {pk for pair in linked.values_list("one", "other") for pk in pair} - found
        found |= waiting
    return found
