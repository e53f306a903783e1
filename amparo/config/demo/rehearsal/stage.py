"""The rehearsal's stage: a small part of the demo's world, a real server, and who is signed in."""

import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from amparo.config.bench.server import COMMAND, Server
from amparo.config.demo.data import Demo
from amparo.config.demo.founding import World, lay_ground, let_in
from amparo.config.demo.plan import begun_at
from amparo.config.demo.rehearsal.visitor import NotAsExpected, Visitor
from amparo.config.demo.telling import PACK
from amparo.dossiers.models import Dossier, Party
from amparo.dossiers.rules import SERVICE
from amparo.trust.actions.directory import keep_directory_current

AREAS = ("PE080401", "PE081106")
"""Calca, which has most services, and Kosñipata, which has few."""


@dataclass
class Stage:
    """Where the rehearsal plays."""

    world: World
    server: Server
    begun: datetime
    _visitors: dict[str, Visitor] = field(default_factory=dict)

    @property
    def site(self) -> str:
        return self.server.site

    def visitor(self, who: str) -> Visitor:
        """Return somebody at their own browser, signed in."""
        if who not in self._visitors:
            self._visitors[who] = self.newcomer(who)
        return self._visitors[who]

    def newcomer(self, who: str) -> Visitor:
        """Return somebody at another browser, signed in anew."""
        return Visitor.signed_in(self.site, who, self.world.demo.passphrase)

    def now(self) -> datetime:
        return timezone.now()

    def said_hour(self, moment: datetime) -> str:
        """Return a moment as it is typed into a page."""
        return f"{moment.astimezone(self.world.pack.tzinfo):%Y-%m-%dT%H:%M}"

    def case_of(self, concern: Dossier, office: str, for_body: str = "") -> Dossier:
        """Return what an office works on after a concern reached it."""
        bodies = self.world.bodies
        stands_for = bodies[for_body].id if for_body else None
        party = Party.objects.filter(key=SERVICE, body=bodies[office].id, for_body=stands_for)
        found = Dossier.objects.filter(
            protocol="case", situation=concern.situation, came_from__isnull=False, parties__in=party
        )
        case = found.first()
        if case is None:
            raise NotAsExpected(f"expected a case at {office} for “{for_body}”; saw none")
        return case

    def receivers_of(self, concern: Dossier) -> set[str]:
        """Return whom a situation reached: `office`, or `office for another`, by their keys."""
        keys = {body.id: key for key, body in self.world.bodies.items()}
        parties = Party.objects.filter(
            key="receiver", dossier__situation=concern.situation, dossier__protocol="concern"
        )
        return {_named(keys, party) for party in parties}


def _named(keys: dict[UUID, str], party: Party) -> str:
    reads = keys[party.body_id] if party.body_id else "nobody"
    return f"{reads} for {keys[party.for_body_id]}" if party.for_body_id else reads


def found_world() -> tuple[World, datetime]:
    """Found a small world by the real actions, up to this moment; return when it began."""
    call_command("migrate", verbosity=0)
    demo = Demo.read(settings.AMPARO.packs / PACK / "demo").within(*AREAS)
    today, keys = timezone.now(), settings.AMPARO.home / "demo-keys"
    world = lay_ground(demo, settings.AMPARO.packs / PACK, keys, today=today, tell=_quietly)
    begun = begun_at(demo, today, world.pack.calendar)
    let_in(world, at=begun, tell=_quietly)
    keep_directory_current(keys, at=today)
    return world, begun


def served() -> AbstractContextManager[Server]:
    """Serve what is here as a deployment would, on a free port of this machine."""
    return Server(os.environ, server_log()).running()


def server_log() -> Path:
    """Return where the server writes what went wrong on its side."""
    return Path(settings.AMPARO.home) / "server.log"


def run(*words: str) -> str:
    """Run one of the deployment's own commands as a scheduler would; return what it said."""
    said = subprocess.run(  # noqa: S603  # nosec B603  # this program
        [sys.executable, "-c", COMMAND, *words], capture_output=True, text=True, check=False
    )
    if said.returncode:
        raise NotAsExpected(f"expected `amparo {' '.join(words)}` to end well; saw: {said.stderr}")
    return said.stdout


def must_be(what: str, expected: object, seen: object) -> None:
    """Compare two values, and say both where they differ."""
    if expected != seen:
        raise NotAsExpected(f"{what}: expected {_said(expected)}; saw {_said(seen)}")


def _said(value: object) -> str:
    several = isinstance(value, set | frozenset)
    return ", ".join(sorted(map(str, _items(value)))) or "nothing" if several else str(value)


def _items(value: object) -> Sequence[object]:
    return list(value) if isinstance(value, set | frozenset) else [value]


def _quietly(_line: str) -> None:
    """Say nothing: the rehearsal has lines of its own."""
