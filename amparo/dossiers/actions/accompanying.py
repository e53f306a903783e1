"""What an officer asked two members to do: as whom they write, and a turn for the worse."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.base.ids import derived_id
from amparo.base.problems import NotThere
from amparo.dossiers.actions.concerns import Raised, raise_concern
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.openings import kept_of
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import MEMBER, SECOND, SERVICE, Author, Letter

ACCOMPANIMENT, ASKED, VISIT, WORSE = "accompaniment", "asked", "visit", "worse"
"""The protocol, and those of its steps that pages know by name."""

THE_TWO = (MEMBER, SECOND)


def author_among(asked: Dossier, account: UUID) -> Author:
    """Return somebody as the one of the two that they are, in no body.

    Raises:
        NotThere: they are neither.
    """
    for party in asked.parties.all():
        if party.account_id == account and party.key in THE_TWO:
            return Author(party.key, "vetted", account)
    raise NotThere("This was not asked of you.")


@transaction.atomic
def turn_worse(asked: Dossier, raising: Raising, *, by: Author, at: datetime) -> Raised:
    """Say that something got worse, and raise the concern that this becomes; or neither.

    Who must not know of the one must not know of the other: the author of the concern can't know
    who that is, and need not. Whoever asked is always among those it goes to.

    Raises:
        IdTaken: another concern is known under this id.
        NotAllowed: it was not asked of them.
    """
    letter = Letter(derived_id(raising.id, WORSE), WORSE, {}, said_at=at)
    append_entry(asked, letter, by=by, at=at)
    kept = kept_of(asked)
    around = replace(
        raising,
        kept_bodies=raising.kept_bodies | kept.bodies,
        kept_accounts=raising.kept_accounts | kept.accounts,
        office=next(p.body_id for p in asked.parties.all() if p.key == SERVICE),
    )
    return raise_concern(around, by=Author("raiser", "vetted", by.account, by.body), at=at)
