"""The scheduler of the demo's past: tells missed clocks at the moments when they were missed."""

from datetime import datetime, timedelta

from django.db.models import Min

from amparo.audit.actions import number
from amparo.dossiers.actions.escalations import escalate_missed
from amparo.dossiers.models import Duty
from amparo.trust.log import sign_log

EVERY = timedelta(minutes=5)
"""How often a scheduler would have run `amparo tick`."""

SIGNED_EVERY = timedelta(days=1)
"""Seldom enough to be quick; from now on it is once an hour."""


class Scheduler:
    """Runs at the moments at which somebody is told that a clock was missed, and at no other."""

    def __init__(self, begun: datetime) -> None:
        self.told = 0
        self._ran = self._signed = begun

    def run_until(self, at: datetime) -> None:
        """Run at every moment up to this one at which somebody is told something."""
        while (moment := self._next()) and moment <= at:
            self.told += escalate_missed(at=moment)
            self._ran = moment
        if at - self._signed >= SIGNED_EVERY:
            self.sign(at)

    def _next(self) -> datetime | None:
        ahead = Duty.objects.open().filter(tell_at__gt=self._ran - EVERY)
        first: datetime | None = ahead.aggregate(first=Min("tell_at"))["first"]
        return first + EVERY if first else None

    def sign(self, at: datetime) -> None:
        """Number the log and sign it."""
        number()
        sign_log(at=at)
        self._signed = at
