"""Requests for a deletion before its time, as the body above an office sees them."""

from amparo.dossiers.actions.early import ASKED, newest_of
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import Can
from amparo.trust.rules import Reader


def early_requests(reader: Reader) -> list[Entry]:
    """Return what waits for the reader's answer, the oldest first; never what they asked for."""
    mine = {str(body) for body in reader.bodies_where(Can.OVERSEE)}
    asked = Entry.objects.filter(step=ASKED).exclude(author=reader.account_id).order_by("at")
    rows = asked.select_related("dossier", "author_body")
    to_me = [each for each in rows if mine & set(each.addressed)]
    watched = Dossier.objects.watched_by(reader).filter(pk__in=[each.dossier_id for each in to_me])
    known = set(watched.values_list("pk", flat=True))
    return [each for each in to_me if each.dossier_id in known and _waits(each)]


def _waits(asked: Entry) -> bool:
    newest = newest_of(asked.dossier)
    return newest is not None and newest.pk == asked.pk
