"""`amparo tick`: what the passing time asks for. Any scheduler runs it; twice does no harm."""

from argparse import ArgumentParser
from datetime import datetime, timedelta

from django.core.management import BaseCommand
from django.utils import timezone

from amparo.audit.actions import number
from amparo.audit.models import Checkpoint
from amparo.dossiers.actions.escalations import escalate_missed
from amparo.trust.log import sign_log
from amparo.trust.marks import TICK, mark
from amparo.trust.sessions import SessionStore

AN_HOUR = timedelta(hours=1)


class Command(BaseCommand):
    help = (
        "Tell the next level of missed clocks, number the log, sign it once an hour, end sessions."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--sign", action="store_true", help="sign a checkpoint now, however new the last is"
        )

    def handle(self, *, sign: bool, **_options: object) -> None:
        at = timezone.now()
        told = escalate_missed(at=at)
        numbered = number()
        signed = sign_log(at=at) if sign or _is_due(at) else None
        SessionStore.clear_expired()
        mark(TICK, at)
        size = f", signed at {signed.size}" if signed else ""
        self.stdout.write(f"{told} missed clocks told, {numbered} records numbered{size}.")


def _is_due(at: datetime) -> bool:
    last = Checkpoint.objects.order_by("-size").first()
    # A clock that was ahead and moved back must not silence the log until it gets there again.
    return last is None or abs(at - last.at) >= AN_HOUR
