"""A small made-up world in real places of Peru, with real keys and the real pack."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings

from amparo.base.ids import new_id
from amparo.base.time import UTC
from amparo.dossiers.actions.concerns import Raised, raise_concern
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author, Letter
from amparo.forms.values import Value
from amparo.protocols.compiled import compile_pack
from amparo.protocols.pack import Pack
from amparo.protocols.read import read_pack
from amparo.sealing.keys import KeyPair
from amparo.sealing.passphrase import LockedKey
from amparo.system.actions.areas import load_areas
from amparo.system.actions.bodies import found_body
from amparo.system.actions.packs import install_pack
from amparo.system.actions.standing import accredit
from amparo.system.areas import AreaRow
from amparo.system.models import Body
from amparo.system.readers import reader_for
from amparo.trust.actions import accounts
from amparo.trust.actions.accounts import create_account
from amparo.trust.actions.deployment import begin_deployment
from amparo.trust.keyring import Keyring
from amparo.trust.models import Account
from amparo.trust.rules import Reader

FOUNDED = datetime(2027, 5, 3, 14, tzinfo=UTC)
MONDAY = datetime(2027, 5, 10, 14, 15, tzinfo=UTC)
"""Monday 10 May 2027, 09:15 in Lima."""

PACKS = Path(__file__).resolve().parents[3] / "packs"
AREAS = (
    AreaRow("PE", "Perú", 0, None, None, None),
    AreaRow("PE08", "Cusco", 1, "PE", None, None),
    AreaRow("PE0804", "Calca", 2, "PE08", None, None),
    AreaRow("PE080401", "Calca", 3, "PE0804", None, None),
    AreaRow("PE080408", "Yanatile", 3, "PE0804", None, None),
)
DISTRICT = "PE080401"

BODIES: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = {
    "group": ("grupo", DISTRICT, (("member", "vetted"), ("coordinator", "vetted"))),
    "demuna": (
        "demuna",
        DISTRICT,
        (
            ("officer", "officer"),
            ("other_officer", "officer"),
            ("supervisor", "supervisor"),
            ("custodian", "custodian"),
        ),
    ),
    "upe": (
        "upe",
        "PE08",
        (
            ("upe_officer", "officer"),
            ("upe_supervisor", "supervisor"),
            ("upe_custodian", "custodian"),
        ),
    ),
    "desk": (
        "linea_1810",
        "PE",
        (("desk_officer", "officer"), ("desk_two", "officer"), ("desk_custodian", "custodian")),
    ),
    "watch": ("mimp", "PE", (("overseer", "oversight"),)),
    "municipality": ("municipalidad", DISTRICT, (("mayor", "clerk"), ("coordinator", "clerk"))),
    "posta": ("posta", DISTRICT, ()),
    "pnp": ("pnp", "PE0804", ()),
    "fiscalia": ("fiscalia", "PE0804", ()),
    "juez_paz": ("juez_paz", DISTRICT, ()),
    "ugel": ("ugel", "PE0804", ()),
}

QUIET: dict[str, Value] = {
    "danger_now": "no",
    "health_now": "no",
    "called": "not_needed",
    "signs": ("school",),
    "how_many": "1",
    "home_district": "ours",
    "where_now": "home_ok",
    "person": "nobody",
    "keep_from": ("none",),
    "words_seen": "MARK-WORDS she herds animals",
    "child_called": "MARK-NAME",
    "tie": "neighbour",
    "reserve_me": "yes",
    "call_me": "MARK-CALL",
    "safe_number": "999 111 222",
}
"""A concern without danger; what begins with MARK must never be found in clear."""


@dataclass(frozen=True)
class World:
    """People and bodies by their short names."""

    people: dict[str, Account]
    bodies: dict[str, Body]
    pack: Pack

    def author(self, who: str, party: str, body: str, role: str) -> Author:
        return Author(party, role, self.people[who].id, self.bodies[body].id)

    def officer(self, who: str = "officer", body: str = "demuna") -> Author:
        return self.author(who, "service", body, "officer")

    def reader(self, who: str, at: datetime = MONDAY) -> Reader:
        return reader_for(self.people[who], at)

    def keyring(self, who: str) -> Keyring:
        return Keyring(self.people[who].id, bytes(self.people[who].sealed_private))

    def raised(self, at: datetime = MONDAY, *, id: UUID | None = None, **answers: Value) -> Raised:
        raising = Raising(
            id=id or new_id(at),
            values={**QUIET, **answers},
            district=DISTRICT,
            raised_by=self.people["member"].id,
        )
        return raise_concern(raising, by=self.author("member", "raiser", "group", "vetted"), at=at)

    def case_at(self, body: str, raised: Raised) -> Dossier:
        return Dossier.objects.get(
            protocol="case", situation=raised.situation, parties__body=self.bodies[body]
        )


def letter(step: str, at: datetime, **values: Value) -> Letter:
    return Letter(new_id(at), step, values, said_at=at)


def later(**length: float) -> datetime:
    return MONDAY + timedelta(**length)


@cache
def peru() -> Pack:
    return read_pack(PACKS / "pe", PACKS / "base")


@pytest.fixture
def world(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:  # noqa: ARG001
    monkeypatch.setattr(settings, "AMPARO", replace(settings.AMPARO, home=tmp_path / "home"))
    monkeypatch.setattr(accounts, "lock", _unlocked)
    begin_deployment(tmp_path / "ceremony", at=FOUNDED, demo=False)
    load_areas(AREAS, source="INEI", by=None, at=FOUNDED)
    install_pack(compile_pack(peru()), by=None, at=FOUNDED)
    people: dict[str, Account] = {}
    bodies = {key: _found(people, key) for key in BODIES}
    accredit(bodies["demuna"], document="made up", since=FOUNDED, by=None, at=FOUNDED)
    return World(people, bodies, peru())


def _found(people: dict[str, Account], key: str) -> Body:
    kind, area, members = BODIES[key]
    for name, _ in members:
        if name not in people:
            people[name] = create_account(name, name, "not asked for", by=None, at=FOUNDED)
    roles = [(people[name], role) for name, role in members]
    return found_body(kind, f"{key} (made up)", area, members=roles, by=None, at=FOUNDED)


def _unlocked(_passphrase: str, pair: KeyPair, *_around: object) -> LockedKey:
    return LockedKey(b"salt" * 4, b"v" * 32, pair.private, pair.public)
