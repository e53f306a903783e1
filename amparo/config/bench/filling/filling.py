"""Fill a deployment with many dossiers of many offices, of which one is large."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from amparo.audit.actions import number
from amparo.config.bench.filling.acting import AREA, COLLEAGUE, OFFICE, WORKER, Shape, play
from amparo.config.bench.filling.copying import Copier, Office
from amparo.config.bench.filling.made_up import BlindIndex, Luck, child, luck
from amparo.config.bench.filling.storing import Store, no_waiting
from amparo.config.bench.filling.written import Original, read_back
from amparo.config.demo.founding import World
from amparo.dossiers.actions.parts import Recipient
from amparo.dossiers.models import Dossier, Entry
from amparo.sealing.passphrase import Stretched
from amparo.system.actions.bodies import found_body
from amparo.system.models import Area, Body
from amparo.system.rules import CUSTODIAN, OFFICER, Level
from amparo.trust.actions.accounts import create_account
from amparo.trust.keyring import circle_public
from amparo.trust.models import Account

Tell = Callable[[str], None]

SEED = 20261128
IN_A_SITUATION = 3
"""A concern, the case that an office opens from it, and the call that its raiser is owed."""

MOMENTS = 250
"""At how many moments something arrives in each office, as the real actions write it."""

IN_LARGE = 20
"""How many arrive in the large office when one arrives in each of the others."""

FRESH, IN_WORK = 0.02, 0.05
"""Which share of all, the newest, nobody has opened; which, these too, is not settled yet."""

LATELY = timedelta(hours=20)
"""How far back what is not settled arrived: none of its clocks has run out."""

SETTLING = timedelta(days=2)


@dataclass(frozen=True)
class Filled:
    """What a filled deployment holds, and how long it took."""

    asked: int
    dossiers: int
    entries: int
    offices: int
    seed: int
    seconds: int

    @classmethod
    def read(cls, home: Path) -> "Filled | None":
        said = home / "filled.json"
        return cls(**json.loads(said.read_text(encoding="utf-8"))) if said.is_file() else None

    def write(self, home: Path) -> None:
        text = json.dumps(asdict(self), indent=1)
        (home / "filled.json").write_text(text, encoding="utf-8")


def fill(world: World, count: int, *, begun: datetime, tell: Tell) -> Filled:
    """Fill a deployment that was just founded; `count` is of dossiers, about."""
    started, rng = perf_counter(), luck(SEED)
    situations = count // IN_A_SITUATION
    moments = max(1, min(MOMENTS, situations // (2 * IN_LARGE)))
    own = _office(world)
    now, how_many = timezone.now(), max(0, situations // moments - IN_LARGE)
    staff = _staff(world.stretched, now)
    others = [_found(world, area, own, staff, at=now) for area in islice(_areas(), how_many)]
    tell(f"{1 + len(others)} offices ({perf_counter() - started:.0f} s).")
    with no_waiting():
        store = Store()
        for place, (at, shape) in enumerate(_moments(moments, begun, rng), start=1):
            played = play(world, shape, child(rng), at)
            original = read_back(world, played)
            copier = Copier(store, rng)
            _copy(copier, original, [own] * (IN_LARGE - 1) + others)
            if place % 20 == 0:
                tell(f"{place} of {moments} moments ({perf_counter() - started:.0f} s).")
    return Filled(
        asked=count,
        dossiers=Dossier.objects.count(),
        entries=Entry.objects.count(),
        offices=1 + len(others),
        seed=SEED,
        seconds=round(perf_counter() - started),
    )


def _copy(copier: Copier, original: Original, offices: list[Office]) -> None:
    """Store a copy for each office, all in one transaction; then number all records."""
    with transaction.atomic():
        for office in offices:
            copier.copy(original, office)
        copier.store.flush()
    number()


def _moments(count: int, begun: datetime, rng: Luck) -> Iterator[tuple[datetime, Shape]]:
    """Yield when something arrives and how far it comes, the oldest first."""
    now = timezone.now()
    settled = count - round(count * IN_WORK)
    days = (now - SETTLING - begun) / settled
    for place in range(settled):
        yield begun + days * place + timedelta(seconds=rng.randrange(3600)), Shape.SETTLED
    late = count - settled
    fresh = round(count * FRESH)
    for place in range(late):
        at = now - LATELY + (LATELY - timedelta(hours=2)) * place / late
        yield at, Shape.FRESH if place >= late - fresh else Shape.IN_WORK


def _areas() -> Iterator[str]:
    """Yield districts of other regions than the one that is measured, one after another."""
    region = AREA[:4]
    far = Area.objects.filter(level=Level.DISTRICT).exclude(pk__startswith=region)
    yield from far.order_by("pk").values_list("pk", flat=True)


def _office(world: World) -> Office:
    """Return the office of the originals, as a place for copies too."""
    body = world.bodies[OFFICE].id
    keys = {circle: circle_public(circle) for circle in _circles(body)}
    recipients = {key.pk: Recipient(key.public, epoch=key.pk) for key in keys.values()}
    # Nobody opens as many files in a day as copies come to one office: they are a colleague's.
    instead = {world.people[WORKER].id: world.people[COLLEAGUE].id}
    return Office(body, AREA, instead, recipients, BlindIndex(body, AREA))


def _found(
    world: World, area: str, own: Office, staff: Sequence[Account], *, at: datetime
) -> Office:
    """Found another office, with people who work in several of them."""
    worker, second, keeper = staff
    members = [(worker, OFFICER), (second, OFFICER), (keeper, CUSTODIAN)]
    body = found_body("demuna", f"DEMUNA {area} (inventada)", area, members=members, by=None, at=at)
    theirs = [circle_public(circle) for circle in _circles(body.id)]
    keys = {
        old: Recipient(new.public, epoch=new.pk) for old, new in zip(own.keys, theirs, strict=True)
    }
    instead = {own.body: body.id, world.people[WORKER].id: worker.id}
    return Office(body.id, area, instead, keys, BlindIndex(body.id, area))


def _circles(body: UUID) -> list[UUID]:
    """Return a body's own circle and that of its custodians."""
    custodians = Body.objects.get(pk=body).custodians_id
    return [body, *([custodians] if custodians else [])]


def _staff(passphrase: Stretched, at: datetime) -> list[Account]:
    """Make the people who work in the other offices: two officers and a custodian."""
    return [
        create_account(f"relevo{place}", f"Relevo {place} (inventado)", passphrase, by=None, at=at)
        for place in (1, 2, 3)
    ]
