"""What settings and files say: the site's name, https, who may read which file, the room left."""

import os
import stat
from collections.abc import Iterator

from django.conf import settings
from django.core.checks import run_checks

from amparo.config.checking.finding import Finding, look_at
from amparo.config.environment import LOOPBACK
from amparo.config.health import LEAST_ROOM, has_keys, room
from amparo.trust.key_files import HOLDERS, KeyFor, server_folder

FOR_OTHERS = 0o077
TAKEN_AWAY = tuple(f"{each}.json" for each in (KeyFor.ROOT, *HOLDERS))


def of_settings() -> Iterator[Finding]:
    """Yield what the environment does not say."""
    here = settings.AMPARO
    if here.is_demo:
        yield Finding("This is a demo (AMPARO_DEMO). No real person's data may go in.")
    if LOOPBACK.issuperset(here.hosts):
        yield Finding("Nobody else reaches it: say the site's name in AMPARO_HOST.")
    if not here.is_https:
        yield Finding("People come without https. Put a proxy before it (deploy/), AMPARO_HTTPS=1.")
    elif not here.proxies:
        yield Finding(
            "AMPARO_BEHIND_PROXY is not said: whoever guesses at a passphrase slows its owner "
            "down. Say 1, or where the proxy asks from, if it overwrites X-Real-IP as those in "
            "deploy/ do."
        )
    for warning in run_checks(include_deployment_checks=True):
        yield Finding(f"{warning.msg} ({warning.id})")


def of_files() -> Iterator[Finding]:
    """Yield which files others may read, and which should not be on this machine."""
    home = settings.AMPARO.home
    folder = server_folder()
    own = [home, settings.AMPARO.secret_file, folder, *sorted(folder.glob("*"))]
    for path in own:
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & FOR_OTHERS:
            yield Finding(f"Others on this machine may read {path}: chmod go= {path}")
    if home.exists() and home.stat().st_uid != os.geteuid():
        yield look_at(f"{home} belongs to another user than the one that asks.")
    if not has_keys():
        yield Finding("The server's keys are not there: amparo ceremony, or amparo restore keys.")
    for path in sorted(home.rglob("*.json")):
        if path.name in TAKEN_AWAY:
            yield Finding(f"{path} must leave this machine: it was to be taken away.")
    if room() < LEAST_ROOM:
        yield Finding(f"Less than half a gigabyte is left where {home} lies.")
