"""Whether this machine's clock is kept right, as far as it can be told from here."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import datetime, timedelta

from amparo.audit.models import Record
from amparo.config.checking.finding import Finding, look_at

A_MINUTE = timedelta(minutes=1)
NOT_KNOWN = (
    "Nobody can tell here whether the clock is kept: see that it is (systemd-timesyncd, chrony)."
)


def of_clock(at: datetime) -> Iterator[Finding]:
    """Yield what is wrong with it."""
    newest = Record.objects.order_by("-at").values_list("at", flat=True).first()
    if newest and newest - at > A_MINUTE:
        yield Finding(
            f"The clock went back: something in the log is of {newest:%Y-%m-%d %H:%M} UTC. Set it; "
            "entries keep their order, and no clock of a case runs backwards."
        )
    kept = _is_kept()
    if kept is None:
        yield look_at(NOT_KNOWN)
    elif not kept:
        yield Finding("The clock is not kept by others: timedatectl set-ntp true")


def _is_kept() -> bool | None:
    program = shutil.which("timedatectl")
    if program is None:
        return None
    words = [program, "show", "--property", "NTPSynchronized", "--value"]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=5, check=False)  # noqa: S603  # nosec B603  # no input
    except (OSError, subprocess.TimeoutExpired):
        return None
    return None if done.returncode else done.stdout.strip() == "yes"
