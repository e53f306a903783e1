"""A made-up country with a pack of its own, and made-up people with real keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings

from amparo.protocols.clocks import Calendar
from amparo.protocols.compiled import compile_pack
from amparo.protocols.pack import Approval, BodyKind, Pack, Routes
from amparo.protocols.zone import Offset, Zone
from amparo.sealing.keys import KeyPair
from amparo.sealing.passphrase import LockedKey
from amparo.system.actions.areas import load_areas
from amparo.system.actions.packs import install_pack
from amparo.system.areas import AreaRow
from amparo.trust.actions import accounts
from amparo.trust.actions.accounts import create_account
from amparo.trust.actions.deployment import begin_deployment
from amparo.trust.models import Account

AT = datetime(2027, 5, 10, 14, 15, tzinfo=UTC)
PersonMaker = Callable[[str], Account]

AREAS = (
    AreaRow("XX", "Example", 0, None, None, None),
    AreaRow("XX01", "North", 1, "XX", None, None),
    AreaRow("XX02", "South", 1, "XX", None, None),
    AreaRow("XX0101", "Hills", 2, "XX01", None, None),
    AreaRow("XX0201", "Coast", 2, "XX02", None, None),
    AreaRow("XX010101", "High Valley", 3, "XX0101", None, None),
    AreaRow("XX010102", "Low Valley", 3, "XX0101", None, None),
    AreaRow("XX020101", "Harbour", 3, "XX0201", None, None),
)

OFFICE_CAN = {
    "officer": ("read_dossier", "go_absent"),
    "supervisor": ("supervise", "set_deputy", "set_duty"),
    "custodian": ("keep_draft", "read_dossier", "supervise"),
}
"""The last role is given too much on purpose: whoever keeps names reads nothing by it."""

KINDS = (
    BodyKind(
        "office",
        reach="district",
        kept_by=("municipality",),
        roles=("officer", "supervisor", "custodian"),
        can=OFFICE_CAN,
        overseen_by=("watch", "ministry"),
    ),
    BodyKind(
        "regional", reach="region", roles=("officer", "supervisor", "custodian"), can=OFFICE_CAN
    ),
    BodyKind("police", reach="province", kept_by=("police",)),
    BodyKind(
        "group",
        reach="district",
        roles=("vetted",),
        can={"vetted": ("raise_concern", "follow_concern", "meet")},
        listed=False,
    ),
    BodyKind("watch", reach="region", roles=("watcher",), can={"watcher": ("oversee", "see_gaps")}),
    BodyKind(
        "ministry",
        reach="country",
        roles=("watcher", "custodian"),
        can={"watcher": ("see_gaps",)},
        is_desk=True,
    ),
)


def example_pack(version: str = "1") -> Pack:
    """Return a pack of six kinds of bodies, five hours behind UTC, with one holiday."""
    return Pack(
        key="xx",
        version=version,
        languages=("en",),
        zone="Example/Hills",
        adult_age=18,
        valid_from=date(2027, 1, 1),
        valid_to=date(2028, 12, 31),
        approved=Approval("nobody, it is made up", date(2027, 1, 1)),
        calendar=Calendar(
            frozenset({date(2027, 7, 28)}),
            Zone("Example/Hills", (Offset(datetime(2020, 1, 1, tzinfo=UTC), -5 * 3600),)),
        ),
        routes=Routes("concern", (), ()),
        body_kinds={kind.key: kind for kind in KINDS},
    )


@pytest.fixture
def country(db: None) -> Pack:  # noqa: ARG001  # the fixture opens the database
    """Give the test the made-up country, its areas loaded and its pack installed."""
    load_areas(AREAS, source="made up for tests", by=None, at=AT)
    pack = example_pack()
    install_pack(compile_pack(pack), by=None, at=AT)
    return pack


@pytest.fixture
def person(country: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PersonMaker:  # noqa: ARG001
    """Give the test a maker of people with real keys; only the slow passphrase is left out."""
    monkeypatch.setattr(settings, "AMPARO", replace(settings.AMPARO, home=tmp_path / "home"))
    monkeypatch.setattr(accounts, "lock", _unlocked)
    begin_deployment(tmp_path / "ceremony", at=AT, demo=False)

    def make(name: str) -> Account:
        username = name.lower().replace(" ", ".")
        return create_account(username, name, "not asked for here", by=None, at=AT)

    return make


def _unlocked(_passphrase: str, pair: KeyPair, *_around: object) -> LockedKey:
    return LockedKey(b"salt" * 4, b"v" * 32, pair.private, pair.public)
