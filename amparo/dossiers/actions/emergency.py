"""Open a file in an emergency, and review that it was opened: break-glass, inside one office only.

The entry and its record are committed before anything is open. Time alone ends the reading.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.problems import CannotOpen, NotAllowed
from amparo.dossiers.actions.alerting import tell_at_once, watch_canary
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.readings import OpenedEntry, open_entries
from amparo.dossiers.actions.reviewers import looked_at_by
from amparo.dossiers.models import Access, Dossier, Entry
from amparo.dossiers.rules import SERVICE, Author, Can, Letter
from amparo.forms.values import Values
from amparo.protocols.terms import OVERSIGHT
from amparo.trust.keyring import Keyring

BY_THE_OFFICE, FROM_ABOVE = "emergency_access", "emergency_access_above"
"""The step of an access that the office's supervisor reviews, and of one that she can't."""

REVIEWS = {SERVICE: "review_access", OVERSIGHT: "review_access_above"}


@transaction.atomic
def open_in_emergency(
    dossier: Dossier,
    values: Values,
    keyring: Keyring,
    *,
    entry_id: UUID,
    by: Author,
    at: datetime,
) -> Access:
    """Open a file that is in other hands, for as long as the protocol says.

    The caller has found the dossier through `openable_in_emergency`, and has had the passphrase
    typed again.

    Raises:
        CannotOpen: the account does not hold the office's key.
        NotAllowed: nobody could review it.
    """
    if by.body is None or keyring.current_private_of(by.body) is None:
        raise CannotOpen("You hold no key to this. Ask a member of the office that it went to.")
    step, reviewer = _reviewed_by(dossier, by, at)
    watched = watch_canary(dossier)
    letter = Letter(entry_id, step, values, said_at=at, addressed=(reviewer,))
    is_new = not Entry.objects.filter(pk=entry_id).exists()
    entry = append_entry(dossier, letter, by=by, at=at)
    access = Access.objects.get(entry=entry)
    if is_new:
        detail = {"entry": str(entry.id), "reviewer": str(reviewer)}
        record(Can.OPEN_IN_EMERGENCY, dossier.pk, by=by.account, at=at, detail=detail)
        tell_at_once(dossier, watched, by=by, at=at)
    return access


@transaction.atomic
def review_accesses(
    dossier: Dossier,
    seen: Iterable[UUID],
    values: Values,
    *,
    entry_id: UUID,
    by: Author,
    at: datetime,
) -> Entry:
    """Write down what a review found of all accesses to a case that this reviewer is to review.

    Args:
        dossier: the case.
        seen: the accesses, by their entries, that the page showed.
        values: the answers of the form.
        entry_id: made with the page.
        by: the office's supervisor, or whoever oversees the office.
        at: the moment.

    Raises:
        NotAllowed: the reviewer used one of them, or another has been added meanwhile.
    """
    if Entry.objects.filter(pk=entry_id).exists():
        return Entry.objects.get(pk=entry_id)
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    waiting = Access.objects.filter(dossier=dossier).unreviewed()
    if by.party == SERVICE:
        waiting = waiting.filter(entry__step=BY_THE_OFFICE)
    if waiting.filter(account=by.account).exists():
        raise NotAllowed("You used this access yourself. Somebody else reviews it.")
    if {access.entry_id for access in waiting} != set(seen):
        raise NotAllowed("There is another access since you opened this page. Look at it again.")
    addressed = (by.body,) if by.party == OVERSIGHT and by.body else ()
    letter = Letter(entry_id, REVIEWS[by.party], values, said_at=at, addressed=addressed)
    record(Can.REVIEW_ACCESS, dossier.pk, by=by.account, at=at)
    return append_entry(dossier, letter, by=by, at=at)


def read_reasons(
    dossier: Dossier, accesses: Iterable[Access], keyring: Keyring, *, by: Author, at: datetime
) -> tuple[OpenedEntry, ...]:
    """Open the reasons given for emergency accesses, for their reviewer, and nothing else."""
    wanted = [access.entry_id for access in accesses]
    return open_entries(dossier, wanted, keyring, Can.REVIEW_ACCESS, by=by, at=at)


def _reviewed_by(dossier: Dossier, by: Author, at: datetime) -> tuple[str, UUID]:
    """Return the step, and the body that reviews it: never whoever uses it, never in secret."""
    if by.body is None or by.account is None:
        raise NotAllowed
    reviewer = looked_at_by(dossier, by.body, by.account, at)
    if reviewer is None:
        raise NotAllowed("Nobody could review this. Call the officer on duty or your supervisor.")
    return BY_THE_OFFICE if reviewer == by.body else FROM_ABOVE, reviewer
