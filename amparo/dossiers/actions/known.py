"""Rows of a dossier that are known already: written just now, or read under its lock.

While one transaction holds a dossier nobody else changes it, so that its rows needn't be asked for
again at every turn. They are forgotten before the dossier is handed to anybody else.
"""

from collections.abc import Sequence
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
    """Let `dossier.<name>.all()` answer with these rows."""
    for name, known in rows.items():
        # Of this dossier alone: whoever filters what is known asks the database again.
        asked: QuerySet[Any] = getattr(dossier, name).all()
        asked._result_cache = list(known)  # noqa: SLF001  # as prefetch_related leaves it
        asked._prefetch_done = True  # type: ignore[attr-defined]  # noqa: SLF001
        _cache(dossier)[name] = asked


def knows_new(dossier: Dossier) -> bool:
    """Tell whether this dossier was started in this transaction and has no entry yet."""
    return "entries" in _cache(dossier) and not len(dossier.entries.all())


def add_known(dossier: Dossier, name: str, row: Model) -> None:
    """Add a row that was just written, where the rows of its kind are known."""
    if name in _cache(dossier):
        know(dossier, **{name: [*getattr(dossier, name).all(), row]})


def forget(dossier: Dossier, *names: str) -> None:
    """Ask the database again from now on: for these rows, or for all."""
    for name in names or tuple(_cache(dossier)):
        _cache(dossier).pop(name, None)


def _cache(dossier: Dossier) -> dict[str, QuerySet[Any]]:
    cache: dict[str, QuerySet[Any]] = dossier.__dict__.setdefault("_prefetched_objects_cache", {})
    return cache
