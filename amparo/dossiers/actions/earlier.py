"""Find dossiers about the same child inside one office, without storing a name.

It only proposes: several children may share a value, and the officer decides.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.dossiers.models import Canary, Dossier, NameIndex
from amparo.dossiers.rules import Author, Can
from amparo.forms.values import Value
from amparo.sealing.blind import blind_index
from amparo.sealing.names import pairs_in, words_in
from amparo.system.readers import reader_for
from amparo.trust.models import Account
from amparo.trust.rules import Reader
from amparo.trust.secrets import index_key

NAMED = ("child_name", "child_called")
"""The sealed answers that a child may be found again by."""

SIX_MONTHS = timedelta(days=183)


def index_names(dossier: Dossier, body: UUID, values: Mapping[str, Value]) -> None:
    """Index the names among an entry's answers, in the entry's own transaction."""
    if Canary.objects.filter(situation=dossier.situation).exists():
        return  # A made-up child is nobody's earlier file.
    names = [str(values.get(name) or "") for name in NAMED]
    found = {value for name in names for value in names_kept(body, dossier.area_id, name)}
    rows = [NameIndex(dossier=dossier, body_id=body, value=value) for value in sorted(found)]
    NameIndex.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def look_for_earlier(dossier: Dossier, name: str, *, by: Author, at: datetime) -> int:
    """Look a child up by name, as an officer does on paper; the name is found again later.

    The log says that this dossier was looked up, and nothing of the name. What the officer must
    not know of is not counted.
    """
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    if by.body is None or by.account is None:
        return 0
    record(Can.LOOK_FOR_EARLIER, locked.pk, by=by.account, at=at)
    index_names(locked, by.body, {"child_name": name})
    reader = reader_for(Account.objects.get(pk=by.account), at)
    return count_earlier(locked, by.body, name, reader, at)


def count_earlier(dossier: Dossier, body: UUID, name: str, reader: Reader, at: datetime) -> int:
    """Return how many other situations in six months, in this office, may be about this child."""
    pairs = pairs_in(name) or _alone(name, dossier.area_id)
    same = NameIndex.objects.filter(body=body, value__in=_blind(body, pairs))
    known = Dossier.objects.not_kept_from(reader).filter(pk__in=same.values("dossier"))
    earlier = known.filter(opened_at__gte=at - SIX_MONTHS, opened_at__lte=at)
    others = earlier.exclude(situation=dossier.situation)
    return others.values("situation").distinct().count()


def sought(body: UUID, areas: Iterable[str | None], name: str) -> frozenset[str]:
    """Return the values that a list is searched for a name under: of each two of its words.

    One word alone is sought together with each of these districts.
    """
    return _blind(body, pairs_in(name) or {pair for area in areas for pair in _placed(name, area)})


def names_kept(body: UUID, area: str | None, name: str) -> frozenset[str]:
    """Return all values that a name is kept under."""
    return _blind(body, {*pairs_in(name), *_placed(name, area), *_alone(name, area)})


def _blind(body: UUID, compounds: Iterable[tuple[str, ...]]) -> frozenset[str]:
    key = index_key(body)
    return frozenset(blind_index(key, *parts) for parts in compounds)


def _placed(name: str, area: str | None) -> set[tuple[str, ...]]:
    """Return each word of a name with its district."""
    return {(sound, area or "?") for sounds in words_in(name) for sound in sounds}


def _alone(name: str, area: str | None) -> set[tuple[str, ...]]:
    """Return a name that is one word as such: another's first name is no earlier concern."""
    return set() if pairs_in(name) else {(*pair, "alone") for pair in _placed(name, area)}
