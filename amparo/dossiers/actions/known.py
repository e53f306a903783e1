"""Rows of a dossier that are known already: written just now, or read under its lock.

While one transaction holds a dossier nobody else changes it, so that its rows needn't be asked for
again at every turn. They are forgotten before the dossier is handed to anybody else.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from amparo.dossiers.models import Dossier

REPLAYED = ("duties", "escalations", "accesses", "identity_requests")
"""The rows that replaying gives."""


def lock_dossier(id: UUID) -> Dossier:
    """Return a dossier that nobody else changes until this transaction ends, with its rows."""
    rows = ("entries", "parties", "kept_from")
    return Dossier.objects.select_for_update().prefetch_related(*rows).get(pk=id)


def know(dossier: Dossier, **rows: Sequence[Model]) -> None:
    """Let `dossier.<name>.all()`, and `rows_of`, answer with these rows."""
    cache = _cache(dossier)
    for name, known in rows.items():
        cache.pop(name, None)
        cache.rows[name] = known


def rows_of(dossier: Dossier, name: str) -> Sequence[Any]:
    """Return what `dossier.<name>.all()` does, in no time where it is known."""
    known = _cache(dossier).rows.get(name)
    return getattr(dossier, name).all() if known is None else known


def knows_new(dossier: Dossier) -> bool:
    """Tell whether this dossier was started in this transaction and has no entry yet."""
    return "entries" in _cache(dossier) and not rows_of(dossier, "entries")


def add_known(dossier: Dossier, name: str, row: Model) -> None:
    """Add a row that was just written, where the rows of its kind are known."""
    if name in _cache(dossier):
        know(dossier, **{name: (*rows_of(dossier, name), row)})


def forget(dossier: Dossier, *names: str) -> None:
    """Ask the database again from now on: for these rows, or for all."""
    cache = _cache(dossier)
    for name in names or (*cache, *cache.rows):
        cache.pop(name, None)
        cache.rows.pop(name, None)


class _Known(dict[str, QuerySet[Any]]):
    """What prefetching keeps beside a row; a queryset of what is known is made when it is asked."""

    def __init__(self, dossier: Dossier, kept: Mapping[str, QuerySet[Any]]) -> None:
        super().__init__(kept)
        self.rows: dict[str, Sequence[Model]] = {}
        self._dossier = dossier

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or name in self.rows

    def __missing__(self, name: str) -> QuerySet[Any]:
        rows = self.rows.pop(name)
        # Of this dossier alone: whoever filters what is known asks the database again.
        asked: QuerySet[Any] = getattr(self._dossier, name).all()
        asked._result_cache = list(rows)  # noqa: SLF001  # as prefetch_related leaves it
        asked._prefetch_done = True  # type: ignore[attr-defined]  # noqa: SLF001
        self[name], self.rows[name] = asked, rows
        return asked


def _cache(dossier: Dossier) -> _Known:
    kept = dossier.__dict__.get("_prefetched_objects_cache", {})
    if not isinstance(kept, _Known):
        kept = dossier.__dict__["_prefetched_objects_cache"] = _Known(dossier, kept)
    return kept
