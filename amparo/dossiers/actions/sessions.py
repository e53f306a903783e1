"""A worker's sessions: hold one, note the support given, and end them when the work ends."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.ids import derived_id
from amparo.base.problems import NotAllowed
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.openings import Kept, Opening, start_dossier
from amparo.dossiers.models import Dossier, Entry, Party
from amparo.dossiers.rules import OFFICE, SERVER, WORKER, Author, Can, Letter
from amparo.system import directory
from amparo.system.packs import current_pack
from amparo.system.rules import OFFICER
from amparo.trust.models import Account

SUPERVISION = "supervision"


@transaction.atomic
def hold_session(worker: UUID, letter: Letter, *, by: Author, at: datetime) -> Entry:
    """Note a session with a worker, or the support given; the first session opens their dossier.

    Raises:
        NotAllowed: the person is no officer of the office, or is the one who writes.
    """
    office = by.body
    if office is None or worker == by.account or not _works_in(worker, office, at):
        raise NotAllowed("A session is held with another officer of your own office.")
    # Two who note a first session at the same moment: the second waits and finds the dossier.
    Account.objects.select_for_update(no_key=True).get(pk=worker)
    found = _sessions(worker, office) or _open(worker, office, at)
    entry = append_entry(found, letter, by=by, at=at)
    record(Can.HOLD_SESSION, found.pk, by=by.account, at=at, detail={"step": letter.step})
    return entry


def end_with_work(dossier: Dossier, *, at: datetime) -> None:
    """End the sessions of a worker who is no officer of the office any more."""
    office = dossier.parties.get(key=OFFICE).body_id
    worker = dossier.parties.get(key=WORKER).account_id
    if office and worker and not _works_in(worker, office, at):
        id_of_end = derived_id(dossier.id, "end", str(dossier.last_position))
        append_entry(dossier, Letter(id_of_end, "end", {}, said_at=at), by=SERVER, at=at)


def _works_in(worker: UUID, office: UUID, at: datetime) -> bool:
    return any(each.id == worker for each in directory.members_of(office, OFFICER, at))


def _sessions(worker: UUID, office: UUID) -> Dossier | None:
    return Dossier.objects.filter(pk=derived_id(office, worker, SUPERVISION)).first()


def _open(worker: UUID, office: UUID, at: datetime) -> Dossier:
    id_of_both = derived_id(office, worker, SUPERVISION)
    opening = Opening(
        id=id_of_both,
        protocol=SUPERVISION,
        pack=current_pack().hash,
        area=None,
        situation=derived_id(id_of_both, "situation"),
        code_word="",
    )
    parties = [Party(key=OFFICE, body_id=office), Party(key=WORKER, account_id=worker)]
    return start_dossier(opening, parties, Kept(), at=at)
