"""Alerts as pages show them: who opened what, when, and why; one row a person and kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from amparo.desk.wording import Said, in_words
from amparo.dossiers.actions.alerting import DANGER, EMERGENCY, REASON
from amparo.dossiers.actions.readings import OpenedEntry
from amparo.dossiers.models import Alert, AlertQuerySet, Entry
from amparo.dossiers.rules import from_json
from amparo.forms.values import Values
from amparo.system.packs import pack_by_hash


@dataclass(frozen=True)
class Opened:
    """One file that was opened. `said` is why, in words, as far as the reader may know it."""

    number: str
    at: datetime
    said: tuple[Said, ...]
    had_danger: bool
    was_emergency: bool


@dataclass(frozen=True)
class Alerted:
    """What one person did that is told of. `id` is the newest alert, which stands for all."""

    id: UUID
    who: str
    office: str
    is_canary: bool
    is_kin: bool
    at: datetime
    files: tuple[Opened, ...]


def alerted(alerts: AlertQuerySet, opened: Iterable[OpenedEntry] = ()) -> list[Alerted]:
    """Return alerts as rows, made-up files first; `opened` brings the words that were opened."""
    words = {each.entry.id: each.answers for each in opened}
    groups: dict[tuple[str, UUID, UUID], list[Alert]] = {}
    for alert in alerts.select_related("dossier", "account", "body", "entry").order_by("-at"):
        groups.setdefault((alert.kind, alert.account_id, alert.told_id), []).append(alert)
    rows = [_row(group, words) for group in groups.values()]
    return sorted(rows, key=lambda row: not row.is_canary)


def together_with(alert: Alert, alerts: AlertQuerySet) -> AlertQuerySet:
    """Keep the alerts that stand in one row with this one."""
    return alerts.filter(kind=alert.kind, account=alert.account_id, told=alert.told_id)


def _row(group: list[Alert], words: dict[UUID, Values]) -> Alerted:
    first = group[0]
    return Alerted(
        id=first.pk,
        who=first.account.display_name,
        office=first.body.name,
        is_canary=first.kind == Alert.CANARY,
        is_kin=first.kind == Alert.KIN,
        at=first.at,
        files=tuple(_file(alert, words) for alert in group),
    )


def _file(alert: Alert, words: dict[UUID, Values]) -> Opened:
    return Opened(
        number=alert.dossier.number,
        at=alert.at,
        said=_said(alert, alert.entry, words) if alert.entry else (),
        had_danger=alert.why == DANGER,
        was_emergency=alert.why == EMERGENCY,
    )


def _said(alert: Alert, entry: Entry, words: dict[UUID, Values]) -> tuple[Said, ...]:
    pack = pack_by_hash(alert.dossier.pack_id)
    form = pack.forms[pack.protocols[alert.dossier.protocol].steps[REASON].form]
    return in_words(form, {**from_json(entry.coded), **words.get(entry.pk, {})})
