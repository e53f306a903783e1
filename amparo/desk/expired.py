"""What reached the end of its time, as a supervisor sees it: by number and rule, nothing opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from amparo.desk.hats import Hat
from amparo.desk.supervised import cases_of
from amparo.desk.wording import say
from amparo.dossiers.actions.erasing import Due, due_in, keeper_of_name
from amparo.dossiers.reach import DossierQuerySet
from amparo.protocols.pack import ALLEGED, REVIEW
from amparo.protocols.protocol import Limit
from amparo.protocols.retention import TO_CUSTODIAN
from amparo.system.models import Body
from amparo.system.packs import current_pack, pack_by_hash

FEWEST_DAYS = {"hours": 0, "working_days": 1, "calendar_days": 1, "months": 28, "years": 365}


@dataclass(frozen=True)
class Expired:
    """One case and the rule it reached.

    `what` says what erasing would take away; `keeper`, which office's custodians hold a name.
    """

    dossier: UUID
    number: str
    says: str
    what: str
    source: str
    is_proposed: bool
    since: datetime
    due: datetime
    is_decided: bool
    goes_to_custodian: bool
    keeper: str = ""


def waiting_in(supervised: DossierQuerySet, hat: Hat, at: datetime) -> list[Due]:
    """Return what a supervisor decides on, or has decided and is not erased yet."""
    old = cases_of(supervised, hat).filter(opened_at__lte=at - _shortest())
    with_rows = old.prefetch_related("erasures")
    return [due for due in due_in(with_rows, at) if due.reached.rule.then == REVIEW]


def expired(found: Iterable[Due]) -> list[Expired]:
    """Return what reached its date as rows, the longest past first."""
    return sorted((_row(each) for each in found), key=lambda row: (row.due, row.number))


def _row(each: Due) -> Expired:
    rule = each.reached.rule
    pack = pack_by_hash(each.dossier.pack_id)
    return Expired(
        dossier=each.dossier.pk,
        number=each.dossier.number,
        says=say(f"keep.{rule.key}", pack),
        what=rule.what,
        source=rule.source,
        is_proposed=rule.label == "P",
        since=each.reached.since,
        due=each.reached.due,
        is_decided=bool(each.reached.decided),
        goes_to_custodian=each.reached.takes == TO_CUSTODIAN,
        keeper=_keeper_of(each) if rule.what == ALLEGED else "",
    )


def _keeper_of(each: Due) -> str:
    keeper = Body.objects.filter(custodians=keeper_of_name(each.dossier)).first()
    return keeper.name if keeper else ""


def _shortest() -> timedelta:
    """Return a time that no rule is shorter than: what is younger need not be looked at."""
    rules = current_pack().retention.values()
    return min((_fewest(rule.after) for rule in rules), default=timedelta(0))


def _fewest(limit: Limit) -> timedelta:
    return timedelta(days=FEWEST_DAYS[limit.unit] * limit.count)
