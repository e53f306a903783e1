"""What a member's phone is told: what is hers, in the order in which the log was numbered.

Reads; writes nothing. What it tells of a place in the log is never the place itself.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Max, Min, Q

from amparo.audit.models import Leaf, Pending, Record
from amparo.base.time import write_moment
from amparo.dossiers.models import Dossier, Entry, PhoneWrap
from amparo.dossiers.rules import SERVICE, Can
from amparo.phone.packs import part_hash_of
from amparo.sealing.frames import seal_feed, write_frame
from amparo.trust.models import Device
from amparo.trust.rules import Reader

if TYPE_CHECKING:
    from django.db.models import QuerySet

CONCERN, RAISE = "concern", "raise"
LOOKED_UP = 500
"""So many new places in the log are looked up one by one; more are joined."""

MOST_OPEN = 10
"""Of so many files a phone keeps what was sealed (`MOST_DOSSIERS` in its journal.ts)."""


@dataclass(frozen=True)
class Reach:
    """What is within a member's reach up to a place in the log: dossiers, each to its position."""

    dossiers: Mapping[UUID, Dossier]
    positions: Mapping[UUID, int]
    upto: int


@dataclass(frozen=True)
class Changes:
    """What is new to a phone."""

    entries: tuple[Entry, ...] = ()
    gone: tuple[str, ...] = ()
    read: tuple[tuple[UUID, datetime], ...] = ()
    listed: tuple[tuple[str, int], ...] | None = None
    people: tuple[str, list[list[str]]] | None = None

    @property
    def count(self) -> int:
        """Return how many things it is told."""
        return len(self.entries) + len(self.gone) + len(self.read) + (self.listed is not None)

    @property
    def is_empty(self) -> bool:
        return not self.count and self.people is None

    def first(self, most: int) -> "Changes":
        """Return the oldest of it; the rest comes when the phone asks again."""
        return replace(self, entries=self.entries[:most])


def last_place() -> int:
    """Return the newest place in the log: all before it are there, and none comes in later."""
    last: int | None = Leaf.objects.aggregate(last=Max("seq"))["last"]
    return -1 if last is None else last


def place_of(entry: Entry) -> int:
    """Return an entry's place in the log, once it has one."""
    return Leaf.objects.values_list("seq", flat=True).get(record=entry.record_id)


def reach_of(reader: Reader, upto: int) -> Reach:
    """Return what a member's phone may hold, as far as the log is numbered up to a place.

    A dossier's later entries, not numbered yet or further on, are as if they were not there.
    """
    rows = Dossier.objects.on_phone_of(reader).prefetch_related("parties")
    dossiers = {dossier.pk: dossier for dossier in rows}
    first = dict(
        _beyond(upto).filter(dossier__in=dossiers).values_list("dossier").annotate(Min("position"))
    )
    positions = {
        pk: min(dossier.last_position, first.get(pk, dossier.last_position + 1) - 1)
        for pk, dossier in dossiers.items()
    }
    return Reach(dossiers, {pk: place for pk, place in positions.items() if place}, upto)


def _beyond(upto: int) -> "QuerySet[Entry]":
    """Return the entries after a place, and those that have none yet."""
    places = Leaf.objects.filter(seq__gt=upto)
    unnumbered = list(Pending.objects.values_list("record", flat=True)[:LOOKED_UP])
    further = list(places.values_list("record", flat=True)[:LOOKED_UP])
    if len(unnumbered) == LOOKED_UP or len(further) == LOOKED_UP:
        later = Q(record__leaf__isnull=True) | Q(record__leaf__seq__gt=upto)
        return Entry.objects.filter(later).order_by()
    return Entry.objects.filter(record__in=[*unnumbered, *further]).order_by()


def entries_between(reach: Reach, since: int) -> tuple[Entry, ...]:
    """Return the entries that were numbered after a place, in that order."""
    if since < 0:
        found = Entry.objects.filter(dossier__in=reach.dossiers)
    elif reach.upto - since <= LOOKED_UP:
        places = Leaf.objects.filter(seq__gt=since, seq__lte=reach.upto)
        numbered = list(places.values_list("record_id", flat=True))
        if not numbered:
            return ()
        found = Entry.objects.filter(record__in=numbered, dossier__in=reach.dossiers)
    else:
        found = Entry.objects.filter(record__leaf__seq__gt=since, dossier__in=reach.dossiers)
    numbered_now = found.filter(record__leaf__seq__lte=reach.upto)
    return tuple(_whole(numbered_now).order_by("record__leaf__seq"))


def opened_since(reach: Reach, since: int) -> tuple[Entry, ...]:
    """Return the entries of dossiers in which something was sealed to a new phone since."""
    if since < 0 or since >= reach.upto:
        return ()
    shared = Record.objects.filter(
        can=Can.SHARE_WITH_PHONE,
        subject__in=list(reach.positions),
        leaf__seq__gt=since,
        leaf__seq__lte=reach.upto,
    )
    return entries_of(reach, {pk for pk in shared.values_list("subject", flat=True) if pk})


def entries_of(reach: Reach, wanted: Collection[UUID]) -> tuple[Entry, ...]:
    """Return all entries of some dossiers, as far as they are within reach."""
    mine = [each for each in wanted if each in reach.positions]
    found = Entry.objects.filter(dossier__in=mine, record__leaf__seq__lte=reach.upto)
    return tuple(_whole(found).order_by("dossier", "position")) if mine else ()


def readings_between(reach: Reach, since: int, but_of: UUID) -> tuple[tuple[UUID, datetime], ...]:
    """Return when an office last opened each dossier that is with one."""
    with_office = [
        pk
        for pk, dossier in reach.dossiers.items()
        if dossier.protocol != CONCERN and any(p.key == SERVICE for p in dossier.parties.all())
    ]
    if not with_office or since >= reach.upto:
        return ()
    opened = Record.objects.filter(
        subject__in=with_office,
        can=Can.READ_DOSSIER,
        leaf__seq__gt=since,
        leaf__seq__lte=reach.upto,
    ).exclude(by=but_of)
    last = opened.values("subject").annotate(last=Max("at")).order_by("subject")
    return tuple((row["subject"], row["last"]) for row in last if row["subject"])


def feed_box(device: Device, reach: Reach, changes: Changes, at: datetime) -> bytes:
    """Return what a phone is told, sealed to this member on it alone."""
    told = [reach.dossiers[pk] for pk in dict.fromkeys(e.dossier_id for e in changes.entries)]
    places = {dossier.pk: place for place, dossier in enumerate(told)}
    boxes = _boxes(device, changes.entries)
    ids = b"".join(each.pk.bytes for each in (*told, *changes.entries))
    blobs: list[bytes] = [ids] if ids else []
    entries = [
        _entry(each, places[each.dossier_id], boxes, blobs, is_stub=_is_stub(reach, each))
        for each in changes.entries
    ]
    unconfirmed = [str(each.pk) for each in changes.entries if _is_unconfirmed(each, device)]
    packs = sorted({dossier.pack_id for dossier in told})
    said: dict[str, object] = {
        "dossiers": [_dossier(each) for each in told],
        "entries": entries,
        "gone": list(changes.gone),
        "read": [[str(pk), write_moment(moment)] for pk, moment in changes.read],
        "unconfirmed": unconfirmed,
        "packs": [[pack, part_hash_of(pack)] for pack in packs],
        "at": write_moment(at),
    }
    frame = {name: value for name, value in said.items() if value}
    if changes.listed is not None:
        frame["list"] = [list(row) for row in changes.listed]
    if changes.people:
        frame["people"] = {"hash": changes.people[0], "others": changes.people[1]}
    return seal_feed(write_frame(frame, blobs), bytes(device.public_key))


def _whole(entries: "QuerySet[Entry]") -> "QuerySet[Entry]":
    return entries.select_related("sent").prefetch_related("parts")


def _is_stub(reach: Reach, entry: Entry) -> bool:
    return reach.dossiers[entry.dossier_id].protocol == CONCERN


def _is_unconfirmed(entry: Entry, device: Device) -> bool:
    sent = getattr(entry, "sent", None)
    return bool(sent and sent.is_to_confirm and entry.author_id == device.account_id)


def _dossier(dossier: Dossier) -> dict[str, object]:
    office = next((p for p in dossier.parties.all() if p.key in {SERVICE, "receiver"}), None)
    said: dict[str, object] = {
        "protocol": dossier.protocol,
        "pack": dossier.pack_id,
        "area": dossier.area_id or "",
        "word": dossier.code_word,
        "opened": dossier.opened_at.date().isoformat(),
        "office": str(office.body_id) if office and office.body_id else "",
        "for": str(office.for_body_id) if office and office.for_body_id else "",
        "situation": str(dossier.situation) if dossier.protocol == CONCERN else "",
        "stub": dossier.protocol == CONCERN,
    }
    return {name: value for name, value in said.items() if value}


def _entry(
    entry: Entry,
    place: int,
    boxes: Mapping[int, bytes],
    blobs: list[bytes],
    *,
    is_stub: bool,
) -> list[Any]:
    """Return one entry; of what she raised herself the phone gets nothing back but that it is."""
    hides = is_stub and entry.step == RAISE
    parts = [] if hides else [part for part in entry.parts.all() if part.pk in boxes]
    for part in parts:
        blobs += [bytes(part.ciphertext), boxes[part.pk]]
    return [
        place,
        entry.position,
        entry.step,
        entry.by,
        write_moment(entry.at),
        {} if hides else entry.coded,
        str(entry.author_id or "") if parts else "",
        [part.part_class for part in parts],
    ]


def _boxes(device: Device, entries: Collection[Entry]) -> dict[int, bytes]:
    """Return the keys of what a phone keeps open: the newest files' words, by their parts.

    The rest it would throw away unread; should it be hers to read again, an office shares it anew.
    """
    parts = {part.pk: entry for entry in entries for part in entry.parts.all()}
    held = list(PhoneWrap.objects.filter(device=device, part__in=parts)) if parts else []
    newest: dict[UUID, datetime] = {}
    for wrap in held:
        entry = parts[wrap.part_id]
        newest[entry.dossier_id] = max(entry.at, newest.get(entry.dossier_id, entry.at))
    kept = set(sorted(newest, key=lambda each: (newest[each], each))[-MOST_OPEN:])
    return {
        wrap.part_id: bytes(wrap.box) for wrap in held if parts[wrap.part_id].dossier_id in kept
    }
