"""Prints what phones ask of a served deployment, as JSON lines:  python -m tests.phone.asking

Its environment names the deployment (AMPARO_HOME), which must be empty.
"""

import os
import sys
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import datetime
from http.client import HTTPConnection
from urllib.parse import urlsplit

import django

from amparo.config.command import PROJECT
from amparo.config.environment import Environment, keep_secret

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "amparo.config.settings")
keep_secret(Environment.read(os.environ, PROJECT).secret_file)
django.setup()

from django.conf import settings  # noqa: E402  # models load after the settings
from django.utils.timezone import now  # noqa: E402

from amparo.audit.actions import number  # noqa: E402
from amparo.config.bench.founding import world_here  # noqa: E402
from amparo.config.bench.server import Server  # noqa: E402
from amparo.config.demo.founding import World  # noqa: E402
from amparo.system.actions.bodies import found_body  # noqa: E402
from amparo.trust.actions.accounts import create_account  # noqa: E402
from amparo.trust.actions.devices import begin_enrolment, confirm_enrolment  # noqa: E402
from amparo.trust.models import Account  # noqa: E402
from tests.phone.bench.line import Line  # noqa: E402
from tests.phone.filling import noted, stored  # noqa: E402
from tests.phone.handset import Ask, Handset  # noqa: E402

AREA = "PE080401"
PHONES, EACH = 100, 20
FIRST, CHANGES = 300, 20
SEALED = (0, 2, 20)
"""Of so many of the changes her phone is told words: of none, of two asks, of each."""
KNOWN = (1000, 10)
"""Dossiers and entries of each that the idle phone knows: 10,000 entries."""


def over(site: str, count: list[int] | None = None) -> Ask:
    host = urlsplit(site).netloc

    def ask(method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, bytes]:
        line = HTTPConnection(host, timeout=60)
        try:
            line.request(
                method, path, body, {**headers, "Content-Type": "application/octet-stream"}
            )
            answer = line.getresponse()
            if count is not None:
                count.append(answer.status)
            return answer.status, answer.read()
        finally:
            line.close()

    return ask


def served() -> AbstractContextManager[Server]:
    return Server(os.environ, settings.AMPARO.home / "server.log").running()


def members(world: World, count: int, at: datetime) -> list[Account]:
    """Let so many people into groups of twenty, under the passphrase that all have."""
    people = [
        create_account(f"phone.{place}", f"Inventada {place}", world.stretched, by=None, at=at)
        for place in range(count)
    ]
    for first in range(0, count, 20):
        roles = [(each, "vetted") for each in people[first : first + 20]]
        found_body("grupo", f"Grupo {first} (inventado)", AREA, members=roles, by=None, at=at)
    return people


def phone_of(account: Account, ask: Ask) -> Handset:
    """Enrol a phone as a member and a supervisor would."""
    phone = Handset(ask)
    shown = begin_enrolment(account, by=None, at=now())
    phone.enrol(shown.code)
    confirm_enrolment(shown.enrolment, by=None, at=now())
    phone.enrol(shown.code)
    return phone


def timed(phone: Handset) -> tuple[float, int, int]:
    """Sync once; return milliseconds, bytes both ways without headers, and the status."""
    began = time.perf_counter()
    status = phone.sync()
    return (time.perf_counter() - began) * 1000, sum(phone.weights), status


def first_sync(account: Account, site: str, at: datetime, *, sealed: bool) -> Line:
    count: list[int] = []
    phone = phone_of(account, over(site, count))
    stored(account, FIRST // 10, 10, at, sealed=sealed)
    count.clear()
    ms, weight, status = timed(phone)
    held = sum(len(kept.entries) for kept in phone.held.values())
    more = {"entries": held, "sealed_parts": sealed, "fetched_beside": len(count) - 1}
    return Line("first_sync", ms, weight, 1, int(status != 200 or held != FIRST), more)


def delta_sync(account: Account, site: str, at: datetime, *, sealed: int) -> Line:
    """Twenty changes, of which so many bring words that only her phone can open."""
    phone = phone_of(account, over(site))
    stored(account, FIRST // 10, 10, at, sealed=False)
    phone.sync()
    before = sum(len(kept.entries) for kept in phone.held.values())
    noted(account, AREA, CHANGES - sealed, now())
    stored(account, sealed, 1, now(), sealed=True)
    ms, weight, status = timed(phone)
    down, told = phone.weights[1], sum(len(kept.entries) for kept in phone.held.values()) - before
    errors = int(status != 200 or told != CHANGES)
    more = {"down": down, "entries": told, "sealed_parts": sealed}
    return Line("delta_sync", ms, weight, 1, errors, more)


def idle_sync(account: Account, site: str, at: datetime) -> Line:
    phone = phone_of(account, over(site))
    stored(account, *KNOWN, at, sealed=False)
    while phone.sync() != 200 or phone.answer.get("more"):
        pass
    phone.sync()
    taken = sorted(timed(phone) for _ in range(9))
    ms, weight, status = taken[len(taken) // 2]
    known = sum(len(kept.entries) for kept in phone.held.values())
    return Line("idle_sync", ms, weight, 1, int(status != 200), {"entries_known": known})


def hundred_phones(accounts: list[Account], site: str) -> Line:
    asked: list[int] = []
    phones = [phone_of(account, over(site, asked)) for account in accounts]
    for account in accounts:
        noted(account, AREA, EACH, now())
    number()
    asked.clear()
    began = time.perf_counter()
    with ThreadPoolExecutor(len(phones)) as crowd:
        taken = sorted(crowd.map(timed, phones))
    ms = (time.perf_counter() - began) * 1000
    short = sum(sum(len(k.entries) for k in p.held.values()) != EACH for p in phones)
    errors = sum(status != 200 for status in asked) + short
    slowest, weight = taken[-1][0], sum(each[1] for each in taken)
    more = {"phones": len(phones), "entries_each": EACH, "slowest_ms": round(slowest, 1)}
    return Line("hundred_phones", ms, weight, len(asked), errors, more)


def lines() -> Iterator[Line]:
    world, _begun = world_here()
    at = now()
    with served() as server:
        people = members(world, PHONES + 3 + len(SEALED), at)
        yield first_sync(people[0], server.site, at, sealed=False)
        yield first_sync(people[1], server.site, at, sealed=True)
        for place, sealed in enumerate(SEALED):
            yield delta_sync(people[3 + place], server.site, at, sealed=sealed)
        yield hundred_phones(people[-PHONES:], server.site)
        yield idle_sync(people[2], server.site, at)


if __name__ == "__main__":
    for line in lines():
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
