"""Fills a member's reach: what she wrote down herself, and many small dossiers stored as they are.

What is measured needs thousands of entries; those of `stored` are written as rows, as the actions
write them, and numbered by the log's own numbering.
"""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import number
from amparo.audit.models import Pending, Record
from amparo.base.ids import derived_id, dossier_number, new_id
from amparo.dossiers.actions.activities import note_activity, take_back_activity
from amparo.dossiers.actions.parts import recipients, seal_answers
from amparo.dossiers.models import Dossier, Entry, Party, PhoneWrap, SealedPart
from amparo.dossiers.rules import Author, Can
from amparo.forms.values import Value
from amparo.sealing.parts import PartContext
from amparo.system.packs import current_hash
from amparo.trust.models import Account

ANSWERS: dict[str, Value] = {
    "activity_kind": "talk",
    "activity_on": "2027-05-05",
    "activity_about": ("rights",),
    "how_many": "up_to_25",
    "who_came": ("children",),
}
WORDS = {"words_seen": "Lo que se vio en la visita, en dos frases cortas. Todo tranquilo."}


def noted(account: Account, area: str, count: int, at: datetime) -> None:
    """Note activities and take each back: two entries each, by the real actions."""
    by = Author("member", "vetted", account.id)
    for _ in range(count // 2):
        activity = note_activity(new_id(at), ANSWERS, area, by=by, at=at)
        take_back_activity(activity, by=by, at=at)


@transaction.atomic
def stored(account: Account, dossiers: int, entries: int, at: datetime, *, sealed: bool) -> None:
    """Store so many dossiers of so many entries; each entry with words sealed to her, or none."""
    begun = [_dossier(account, at) for _ in range(dossiers)]
    Dossier.objects.bulk_create(begun)
    Party.objects.bulk_create(Party(dossier=each, key="member", account=account) for each in begun)
    for each in begun:
        each.last_position = entries
    Dossier.objects.bulk_update(begun, ["last_position"])
    rows = [row for each in begun for row in _entries(account, each.pk, entries, at)]
    Record.objects.bulk_create(record for record, _ in rows)
    Pending.objects.bulk_create(Pending(record=record) for record, _ in rows)
    Entry.objects.bulk_create(entry for _, entry in rows)
    if sealed:
        _seal(account, [entry for _, entry in rows])
    number()


def _dossier(account: Account, at: datetime) -> Dossier:
    new = new_id(at)
    return Dossier(
        id=new,
        number=dossier_number(),
        protocol="activity",
        pack_id=current_hash(),
        situation=derived_id(new, "situation", str(account.id)),
        code_word="PUMA",
        opened_at=at,
        state="noted",
    )


def _entries(
    account: Account, dossier: UUID, count: int, at: datetime
) -> Iterator[tuple[Record, Entry]]:
    for position in range(1, count + 1):
        moment = at + timedelta(seconds=position)
        record = Record(
            id=new_id(moment),
            can=Can.WRITE_ENTRY,
            subject=dossier,
            by=account.id,
            at=moment,
            detail={},
            commits=secrets.token_bytes(32),
        )
        yield (
            record,
            Entry(
                id=new_id(moment),
                dossier_id=dossier,
                position=position,
                step="note",
                by="member:vetted",
                author=account,
                at=moment,
                said_at=moment,
                coded={"activity_kind": "talk", "activity_on": "2027-W18", "how_many": "up_to_25"},
                salt=secrets.token_bytes(16),
                answers_mac=secrets.token_bytes(32),
                record=record,
            ),
        )


def _seal(account: Account, entries: list[Entry]) -> None:
    to = [each for each in recipients((), [account.id])[account.id] if each.device]
    for entry in entries:
        context = PartContext(entry.dossier_id, entry.pk, entry.step, account.id, "sealed")
        answers = seal_answers(WORDS, context, to)
        part = SealedPart.objects.create(
            entry=entry, part_class="sealed", ciphertext=answers.ciphertext
        )
        PhoneWrap.objects.bulk_create(
            PhoneWrap(part=part, device_id=each.device, box=box)
            for each, box in answers.boxes
            if each.device
        )
