"""Which missed clocks should have been told, and which were; what is wrong with the whole."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.core.management import CommandError, call_command

from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.models import Canary, Dossier, Escalation
from tests.load.silence import Silent

Level = tuple[str, str, str, str]
"""A dossier, a clock, its instance, and the level that it is told to."""


def told_levels() -> Counter[Level]:
    """Return how often each level was told."""
    rows = Escalation.objects.values_list("dossier_id", "clock", "instance", "level")
    return Counter((str(about), clock, str(each), to) for about, clock, each, to in rows)


def reached_levels(at: datetime) -> Iterator[Level]:
    """Yield each level that a missed clock has reached; in a made-up file nothing is owed."""
    made_up = Canary.objects.values("situation")
    for dossier in Dossier.objects.exclude(situation__in=made_up):
        for duty in standing_of(dossier, at).duties:
            for level in duty.escalations:
                if level.at <= at:
                    yield str(dossier.pk), duty.clock, str(duty.instance), level.to


def whole_and_replayed() -> list[str]:
    """Return what the log's check and the replay find wrong."""
    return [fault for command in ("audit_verify", "replay --all") for fault in _said_by(command)]


def _said_by(command: str) -> list[str]:
    try:
        call_command(*command.split(), stdout=Silent())
    except CommandError as wrong:
        return str(wrong).splitlines()
    return []
