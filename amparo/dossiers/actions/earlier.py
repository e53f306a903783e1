"""Find earlier dossiers about the same child inside one office, without storing a name.

It only proposes: several children may share a value, and the officer decides.
"""

from datetime import datetime, timedelta
from itertools import combinations
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.dossiers.models import Dossier, NameIndex
from amparo.dossiers.rules import Author, Can
from amparo.forms.values import Value, Values
from amparo.sealing.blind import blind_index, normal_name
from amparo.trust.secrets import index_key

NAMED = ("child_name", "child_called")
"""The sealed answers that a child may be found again by."""

SIX_MONTHS = timedelta(days=183)


def index_names(dossier: Dossier, body: UUID, values: Values) -> None:
    """Index the names among an entry's answers, in the entry's own transaction."""
    found = {index for name in NAMED for index in _indexes(body, dossier.area_id, values.get(name))}
    rows = [NameIndex(dossier=dossier, body_id=body, value=value) for value in found]
    NameIndex.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def look_for_earlier(dossier: Dossier, name: str, *, by: Author, at: datetime) -> int:
    """Look a child up by name, as an officer does on paper; the name is found again later.

    The log says that this dossier was looked up, and nothing of the name.
    """
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if by.body is None:
        return 0
    record(Can.LOOK_FOR_EARLIER, locked.pk, by=by.account, at=at)
    index_names(locked, by.body, {"child_name": name})
    return count_earlier(locked, by.body, name, at)


def count_earlier(dossier: Dossier, body: UUID, name: str, at: datetime) -> int:
    """Return how many other situations in six months, in this office, may be about this child."""
    same = NameIndex.objects.filter(
        body=body, value__in=_indexes(body, dossier.area_id, name), dossier__opened_at__lte=at
    )
    earlier = same.filter(dossier__opened_at__gte=at - SIX_MONTHS)
    others = earlier.exclude(dossier__situation=dossier.situation)
    return others.values("dossier__situation").distinct().count()


def _indexes(body: UUID, area: str | None, name: Value | None) -> set[str]:
    """Return an index for each two words of a name; one word alone goes with its district."""
    words = sorted({normal_name(word) for word in str(name or "").split()} - {""})
    pairs = list(combinations(words, 2)) or [(word, area or "?") for word in words]
    return {blind_index(index_key(body), *pair) for pair in pairs}
