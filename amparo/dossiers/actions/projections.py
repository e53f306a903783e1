"""What replaying gives, kept in tables so that lists are quick; rebuilt identically at any time."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from amparo.audit.actions import record
from amparo.dossiers.actions.known import REPLAYED, forget
from amparo.dossiers.actions.opened import (
    keep_accesses,
    keep_identity_requests,
    kept_of_entries,
)
from amparo.dossiers.models import (
    Access,
    Canary,
    Dossier,
    Duty,
    Entry,
    Escalation,
    IdentityRequest,
)
from amparo.dossiers.rules import SERVICE, Can, from_json
from amparo.protocols.pack import Pack
from amparo.protocols.replay import Duty as Owed
from amparo.protocols.replay import Happened, Standing, replay
from amparo.rows.asked import asked
from amparo.rows.written import add_rows
from amparo.system.packs import pack_by_hash

ESCALATE = "escalate"
"""The step by which the passing time tells a level that a clock was missed."""

LevelTold = tuple[str, str, str]
"""A clock, its instance and the level that was told."""


def standing_of(dossier: Dossier, at: datetime) -> Standing:
    """Replay a dossier's journal under the pack it follows."""
    return _replay(pack_by_hash(dossier.pack_id), dossier, list(dossier.entries.all()), at)


def project(dossier: Dossier) -> Standing:
    """Rebuild what is projected from a dossier's journal. The caller holds the dossier's lock."""
    pack = pack_by_hash(dossier.pack_id)
    entries = list(dossier.entries.all())
    last = entries[-1]
    standing = _replay(pack, dossier, entries, last.at)
    if any(entry.erased_hash for entry in entries):
        return _project_erased(dossier, standing)
    is_made_up = bool(_made_up(dossier.situation))
    if not is_made_up:
        _keep_duties(dossier, entries, standing)
    _keep_escalations(dossier, entries)
    keep_accesses(pack, dossier, entries, standing)
    keep_identity_requests(dossier, entries, standing)
    dossier.state = standing.state
    due = () if is_made_up else (duty.due for duty in standing.duties)
    dossier.next_due = min(due, default=None)
    dossier.last_position = last.position
    dossier.assigned_to_id, dossier.deputy_id = assigned(dossier, entries)
    _keep_row(dossier)
    forget(dossier, *REPLAYED)
    return standing


@asked
def _made_up(situation: UUID) -> QuerySet[Canary, UUID]:
    return Canary.objects.filter(situation=situation).values_list("pk", flat=True)


def _keep_row(dossier: Dossier) -> None:
    """Keep where a dossier stands; one that begins gets its row now, and no second statement."""
    if dossier._state.adding:  # noqa: SLF001  # whether its row is there yet
        add_rows([dossier])
    else:
        dossier.save(update_fields=PROJECTED)


def _project_erased(dossier: Dossier, standing: Standing) -> Standing:
    """Leave a dossier whose answers the law has erased where it stood: nothing is owed in it."""
    for projection in (Duty, Escalation, Access, IdentityRequest):
        projection.objects.filter(dossier=dossier).delete()
    dossier.next_due, dossier.assigned_to, dossier.deputy = None, None, None
    dossier.save(update_fields=PROJECTED)
    return standing


PROJECTED = ("state", "next_due", "last_position", "assigned_to", "deputy")


@transaction.atomic
def rebuild(dossier: Dossier, *, by: UUID | None, at: datetime) -> bool:
    """Project one dossier anew; return whether anything differed from what was stored."""
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    before = snapshot(locked)
    Duty.objects.filter(dossier=locked).delete()
    Escalation.objects.filter(dossier=locked).delete()
    Access.objects.filter(dossier=locked).delete()
    IdentityRequest.objects.filter(dossier=locked).delete()
    project(locked)
    differs = snapshot(locked) != before
    if differs:
        record(Can.REPLAY, locked.pk, by=by, at=at)
    return differs


def snapshot(dossier: Dossier) -> tuple[object, ...]:
    """Return all that is projected of a dossier, comparable."""
    duties = dossier.duties.order_by("clock", "instance").values_list(
        "clock", "instance", "body", *DUTY_FACTS
    )
    told = dossier.escalations.order_by("entry").values_list("entry", "clock", "level", "body")
    fields = tuple(getattr(dossier, f"{name}_id", getattr(dossier, name)) for name in PROJECTED)
    return (fields, tuple(duties), tuple(told), *kept_of_entries(dossier))


def assigned(dossier: Dossier, entries: Iterable[Entry]) -> tuple[UUID | None, UUID | None]:
    """Return the newest worker and deputy, unless they must not know any more."""
    kept = {str(row.account_id) for row in dossier.kept_from.all() if row.account_id}
    named = [entry.addressed for entry in entries if entry.step == "assign"]
    return in_hands_of(named[-1] if named else (), kept)


def in_hands_of(named: Iterable[str], kept: Collection[str]) -> tuple[UUID | None, UUID | None]:
    """Return the worker and the deputy that were named, but for who must not know."""
    allowed = [None if each in kept else UUID(each) for each in named]
    worker, deputy = (*allowed, None, None)[:2]
    return worker, deputy


def _replay(pack: Pack, dossier: Dossier, entries: list[Entry], at: datetime) -> Standing:
    protocol = pack.protocols[dossier.protocol]
    return replay(protocol, [happened(entry) for entry in entries], at, pack.calendar)


def happened(entry: Entry) -> Happened:
    """Return an entry as the protocol engine sees it: its coded part only."""
    return Happened(
        id=entry.id,
        step=entry.step,
        at=entry.at,
        position=entry.position,
        coded=from_json(entry.coded),
        by=entry.by,
        stamped=entry.stamped,
    )


def _keep_duties(dossier: Dossier, entries: Iterable[Entry], standing: Standing) -> None:
    offices = {party.key: party.body_id for party in dossier.parties.all() if party.body_id}
    # What a person owes is followed by the office that asked them.
    bodies = {party.key: party.body_id or offices.get(SERVICE) for party in dossier.parties.all()}
    told = {_level_told(entry) for entry in entries if entry.step == ESCALATE}
    wanted = {
        (duty.clock, UUID(duty.instance)): _duty_row(dossier, duty, body, told)
        for duty in (*standing.duties, *standing.met)
        if (body := bodies.get(duty.owed_by))
    }
    kept = {(row.clock, row.instance): row for row in dossier.duties.all()}
    gone = [row.pk for key, row in kept.items() if key not in wanted]
    if gone:
        Duty.objects.filter(pk__in=gone).delete()
    add_rows([row for key, row in wanted.items() if key not in kept])
    for key, row in wanted.items():
        if key in kept and _facts(row) != _facts(kept[key]):
            row.pk = kept[key].pk
            row.save()


def _duty_row(dossier: Dossier, duty: Owed, body: UUID, told: Collection[LevelTold]) -> Duty:
    facts = dict(zip(DUTY_FACTS, facts_of(duty, told), strict=True))
    return Duty(
        dossier=dossier, body_id=body, clock=duty.clock, instance=UUID(duty.instance), **facts
    )


def facts_of(duty: Owed, told: Collection[LevelTold]) -> tuple[object, ...]:
    """Return what is stored of a duty, in the order of `DUTY_FACTS`."""
    owed = tuple(getattr(duty, name) for name in _OWED_FACTS)
    return (*owed, _next_told(duty, told))


def _next_told(duty: Owed, told: Collection[LevelTold]) -> datetime | None:
    """Return when the next level is to know, if it is not done by then."""
    if duty.done_at is not None:
        return None
    ahead = (
        level.at for level in duty.escalations if (duty.clock, duty.instance, level.to) not in told
    )
    return min(ahead, default=None)


def _level_told(entry: Entry) -> LevelTold:
    return entry.coded["clock"], entry.coded["instance"], entry.coded["level"]


_OWED_FACTS = ("owed_by", "owed_to", "since", "due", "done_at", "held_until")
DUTY_FACTS = (*_OWED_FACTS, "tell_at")


def _facts(row: Duty) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in (*DUTY_FACTS, "body_id"))


def _keep_escalations(dossier: Dossier, entries: Iterable[Entry]) -> None:
    known = {row.entry_id for row in dossier.escalations.all()}
    for entry in entries:
        if entry.step == ESCALATE and entry.id not in known:
            Escalation.objects.create(
                entry=entry,
                dossier=dossier,
                clock=entry.coded["clock"],
                instance=UUID(entry.coded["instance"]),
                level=entry.coded["level"],
                body_id=UUID(entry.addressed[0]),
            )
