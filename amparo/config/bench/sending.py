"""Concerns on their way: written and not sent, as a member leaves them for a moment; then sent."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from amparo.base.ids import new_id
from amparo.config.bench.browser import Answer
from amparo.desk.writing import DRAFT
from amparo.dossiers.actions.concerns import situation_of
from amparo.dossiers.actions.drafts import keep_draft
from amparo.dossiers.models import Dossier
from amparo.trust.models import Account

Raw = Mapping[str, list[str]]
START = "/concerns/raise/"


@dataclass(frozen=True)
class Stored:
    """What became of one concern that was sent: how many dossiers and first entries there are."""

    concerns: int
    cases: int
    raised: int
    arrived: int
    receivers: int

    @property
    def is_lost(self) -> bool:
        """Tell whether anything is missing of what was acknowledged."""
        return not self.concerns or min(self.cases, self.raised, self.arrived) < self.receivers

    @property
    def is_doubled(self) -> bool:
        """Tell whether anything is there twice."""
        return max(self.concerns, self.cases, self.raised, self.arrived) > self.receivers


@transaction.atomic
def prepare(author: Account, raw: Raw, count: int, *, at: datetime) -> list[UUID]:
    """Keep drafts of concerns that lack nothing but being sent; return their ids."""
    ids = [new_id(at) for _ in range(count)]
    for each in ids:
        keep_draft(f"{DRAFT}{each}", raw, by=author, at=at)
    return ids


def check_page(raising: UUID) -> str:
    """Return the page from which a concern is sent."""
    return f"{START}{raising}/"


def is_acknowledged(answer: Answer) -> bool:
    """Tell whether an answer says that a concern was stored: it leads to the concern's page."""
    return answer.status == 302 and is_concern(answer.leads_to)  # noqa: PLR2004  # a redirect


def is_concern(address: str) -> bool:
    return re.fullmatch(r"/concerns/[0-9a-f-]{36}/", address) is not None


def stored(raisings: Iterable[UUID]) -> Iterator[tuple[UUID, Stored]]:
    """Yield what is in the database of each concern sent under these ids."""
    situations = {situation_of(each): each for each in raisings}
    concern, case = Q(protocol="concern"), Q(protocol="case")
    counted = (
        Dossier.objects.filter(situation__in=situations)
        .values("situation")
        .annotate(
            concerns=Count("pk", filter=concern, distinct=True),
            cases=Count("pk", filter=case, distinct=True),
            raised=Count("entries", filter=Q(entries__step="raise"), distinct=True),
            arrived=Count("entries", filter=Q(entries__step="arrive"), distinct=True),
            receivers=Count("parties__body", filter=Q(parties__key="receiver"), distinct=True),
        )
    )
    names = [each.name for each in fields(Stored)]
    found = {row[0]: Stored(*row[1:]) for row in counted.values_list("situation", *names)}
    nothing = Stored(0, 0, 0, 0, 0)
    yield from ((raising, found.get(each, nothing)) for each, raising in situations.items())
