"""Take back the keys to what was sealed for somebody. It can't undo what was read before."""

from collections.abc import Iterable

from django.db.models import Q

from amparo.audit.actions import record
from amparo.dossiers.models import Dossier, Entry, PhoneWrap, Wrap
from amparo.dossiers.rules import Can


def withdraw_from(dossier: Dossier, parties: Iterable[str], *, entry: Entry) -> int:
    """Drop every key to this dossier's sealed parts that these parties hold, offices or persons.

    In the transaction of the entry that says so, which is its place in the journal. Returns how
    many were dropped.
    """
    named = [party for party in dossier.parties.all() if party.key in set(parties)]
    bodies = [party.body_id for party in named if party.body_id]
    people = [party.account_id for party in named if party.account_id]
    theirs = Q(epoch__circle_id__in=bodies) | Q(account_id__in=people)
    held = Wrap.objects.filter(theirs, part__entry__dossier=dossier)
    on_phones = PhoneWrap.objects.filter(
        part__entry__dossier=dossier, device__account_id__in=people
    )
    dropped = held.count() + on_phones.count()
    held.delete()
    on_phones.delete()
    detail = {"entry": str(entry.id), "dropped": str(dropped)}
    record(Can.WITHDRAW_KEYS, dossier.pk, by=entry.author_id, at=entry.at, detail=detail)
    return dropped
