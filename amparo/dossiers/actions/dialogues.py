"""A member's dialogue: hers alone, without names. Her group has no part in it."""

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.ids import derived_id
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.openings import Kept, Opening, start_dossier
from amparo.dossiers.models import Dossier, Party
from amparo.dossiers.rules import MEMBER, Author, Can, Letter
from amparo.forms.values import Values
from amparo.protocols.pack import word
from amparo.system.packs import current_pack
from amparo.trust.models import Account

DIALOGUE, FIRST = "dialogue", "gate"
"""The protocol, and the step with which one begins: the questions that come first."""


@transaction.atomic
def begin_dialogue(id: UUID, values: Values, area: str, *, by: Author, at: datetime) -> Dossier:
    """Begin a dialogue with the answers to its first questions; the same sent twice begins one.

    Args:
        id: of the page that was sent.
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
    dialogue = Dossier.objects.filter(pk=dialogue_of(id)).first()
    if dialogue is None:
        dialogue = _started(dialogue_of(id), area, by=by, at=at)
        record(Can.HOLD_DIALOGUE, dialogue.pk, by=by.account, at=at)
    append_entry(dialogue, Letter(id, FIRST, values, said_at=at), by=by, at=at)
    return dialogue


def dialogue_of(page: UUID) -> UUID:
    """Return the id of the dialogue that a page begins."""
    return derived_id(page, DIALOGUE)


def _started(id: UUID, area: str, *, by: Author, at: datetime) -> Dossier:
    pack = current_pack()
    opening = Opening(
        id=id,
        protocol=DIALOGUE,
        pack=pack.hash,
        area=area or None,
        situation=derived_id(id, "situation"),
        code_word=secrets.choice(word(pack, pack.languages[0], "code_words").split()),
    )
    return start_dossier(opening, [Party(key=MEMBER, account_id=by.account)], Kept(), at=at)
