"""Start a dossier: its row, its parties, and who is kept from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.base.ids import dossier_number
from amparo.dossiers.actions.known import REPLAYED, know, rows_of
from amparo.dossiers.models import Dossier, KeptFrom, Link, Party
from amparo.rows.written import add_rows


@dataclass(frozen=True)
class Opening:
    """What a new dossier starts from."""

    id: UUID
    protocol: str
    pack: str
    area: str | None
    situation: UUID
    code_word: str
    came_from: UUID | None = None


@dataclass(frozen=True)
class Kept:
    """Who must not know, by body and by account, and why."""

    bodies: frozenset[UUID] = frozenset()
    accounts: frozenset[UUID] = frozenset()
    reason: str = "raiser_said"


def start_dossier(
    opening: Opening, parties: Iterable[Party], kept: Kept, *, at: datetime
) -> Dossier:
    """Create the dossier's row, parties and exclusions.

    Its first entry follows at once, in the same transaction, and only with it the dossier's own row
    is added: see `projections.project`. Until then it knows its own rows.
    """
    dossier = Dossier(
        id=opening.id,
        number=dossier_number(),
        protocol=opening.protocol,
        pack_id=opening.pack,
        area_id=opening.area,
        situation=opening.situation,
        code_word=opening.code_word,
        came_from_id=opening.came_from,
        opened_at=at,
    )
    rows = list(parties)
    for party in rows:
        party.dossier = dossier
    kept_from = _rows_of(dossier, kept, at)
    add_rows(rows)
    add_rows(kept_from)
    know(dossier, parties=rows, kept_from=kept_from, entries=(), **dict.fromkeys(REPLAYED, ()))
    return dossier


def keep_from(dossier: Dossier, kept: Kept, *, at: datetime) -> list[KeptFrom]:
    """Add exclusions to a dossier; those already there stay as they are."""
    rows = _rows_of(dossier, kept, at)
    return KeptFrom.objects.bulk_create(rows, ignore_conflicts=True) if rows else rows


def _rows_of(dossier: Dossier, kept: Kept, at: datetime) -> list[KeptFrom]:
    named = [{"body_id": each} for each in kept.bodies]
    named += [{"account_id": each} for each in kept.accounts]
    return [KeptFrom(dossier=dossier, reason=kept.reason, at=at, **who) for who in named]


def kept_of(dossier: Dossier) -> Kept:
    """Return a dossier's exclusions, to be carried to what it opens."""
    rows = list(rows_of(dossier, "kept_from"))
    return Kept(
        bodies=frozenset(row.body_id for row in rows if row.body_id),
        accounts=frozenset(row.account_id for row in rows if row.account_id),
    )


def link(kind: str, one: Dossier, other: Dossier) -> None:
    """Link two dossiers of one service."""
    Link.objects.get_or_create(kind=kind, one=one, other=other)
