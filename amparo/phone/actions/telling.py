"""Tell a phone what is new to it, and remember what it was told.

The phone has it once it comes back with the new ordinal; until then it is told again. Where nothing
is new, nothing is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.dossiers.models import Entry
from amparo.phone.feeding import (
    LOOKED_UP,
    Changes,
    Reach,
    entries_between,
    entries_of,
    feed_box,
    last_place,
    opened_since,
    place_of,
    reach_of,
    readings_between,
)
from amparo.phone.models import Told
from amparo.phone.places import people_of
from amparo.phone.rules import MARKS_KEPT, Answer, Asked, Can, Mark, footprint_of, mark_of
from amparo.system.care import group_of
from amparo.system.readers import reader_for
from amparo.trust.models import Device

LATER = "later"
"""What a phone says of its people while it can't open what it was told of them."""

MOST_ENTRIES = 1000
"""So many entries are told at once; a phone that has more coming asks again."""


@dataclass(frozen=True)
class _Telling:
    """One phone, what it asks, and where it is by what it was told; None where that can't be."""

    device: Device
    asked: Asked
    told: Told
    mark: Mark | None
    at: datetime

    def reach(self, upto: int) -> Reach:
        return reach_of(reader_for(self.device.account, self.at), upto)


@transaction.atomic
def tell(device: Device, asked: Asked, *, by: UUID, at: datetime) -> Answer:
    """Return what is new to a phone, sealed to its member."""
    told = Told.objects.filter(pk=device.pk).first() or Told(device=device)
    telling = _Telling(device, asked, told, mark_of(told.marks, asked), at)
    reach = telling.reach(last_place())
    changes = _changes(telling, reach)
    if telling.mark and changes.is_empty:
        return Answer(mark=_moved_on(telling, telling.mark, reach))
    more = len(changes.entries) > MOST_ENTRIES and telling.mark is not None
    if more:
        changes = changes.first(MOST_ENTRIES)
        reach = telling.reach(place_of(changes.entries[-1]))
    new = _remember(telling, reach, changes)
    record(Can.TELL_PHONE, device.id, by=by, at=at, detail={"told": str(changes.count)})
    return Answer(mark=new, feed=feed_box(device, reach, changes, at), more=more)


def _changes(telling: _Telling, reach: Reach) -> Changes:
    wanted = entries_of(reach, telling.asked.want)
    people = _people(telling)
    own, mark = telling.device.account_id, telling.mark
    if mark is None:
        listed = tuple(sorted((str(pk), place) for pk, place in reach.positions.items()))
        return Changes(wanted, read=readings_between(reach, -1, own), listed=listed, people=people)
    return Changes(
        entries=_once((*wanted, *opened_since(reach, mark.seq), *entries_between(reach, mark.seq))),
        gone=tuple(sorted(_gone(telling.told, reach, mark))),
        read=readings_between(reach, mark.seq, own),
        people=people,
    )


def _once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.pk: entry for entry in entries}.values())


def _people(telling: _Telling) -> tuple[str, list[list[str]]] | None:
    group = group_of(telling.device.account_id)
    if group is None or telling.asked.people == LATER:
        return None
    people = people_of(telling.device.account_id, group, telling.at)
    return None if people[0] == telling.asked.people else people


def _gone(told: Told, reach: Reach, mark: Mark) -> set[str]:
    """Return what the phone may still hold and is out of its reach."""
    here = {str(pk) for pk in reach.positions}
    left = {pk: gone_at for pk, gone_at in told.held.items() if pk not in here}
    return {pk for pk, gone_at in left.items() if gone_at == 0 or gone_at > mark.ordinal}


def _moved_on(telling: _Telling, mark: Mark, reach: Reach) -> Mark:
    """Keep a phone that is told nothing for long from looking through the whole log each time."""
    if reach.upto - mark.seq > LOOKED_UP and mark.ordinal:
        rows = [
            [ordinal, max(seq, reach.upto) if ordinal == mark.ordinal else seq, footprint]
            for ordinal, seq, footprint in telling.told.marks
        ]
        telling.told.marks = rows
        telling.told.save(update_fields=["marks"])
    return mark


def _remember(telling: _Telling, reach: Reach, changes: Changes) -> Mark:
    told, mark = telling.told, telling.mark
    last = max((int(row[0]) for row in told.marks), default=0)
    ordinal = max(last, telling.asked.cursor) + max(changes.count, 1)
    here = {str(pk) for pk in reach.positions}
    left = {
        pk: gone_at or ordinal
        for pk, gone_at in told.held.items()
        if pk not in here and not (mark and 0 < gone_at <= mark.ordinal)
    }
    new = Mark(ordinal, reach.upto, footprint_of(reach.positions))
    told.marks = [*told.marks, [new.ordinal, new.seq, new.footprint]][-MARKS_KEPT:]
    told.held = {**dict.fromkeys(sorted(here), 0), **left}
    told.save()
    return new
