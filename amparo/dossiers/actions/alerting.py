"""Tell at once of openings that somebody should look at, and write down that it was looked at.

An alert stands in the transaction of the record of the reading itself: nothing opens without it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from django.db import transaction

from amparo.audit.actions import record
from amparo.audit.models import Record, RecordQuerySet
from amparo.base.ids import derived_id
from amparo.dossiers.actions.earlier import sought
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.reviewers import is_supervisor, looked_at_by
from amparo.dossiers.models import Access, Alert, Canary, Dossier, Duty, Entry, Look
from amparo.dossiers.problems import ReasonNeeded
from amparo.dossiers.rules import NOBODY, SERVICE, Author, Can, Letter
from amparo.forms.values import Values
from amparo.system import directory
from amparo.system.packs import current_pack, local, pack_by_hash
from amparo.trust.models import Account

OPENINGS = "openings_a_day"
"""The pack's ceiling: how many files a person opens in a day before somebody asks why."""

REASON = "opening_reason"
"""The step that says why another file was opened that day."""

DANGER, EMERGENCY = "danger", "emergency"
"""Why nobody was asked: there is danger without an answer, or a reason was given just before."""

FOUND = ("ok", "spoken", "passed_on")
"""What may come of looking at an alert."""


@dataclass(frozen=True)
class Watched:
    """An opening that is told of: why, and the entry that says more."""

    kind: str
    why: str = ""
    entry: Entry | None = None


def watch(dossier: Dossier, *, by: Author, at: datetime) -> tuple[Watched, ...]:
    """Return what is to be told of an opening that is about to happen.

    Raises:
        ReasonNeeded: it is one more than a person opens in a day, and nobody has said why.
    """
    if by.party != SERVICE or by.account is None or by.body is None:
        return ()
    if made_up := watch_canary(dossier):
        return made_up
    return (*_watch_many(dossier, by.account, at), *watch_kin(dossier, by=by))


def _watch_many(dossier: Dossier, account: UUID, at: datetime) -> tuple[Watched, ...]:
    if not _is_beyond(dossier, account, at):
        return ()
    if _has_danger(dossier):
        return (Watched(Alert.MANY, DANGER),)
    if Access.objects.filter(dossier=dossier, account=account).in_force(at).exists():
        return (Watched(Alert.MANY, EMERGENCY),)
    reasons = dossier.entries.filter(step=REASON, author=account, at__gte=_midnight(at))
    said = reasons.order_by("-position").first()
    if said is None:
        raise ReasonNeeded(dossier.pk)
    return (Watched(Alert.MANY, str(said.coded.get("opening_why", "")), said),)


def refuse_beyond(dossier: Dossier, *, by: Author, at: datetime) -> None:
    """Count once more inside the transaction of a reading that nobody was asked about.

    Of several that are opened at the same moment each saw the others not yet there: they wait for
    each other here, and the one too many is taken back.

    Raises:
        ReasonNeeded: it is one more than a person opens in a day.
    """
    ceiling = current_pack().ceilings.get(OPENINGS)
    if by.party != SERVICE or by.account is None or ceiling is None:
        return
    Account.objects.select_for_update(no_key=True).get(pk=by.account)
    readings = _readings(by.account, at)
    is_again = readings.filter(subject=dossier.pk).count() > 1
    if not is_again and readings.values("subject").distinct().count() > ceiling.most:
        raise ReasonNeeded(dossier.pk)


def watch_canary(dossier: Dossier) -> tuple[Watched, ...]:
    """Return what is told of a made-up file, however it is opened; of every other nothing."""
    is_made_up = Canary.objects.filter(situation=dossier.situation).exists()
    return (Watched(Alert.CANARY),) if is_made_up else ()


def watch_kin(dossier: Dossier, *, by: Author) -> tuple[Watched, ...]:
    """Return what is told where the child bears two words of the reader's name; once a person.

    The office's blind index is asked, which nobody has to open a word for. It may be chance.
    """
    if by.account is None or by.body is None:
        return ()
    name = Account.objects.values_list("display_name", flat=True).get(pk=by.account)
    shared = dossier.name_indexes.filter(body=by.body, value__in=sought(by.body, (), name))
    told = Alert.objects.filter(dossier=dossier, kind=Alert.KIN, account=by.account)
    return (Watched(Alert.KIN),) if shared.exists() and not told.exists() else ()


def needs_reason(dossier: Dossier, *, by: Author, at: datetime) -> bool:
    """Tell whether somebody is asked for a reason before a file opens."""
    try:
        watch(dossier, by=by, at=at)
    except ReasonNeeded:
        return True
    return False


def tell_at_once(dossier: Dossier, watched: Iterable[Watched], *, by: Author, at: datetime) -> None:
    """Write alerts down, in the transaction of what they tell of; the same file once a day."""
    day = local(at).date().isoformat()
    rows = [
        Alert(
            id=derived_id(dossier.pk, "alert", each.kind, str(by.account), str(told), day),
            kind=each.kind,
            dossier=dossier,
            account_id=by.account or NOBODY,
            body_id=by.body or NOBODY,
            told_id=told,
            why=each.why,
            entry=each.entry,
            at=at,
        )
        for each in watched
        for told in _told(dossier, each.kind, by, at)
    ]
    Alert.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def say_why(dossier: Dossier, values: Values, *, entry_id: UUID, by: Author, at: datetime) -> Entry:
    """Write down why somebody opens one more file today; whoever looks at it can read the words."""
    told = next(iter(_told(dossier, Alert.MANY, by, at)))
    letter = Letter(entry_id, REASON, values, said_at=at, addressed=(told,))
    return append_entry(dossier, letter, by=by, at=at)


@transaction.atomic
def look_at_alerts(alerts: Iterable[Alert], found: str, *, by: UUID, at: datetime) -> None:
    """Write down that somebody looked at alerts, and what came of it; twice is once."""
    for alert in alerts:
        _look, is_new = Look.objects.get_or_create(
            alert=alert, defaults={"found": found, "by_id": by, "at": at}
        )
        if is_new:
            detail = {"alert": str(alert.pk), "found": found}
            record(Can.LOOK_AT_ALERT, alert.dossier_id, by=by, at=at, detail=detail)


def opened_today(account: UUID, at: datetime) -> int:
    """Return how many files somebody has opened today."""
    return _readings(account, at).values("subject").distinct().count()


def _is_beyond(dossier: Dossier, account: UUID, at: datetime) -> bool:
    ceiling = current_pack().ceilings.get(OPENINGS)
    readings = _readings(account, at)
    if ceiling is None or readings.filter(subject=dossier.pk).exists():
        return False
    return readings.values("subject").distinct().count() >= ceiling.most


def _readings(account: UUID, at: datetime) -> RecordQuerySet:
    return Record.objects.filter(can=Can.READ_DOSSIER, by=account, at__gte=_midnight(at))


def _midnight(at: datetime) -> datetime:
    here = local(at)
    return datetime.combine(here.date(), time.min, tzinfo=here.tzinfo)


def _has_danger(dossier: Dossier) -> bool:
    """Tell whether danger was said and no person has answered it yet."""
    clocks = pack_by_hash(dossier.pack_id).protocols[dossier.protocol].clocks
    waiting = Duty.objects.open().filter(dossier=dossier).values_list("clock", flat=True)
    return any(clocks[each].worry == DANGER for each in waiting if each in clocks)


def _told(dossier: Dossier, kind: str, by: Author, at: datetime) -> tuple[UUID, ...]:
    """Return the bodies that are told: the supervisor, or who oversees her; of a canary both."""
    if by.account is None or by.body is None:
        return ()
    first = looked_at_by(dossier, by.body, by.account, at) or by.body
    if kind != Alert.CANARY:
        return (first,)
    above = directory.oversight_body_for(by.body)
    own = () if is_supervisor(by.body, by.account, at) else (by.body,)
    return tuple(dict.fromkeys((*own, *((above,) if above else ())))) or (by.body,)
