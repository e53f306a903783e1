"""Whether what is stored of many dossiers is what their journals give: asked many at a time.

It only reads. What it can't be sure of it says differs; `rebuild` then takes the dossier's lock,
looks again, and mends. So nothing is decided here, and what is as it should be is not written anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model

from amparo.dossiers.actions.projections import DUTY_FACTS, facts_of, in_hands_of
from amparo.dossiers.models import (
    Access,
    Canary,
    Dossier,
    Duty,
    Entry,
    Escalation,
    IdentityRequest,
    KeptFrom,
    Party,
)
from amparo.dossiers.rules import from_json
from amparo.protocols.replay import Happened, Standing, replay
from amparo.system.packs import pack_by_hash

Told = tuple[UUID, str, UUID, str, UUID]
DUTY = ("clock", "instance", "body", *DUTY_FACTS)
TOLD = ("entry", "clock", "instance", "level", "body")


@dataclass
class _Stored:
    """What lies in the tables of one dossier."""

    entries: list[Happened] = field(default_factory=list)
    assigned: tuple[str, ...] = ()
    told_of: set[Told] = field(default_factory=set)
    bodies: dict[str, UUID] = field(default_factory=dict)
    kept: set[str] = field(default_factory=set)
    duties: set[tuple[object, ...]] = field(default_factory=set)
    told: set[Told] = field(default_factory=set)
    is_special: bool = False


def may_differ(dossiers: Sequence[Dossier]) -> Iterator[Dossier]:
    """Yield those dossiers of which what is stored may not be what replaying gives."""
    stored = _stored([dossier.pk for dossier in dossiers])
    canaries = set(Canary.objects.values_list("situation", flat=True))
    for dossier in dossiers:
        here = stored[dossier.pk]
        is_special = here.is_special or dossier.situation in canaries or not here.entries
        if is_special or not _is_as_replayed(dossier, here):
            yield dossier


def _is_as_replayed(dossier: Dossier, here: _Stored) -> bool:
    pack = pack_by_hash(dossier.pack_id)
    protocol, last = pack.protocols[dossier.protocol], here.entries[-1]
    if any(
        protocol.steps[each.step].reads_for for each in here.entries if each.step in protocol.steps
    ):
        return False
    standing = replay(protocol, here.entries, last.at, pack.calendar)
    due = min((duty.due for duty in standing.duties), default=None)
    worker, deputy = in_hands_of(here.assigned, here.kept)
    projected = (standing.state, due, last.position, worker, deputy)
    return (
        projected
        == (
            dossier.state,
            dossier.next_due,
            dossier.last_position,
            dossier.assigned_to_id,
            dossier.deputy_id,
        )
        and here.duties == set(_duties(standing, here))
        and here.told == here.told_of
    )


def _duties(standing: Standing, here: _Stored) -> Iterator[tuple[object, ...]]:
    told = {(clock, str(instance), level) for _, clock, instance, level, _ in here.told_of}
    for duty in (*standing.duties, *standing.met):
        if duty.owed_by in here.bodies:
            place = (duty.clock, UUID(duty.instance), here.bodies[duty.owed_by])
            yield (*place, *facts_of(duty, told))


def _stored(ids: Sequence[UUID]) -> dict[UUID, _Stored]:
    found: dict[UUID, _Stored] = defaultdict(_Stored)
    _read_entries(ids, found)
    for pk, key, body in _rows(Party, ids, "key", "body"):
        if body:
            found[pk].bodies[key] = body
    for pk, account in _rows(KeptFrom, ids, "account"):
        found[pk].kept.add(str(account))
    for pk, *duty in _rows(Duty, ids, *DUTY):
        found[pk].duties.add(tuple(duty))
    for pk, *told in _rows(Escalation, ids, *TOLD):
        found[pk].told.add(tuple(told))
    for kept in (Access, IdentityRequest):
        for pk, _ in _rows(kept, ids, "entry"):
            found[pk].is_special = True
    return found


def _read_entries(ids: Sequence[UUID], found: dict[UUID, _Stored]) -> None:
    """Read journals in their order; what keeps more than duties is for `rebuild` to look at."""
    columns = ("id", "step", "at", "position", "coded", "by", "stamped", "addressed", "erased_hash")
    rows = Entry.objects.filter(dossier__in=ids).order_by("position")
    for pk, *said in rows.values_list("dossier", *columns):
        entry, step, at, position, coded, by, stamped, addressed, erased = said
        here = found[pk]
        here.entries.append(Happened(entry, step, at, position, from_json(coded), by, stamped))
        here.is_special |= erased is not None or "identity_state" in coded
        if step == "assign":
            here.assigned = tuple(addressed)
        if step == "escalate":
            told = (
                entry,
                coded["clock"],
                UUID(coded["instance"]),
                coded["level"],
                UUID(addressed[0]),
            )
            here.told_of.add(told)


def _rows(model: type[Model], ids: Sequence[UUID], *columns: str) -> Iterable[tuple[Any, ...]]:
    rows = model._default_manager.filter(dossier__in=ids)  # noqa: SLF001
    return rows.values_list("dossier", *columns)
