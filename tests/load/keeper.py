"""Keeps a throw-away deployment beside its server: founds it, writes drafts, looks into it.

A process of its own, since a process has one database: `python -m tests.load.keeper` reads one
question a line, as JSON, and answers each with one line.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import django

from amparo.config.command import PROJECT
from amparo.config.environment import Environment, keep_secret

keep_secret(Environment.read(os.environ, PROJECT).secret_file)
django.setup()

from django.conf import settings  # noqa: E402  # models load after the settings
from django.core.management import CommandError, call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils.timezone import now  # noqa: E402

from amparo.config.bench.sending import Stored, check_page, prepare, stored  # noqa: E402
from amparo.desk.tokens import FormToken  # noqa: E402
from amparo.dossiers.models import Dossier, Entry  # noqa: E402
from amparo.system.models import Body  # noqa: E402
from amparo.trust.models import Account, Membership  # noqa: E402
from tests import world  # noqa: E402
from tests.endure.missed import reached_levels, told_levels  # noqa: E402
from tests.filling import CONCERN_PAGES  # noqa: E402
from tests.foundings import FOUNDINGS  # noqa: E402
from tests.load.planting import begun, office_of, plant_in  # noqa: E402
from tests.load.silence import Silent  # noqa: E402

Raw = dict[str, list[str]]
NOTHING = Stored(0, 0, 0, 0, 0)


def found(days: int) -> list[str]:
    """Found the made-up world of the tests as of some days ago; return who is there."""
    call_command("migrate", verbosity=0, stdout=Silent())
    # Real people sign in now: the directory's certificate must hold today.
    vars(world)["BEGUN_AT"] = now() - timedelta(days=days)
    return sorted(world.found_world(settings.AMPARO.home / "offline").people)


def written(who: str, count: int) -> list[tuple[str, str]]:
    """Write concerns that lack nothing but being sent; return the id and the token of each."""
    account = Account.objects.get(username=who)
    ids = prepare(account, typed(), count, at=now())
    pages = ((each, check_page(each)) for each in ids)
    return [(str(each), FormToken(account.id, page, each).signed) for each, page in pages]


def typed() -> Raw:
    """Return a quiet concern as it is typed."""
    answers = {name: said for page in CONCERN_PAGES.values() for name, said in page.items()}
    return {name: [said] if isinstance(said, str) else [*said] for name, said in answers.items()}


def wrong(ids: list[str]) -> list[str]:
    """Return what is lost or there twice of the concerns sent under these ids."""
    return [
        f"{raising} is {'lost' if what.is_lost else 'there twice'}: {what}"
        for raising, what in stored(map(UUID, ids))
        if what.is_lost or what.is_doubled
    ]


def absent(ids: list[str]) -> list[str]:
    """Return which of the concerns sent under these ids left nothing at all."""
    return [str(raising) for raising, what in stored(map(UUID, ids)) if what == NOTHING]


def corrupt() -> list[str]:
    """Return what SQLite finds wrong with its file; PostgreSQL has nothing like it."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [said for (said,) in cursor.fetchall() if said != "ok"]


def counts() -> dict[str, int]:
    """Return how many dossiers and entries there are."""
    told = Dossier.objects.filter(protocol__in=("concern", "case"))
    return {"dossiers": told.count(), "entries": Entry.objects.count()}


def verified() -> list[str]:
    """Return what `amparo audit verify` finds wrong."""
    return _said_by("audit_verify")


def replayed() -> list[str]:
    """Return what `amparo replay --all` finds wrong."""
    return _said_by("replay", "--all")


def cells() -> list[str]:
    """Return every cell of every table, as text; what is binary as hex and as it is."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of our own tables
            found += [_plain(cell) for row in cursor.fetchall() for cell in row if cell is not None]
    return found


def cases() -> list[dict[str, str]]:
    """Return each case: its id, who works on it, whom it stands in for."""
    rows = Dossier.objects.filter(protocol="case", parties__key="service")
    names = ("pk", "came_from", "parties__body__name", "parties__for_body__kind")
    keys = ("id", "concern", "office", "stands_for")
    return [dict(zip(keys, map(str, row), strict=True)) for row in rows.values_list(*names)]


def planted_by_hand(case: str, who: str, words: dict[str, str]) -> list[tuple[str, str]]:
    """Plant words under every step of a case, and of what a service holds beside it.

    Returns who sees them, and where.
    """
    found, at = Dossier.objects.get(pk=case), now()
    plant_in(found, who, words, at)
    beside = [begun(each, found, office_of(found), at) for each in ("mediation", "accompaniment")]
    for each in beside:
        plant_in(each, who, words, at)
    call = Dossier.objects.filter(protocol="debrief", parties__key="service").first()
    if call is None:
        raise LookupError("Nobody is owed a call.")
    desk = office_of(call)
    threat = begun("threat", found, desk, at)
    carer = next(who for who in CARERS if _works_in(who, desk))
    for each in (call, threat):
        plant_in(each, carer, words, at)
    seen = [(who, found), *((who, each) for each in beside), (carer, call), (carer, threat)]
    return [(each, f"/dossiers/{dossier.pk}/file/") for each, dossier in seen]


def let_be_late(count: int) -> None:
    """Let concerns have been raised days ago that nobody looked at since: clocks were missed."""
    people = {each.username: each for each in Account.objects.all()}
    names = {each.name: each for each in Body.objects.all()}
    bodies = {each.key: names[each.name] for each in FOUNDINGS}
    here = world.World(world.peru(), world.Clock(now() - timedelta(days=4)), people, bodies)
    for _ in range(count):
        here.raise_concern()


def escalated() -> list[list[str]]:
    """Return every telling of a missed clock: of which dossier, clock and instance, to whom."""
    return [[*level] for level in told_levels().elements()]


def untold() -> int:
    """Return how many missed clocks were not told."""
    return len({*reached_levels(now() - timedelta(minutes=1))} - {*told_levels()})


CARERS = ("gina", "elsa")


def _works_in(who: str, body: UUID) -> bool:
    return Membership.objects.filter(account__username=who, circle_id=body, role="officer").exists()


def _said_by(*command: str) -> list[str]:
    try:
        call_command(*command, stdout=Silent())
    except CommandError as wrong:
        return str(wrong).splitlines()
    return []


def _plain(cell: object) -> str:
    if isinstance(cell, bytes | memoryview):
        return f"{bytes(cell).decode(errors='replace')} {bytes(cell).hex()}"
    return str(cell)


QUESTIONS: Mapping[str, Callable[..., Any]] = {
    each.__name__: each
    for each in (
        *(found, written, wrong, absent, corrupt, counts, verified, replayed, cells, cases),
        *(planted_by_hand, let_be_late, escalated, untold),
    )
}


def main() -> None:
    """Answer until nobody asks any more."""
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"is": QUESTIONS[asked.pop("ask")](**asked)}
        except Exception:  # noqa: BLE001  # told to whoever asked
            answer = {"failed": traceback.format_exc()}
        finally:
            connection.close()
        print(json.dumps(answer), flush=True)  # noqa: T201  # the answer


if __name__ == "__main__":
    main()
