"""`/health/`: whether this deployment works, for whoever watches it: no person, no number.

Answered before anything that asks the database, so that it says so when that is away.
"""

import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from amparo.base.problems import Problem
from amparo.trust.key_files import KeyFor, server_key
from amparo.trust.marks import TICK, last

ADDRESS = "/health/"
OK = "ok"
LATE_AFTER = timedelta(minutes=10)
LEAST_ROOM = 512 * 1024 * 1024
NEEDED = (KeyFor.PEPPER, KeyFor.CHECKPOINT, KeyFor.ROOT_PUBLIC)

Answer = Callable[[HttpRequest], HttpResponse]


@dataclass(frozen=True)
class Health:
    """Each part in one word; `ok`, or what is wrong with it."""

    database: str
    tick: str
    disk: str
    keys: str

    @property
    def is_well(self) -> bool:
        """Tell whether all of it is."""
        return set(asdict(self).values()) == {OK}


def answered_first(answer: Answer) -> Answer:
    """Answer that one address before sessions, packs and people are asked for."""

    def with_health(request: HttpRequest) -> HttpResponse:
        is_asked = request.path == ADDRESS and request.method in {"GET", "HEAD"}
        return health(request) if is_asked else answer(request)

    return with_health


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Answer 200 if all is well and 503 if not, as JSON or as lines of text."""
    found = health_at(now())
    status = 200 if found.is_well else 503
    said = {"status": OK if found.is_well else "failing", **asdict(found)}
    if request.get_preferred_type(["text/plain", "application/json"]) == "application/json":
        return JsonResponse(said, status=status)
    lines = "".join(f"{name}: {word}\n" for name, word in said.items())
    return HttpResponse(lines, status=status, content_type="text/plain; charset=utf-8")


def health_at(at: datetime) -> Health:
    """Look at each part."""
    return Health(
        database=OK if database_answers() else "away",
        tick=OK if is_ticking(at) else "late",
        disk=OK if room() >= LEAST_ROOM else "low",
        keys=OK if has_keys() else "missing",
    )


def database_answers() -> bool:
    """Tell whether the database gives a row."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM django_migrations LIMIT 1")
            return cursor.fetchone() is not None
    except DatabaseError:
        return False


def is_ticking(at: datetime) -> bool:
    """Tell whether `amparo tick` ran in the last minutes."""
    ticked = last(TICK)
    return ticked is not None and at - ticked <= LATE_AFTER


def room() -> int:
    """Return how many bytes are free where the deployment's data lie; 0 where they are away."""
    try:
        return shutil.disk_usage(settings.AMPARO.home).free
    except OSError:
        return 0


def has_keys() -> bool:
    """Tell whether the server's own keys can be read."""
    try:
        return all(server_key(each) for each in NEEDED)
    except (Problem, OSError):
        return False
