"""What must happen again and again: ticks, backups, witnesses, a new certificate every 90 days."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from amparo.config.checking.finding import Finding, look_at
from amparo.config.health import is_ticking
from amparo.trust.marks import BACKUP, KEYS, last
from amparo.trust.models import Cosignature, DirectoryKey, Witness

A_NIGHT = timedelta(hours=26)
A_DAY = timedelta(days=1)
SOON = timedelta(days=14)
TWO = 2


def of_ticks(at: datetime) -> Iterator[Finding]:
    """Yield whether time passes unnoticed."""
    if not is_ticking(at):
        yield Finding(
            "No tick in the last minutes: nobody is told of what is late. See amparo tick."
        )


def of_backups(at: datetime) -> Iterator[Finding]:
    """Yield which copies are old, and whether one person's loss would be everybody's."""
    here = settings.AMPARO
    for what, command, said in (
        (BACKUP, "amparo backup", here.backup_to),
        (KEYS, "amparo backup keys", here.keys_to),
    ):
        taken = last(what)
        if taken is None:
            yield Finding(f"There never was an {command}.")
        elif at - taken > A_NIGHT:
            yield Finding(f"The last {command} is of {taken:%Y-%m-%d %H:%M} UTC.")
        if len(said) < TWO:
            yield look_at(f"Fewer than two people can open what {command} writes.")
    if set(here.backup_to).intersection(here.keys_to):
        yield Finding("One key opens both the backups and the keys. Seal them to other people.")


def of_witnesses(at: datetime) -> Iterator[Finding]:
    """Yield whether somebody outside would notice a log that was cut back."""
    known = list(Witness.objects.order_by("name"))
    if len(known) < TWO:
        yield Finding(
            f"{len(known)} of two outside witnesses keep the log: amparo witness add NAME KEY"
        )
    for witness in known:
        seen = Cosignature.objects.filter(witness=witness).order_by("-at").first()
        if seen is None or at - seen.at > A_DAY:
            yield look_at(f"The witness {witness.name} did not look for a day.")


def of_directory(at: datetime) -> Iterator[Finding]:
    """Yield whether the root must vouch for the directory again."""
    ends = DirectoryKey.objects.order_by("-valid_to").values_list("valid_to", flat=True).first()
    if ends is not None and ends - at < SOON:
        yield Finding(
            f"The directory is certified until {ends:%Y-%m-%d} only: amparo directory renew FOLDER"
        )
