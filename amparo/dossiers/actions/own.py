"""What a member begins that is hers alone, in ticks: a dialogue, a note of what her group did."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.ids import derived_id
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.opening_own import new_code_word
from amparo.dossiers.actions.openings import Kept, Opening, start_dossier
from amparo.dossiers.models import Dossier, Party
from amparo.dossiers.rules import MEMBER, Author, Can, Letter
from amparo.forms.values import Values
from amparo.system.packs import current_pack
from amparo.trust.models import Account


@dataclass(frozen=True)
class Own:
    """What is begun: its protocol, the step with which one begins, and what allows it."""

    protocol: str
    first: str
    can: Can

    def begun_by(self, page: UUID) -> UUID:
        """Return the id of the dossier that a page begins."""
        return derived_id(page, self.protocol)


@transaction.atomic
def begin_own(
    own: Own, page: UUID, values: Values, area: str, *, by: Author, at: datetime
) -> Dossier:
    """Begin one with its first answers; the same sent twice begins one.

    Args:
        own: what is begun.
        page: the id of the page that was sent.
        values: the answers; all of them are coded.
        area: where the member's group is.
        by: the member, in no body.
        at: the server's receipt.

    Raises:
        IdTaken: another one is known under this id.
    """
    if by.account:
        # Sent twice at the same moment, the second waits here and finds what the first stored.
        Account.objects.select_for_update(no_key=True).get(pk=by.account)
    begun = Dossier.objects.filter(pk=own.begun_by(page)).first()
    if begun is None:
        begun = _started(own, own.begun_by(page), area, by=by, at=at)
        record(own.can, begun.pk, by=by.account, at=at)
    append_entry(begun, Letter(page, own.first, values, said_at=at), by=by, at=at)
    return begun


def _started(own: Own, id: UUID, area: str, *, by: Author, at: datetime) -> Dossier:
    pack = current_pack()
    opening = Opening(
        id=id,
        protocol=own.protocol,
        pack=pack.hash,
        area=area or None,
        situation=derived_id(id, "situation"),
        code_word=new_code_word(pack),
    )
    return start_dossier(opening, [Party(key=MEMBER, account_id=by.account)], Kept(), at=at)
