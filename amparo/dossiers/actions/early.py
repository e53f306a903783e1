"""Delete before its time, by two persons of two bodies: a supervisor asks, the body above answers.

Nothing is destroyed here: what was agreed is erased by the command, like all that reached its date.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.base.problems import NotAllowed
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.projections import happened
from amparo.dossiers.actions.readings import OpenedEntry, open_entries
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import Author, Can, Letter
from amparo.forms.values import Values
from amparo.protocols.retention import is_kept_always
from amparo.system import directory
from amparo.system.packs import pack_by_hash
from amparo.trust.keyring import Keyring

ASKED, ANSWERED = "early_asked", "early_answered"
"""The steps by which two persons delete before its time."""


@transaction.atomic
def ask_early(
    dossier: Dossier, values: Values, *, entry_id: UUID, by: Author, at: datetime
) -> Entry:
    """Ask the body above an office to agree that a case is deleted before its time.

    Raises:
        NotAllowed: it is kept always, it was asked before, or nobody is there to answer.
    """
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    known = Entry.objects.filter(pk=entry_id).first()
    above = UUID(known.addressed[0]) if known else _above(locked, by)
    if known is None:
        if newest_of(locked) is not None:
            raise NotAllowed("This was asked for before. Look at what was answered.")
        if not may_be_asked(locked):
            raise NotAllowed("This is kept whatever anybody asks, two persons too.")
        record(Can.ASK_EARLY_DELETION, locked.pk, by=by.account, at=at)
    letter = Letter(entry_id, ASKED, values, said_at=at, addressed=(above,))
    return append_entry(locked, letter, by=by, at=at)


@transaction.atomic
def answer_early(
    asked: Entry, values: Values, *, entry_id: UUID, by: Author, at: datetime
) -> Entry:
    """Agree, or not, to a deletion before its time.

    Raises:
        NotAllowed: it was answered meanwhile, or is not theirs to answer; nobody agrees with
            themselves.
    """
    locked = Dossier.objects.select_for_update().get(pk=asked.dossier_id)
    if not Entry.objects.filter(pk=entry_id).exists():
        newest = newest_of(locked)
        is_theirs = str(by.body) in asked.addressed and by.account != asked.author_id
        if newest is None or newest.pk != asked.pk or not is_theirs:
            raise NotAllowed("This was answered meanwhile, or is not yours to answer.")
        says = {"says": str(values.get("early_says", ""))}
        record(Can.ANSWER_EARLY_DELETION, locked.pk, by=by.account, at=at, detail=says)
    addressed = (by.body,) if by.body else ()
    letter = Letter(entry_id, ANSWERED, values, said_at=at, addressed=addressed)
    return append_entry(locked, letter, by=by, at=at)


def read_request(
    asked: Entry, keyring: Keyring, *, by: Author, at: datetime
) -> tuple[OpenedEntry, ...]:
    """Open why a deletion is asked for, for whoever answers, and nothing else of the case."""
    wanted = [asked.pk]
    can = Can.ANSWER_EARLY_DELETION
    return open_entries(asked.dossier, wanted, keyring, can, by=by, at=at)


def newest_of(dossier: Dossier) -> Entry | None:
    """Return the request that waits, or the answer that agreed; None where one may ask."""
    said = dossier.entries.filter(step__in=(ASKED, ANSWERED)).order_by("-position").first()
    is_refused = said is not None and said.coded.get("early_says") == "refuse"
    return None if is_refused else said


def may_be_asked(dossier: Dossier) -> bool:
    """Tell whether two persons could delete a case at all."""
    pack = pack_by_hash(dossier.pack_id)
    entries = [happened(entry) for entry in dossier.entries.all()]
    return not is_kept_always(pack, dossier.protocol, entries)


def _above(dossier: Dossier, by: Author) -> UUID:
    kept = {row.body_id for row in dossier.kept_from.all() if row.body_id}
    above = directory.oversight_body_for(by.body, kept) if by.body else None
    if above is None:
        raise NotAllowed("Nobody above your office could answer this.")
    return above
