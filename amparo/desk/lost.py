"""Drafts that nobody opens any more, since their author was given a new key: said, not hidden."""

from dataclasses import dataclass
from datetime import datetime

from amparo.audit.models import Record
from amparo.dossiers.actions.drafts import lost_drafts
from amparo.trust.models import Account
from amparo.trust.rules import Can


@dataclass(frozen=True)
class Lost:
    """A draft that does not open. `since`: when its author was given another key, if one was."""

    page: str
    changed_at: datetime
    since: datetime | None


def lost_of(account: Account, private: bytes) -> tuple[Lost, ...]:
    """Return all of somebody's drafts that do not open, the newest first."""
    drafts = lost_drafts(private, by=account)
    return tuple(_lost(account, draft.page, draft.changed_at) for draft in drafts)


def lost_on(page: str, account: Account, private: bytes) -> Lost | None:
    """Return the draft of one page where it does not open."""
    drafts = lost_drafts(private, by=account, page=page)
    return _lost(account, page, drafts[0].changed_at) if drafts else None


def _lost(account: Account, page: str, changed_at: datetime) -> Lost:
    given = Record.objects.filter(subject=account.id, can=Can.RENEW_ACCOUNT, at__gte=changed_at)
    return Lost(page, changed_at, given.order_by("at").values_list("at", flat=True).first())
