"""Take back the keys to what was sealed for somebody. It can't undo what was read before."""

from collections.abc import Iterable

from amparo.audit.actions import record
from amparo.dossiers.models import Dossier, Entry, Wrap
from amparo.dossiers.rules import Can


def withdraw_from(dossier: Dossier, parties: Iterable[str], *, entry: Entry) -> int:
    """Drop every key to this dossier's sealed parts that these parties' offices hold.

    In the transaction of the entry that says so, which is its place in the journal. Returns how
    many were dropped.
    """
    bodies = dossier.parties.filter(key__in=list(parties), body__isnull=False).values("body_id")
    held = Wrap.objects.filter(part__entry__dossier=dossier, epoch__circle_id__in=bodies)
    dropped = held.count()
    held.delete()
    detail = {"entry": str(entry.id), "dropped": str(dropped)}
    record(Can.WITHDRAW_KEYS, dossier.pk, by=entry.author_id, at=entry.at, detail=detail)
    return dropped
