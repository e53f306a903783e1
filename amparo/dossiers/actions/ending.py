"""A body ends: by two persons, and never while somebody would be left without anybody."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from amparo.base.problems import NotAllowed, NotThere
from amparo.dossiers.models import Dossier, Duty
from amparo.dossiers.rules import SERVICE, WORKED_ON
from amparo.system.actions.people import decide, propose
from amparo.system.actions.standing import withdraw_accreditation
from amparo.system.ending import (
    Instead,
    instead_of,
    instead_unaccredited,
    leaves_uncared,
    leaves_unwatched,
)
from amparo.system.models import Body, Proposal
from amparo.system.rules import Asked

OVER = ("released", "ended")
"""States of a case in which nothing is followed any more, as far as nothing is owed."""


def unfinished_in(body: Body) -> int:
    """Return in how many files an office still owes something, or has not come to an end."""
    owing = Duty.objects.open().filter(body=body).values("dossier")
    followed = Q(protocol="case") & ~Q(state__in=OVER)
    of_office = Dossier.objects.filter(parties__key=SERVICE, parties__body=body)
    rows = of_office.filter(Q(pk__in=owing) | followed, protocol__in=WORKED_ON)
    return rows.distinct().count()


def against_ending(body: Body, instead: Instead, at: datetime) -> Iterator[NotAllowed]:
    """Yield what stands against ending a body: each says who does what first."""
    if unfinished_in(body):
        yield NotAllowed(
            "The office has files that have not come to an end. Its officers end them, or pass them"
            " on, first."
        )
    yield from _against(instead)
    if leaves_uncared(body, at):
        yield NotAllowed(
            "Nobody outside their community would call the members of groups. Enter another office"
            " that does, first."
        )
    if leaves_unwatched(body):
        yield NotAllowed(
            "Nobody would be told of what some offices miss. Enter another body that oversees them,"
            " first."
        )


@transaction.atomic
def ask_to_end(body: Body, *, also: frozenset[UUID], by: UUID, at: datetime) -> Proposal:
    """Ask that a body is ended; a second person agrees, of the body itself where one can.

    Args:
        body: which one.
        also: the bodies in which somebody may agree where nobody of it or above it can.
        by: who asks.
        at: the moment.

    Raises:
        NotAllowed: something stands against it.
        NotThere: it has ended already, or nobody else could agree.
    """
    _need_nothing_against(_locked(body), at)
    return propose(body, Asked.END, None, also=also, by=by, at=at)


@transaction.atomic
def decide_on_end(proposal: Proposal, *, agrees: bool, by: UUID, at: datetime) -> Proposal:
    """Agree that a body is ended, which ends it at once, or don't.

    Raises:
        NotAllowed: something stands against it by now; or one asked for it oneself.
        NotThere: it was decided already, or too long ago.
    """
    if agrees:
        _need_nothing_against(_locked(proposal.body), at)
    return decide(proposal, agrees=agrees, by=by, at=at)


@transaction.atomic
def end_accreditation(body: Body, *, by: UUID, at: datetime) -> None:
    """Note that a body is accredited no more.

    Raises:
        NotAllowed: without it a concern could reach nobody.
    """
    for problem in _against(instead_unaccredited(body, at)):
        raise problem
    withdraw_accreditation(body, by=by, at=at)


def _locked(body: Body) -> Body:
    return Body.objects.select_for_update().get(pk=body.pk)


def _need_nothing_against(body: Body, at: datetime) -> None:
    if body.ended_at is not None:
        raise NotThere("This has ended already. Open its page again.")
    for problem in against_ending(body, instead_of(body, at), at):
        raise problem


def _against(instead: Instead) -> Iterator[NotAllowed]:
    if instead.leaves_nobody:
        yield NotAllowed(
            "Without it a concern could reach nobody at all. Enter another office, or a national"
            " desk with a key, first."
        )
