"""The scheduler of the demo's past: tells missed clocks at the moments when they were missed."""

from datetime import datetime, timedelta
from heapq import heappop, heappush
from uuid import UUID

from amparo.audit.actions import number
from amparo.dossiers.actions.escalations import escalate_missed
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.models import Dossier, Duty
from amparo.dossiers.rules import WORKED_ON
from amparo.trust.log import sign_log

EVERY = timedelta(minutes=5)
"""How often a scheduler would have run `amparo tick`."""

SIGNED_EVERY = timedelta(days=1)
"""Seldom enough to be quick; from now on it is once an hour."""


class Scheduler:
    """Knows when a clock reaches its next level, and runs then and at no other moment."""

    def __init__(self, begun: datetime) -> None:
        self.told = 0
        self._ahead: list[tuple[datetime, UUID]] = []
        self._known: set[tuple[datetime, UUID]] = set()
        self._signed = begun

    def watch(self, situation: UUID, at: datetime) -> None:
        """Look at what became of a concern's cases: when are their clocks told, if not met?"""
        for case in Dossier.objects.filter(situation=situation, protocol__in=WORKED_ON):
            for duty in standing_of(case, at).duties:
                for level in duty.escalations:
                    if level.at > at:
                        self._remember(level.at + EVERY, case.pk)

    def _remember(self, moment: datetime, case: UUID) -> None:
        if (moment, case) not in self._known:
            self._known.add((moment, case))
            heappush(self._ahead, (moment, case))

    def run_until(self, at: datetime) -> None:
        """Run at every moment before this one at which somebody is told something."""
        while self._ahead and self._ahead[0][0] <= at:
            moment, case = heappop(self._ahead)
            if Duty.objects.overdue(moment).filter(dossier=case).exists():
                self.told += escalate_missed(at=moment)
        if at - self._signed >= SIGNED_EVERY:
            self.sign(at)

    def sign(self, at: datetime) -> None:
        """Number the log and sign it."""
        number()
        sign_log(at=at)
        self._signed = at
