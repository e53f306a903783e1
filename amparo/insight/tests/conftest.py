"""Concerns by the dozen, as rows alone: counting reads clear columns and needs no more."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from amparo.audit.models import Record
from amparo.dossiers.models import Dossier, Duty, Entry, KeptFrom
from amparo.insight import printing
from amparo.insight.actions import publish_report
from amparo.insight.models import Publication
from amparo.insight.periods import Period
from amparo.system.actions.bodies import found_body
from amparo.system.actions.standing import recognise
from amparo.system.models import Body
from amparo.system.packs import current_hash
from tests.world import DISTRICT, World

FIRST_HALF = Period(2027, 1)
MAY = datetime.fromisoformat("2027-05-12T15:00:00+00:00")
AFTER = datetime.fromisoformat("2027-07-05T15:00:00+00:00")

Raise = Callable[..., list[Dossier]]


@pytest.fixture
def raise_many(world: World, monkeypatch: pytest.MonkeyPatch) -> Raise:
    """Make rows of concerns of a district, with what each receiver owes; coins fall alike."""
    monkeypatch.setattr(printing, "count_key", lambda: b"k" * 32)
    number = iter(range(10**6, 10**7))

    def many(
        times: int,
        area: str = DISTRICT,
        *,
        at: datetime = MAY,
        danger: str = "no",
        in_time: bool = True,
        receiver: str = "demuna",
    ) -> list[Dossier]:
        rows = [
            Dossier(
                id=uuid4(),
                number=str(next(number)),
                protocol="concern",
                pack_id=current_hash(),
                area_id=area,
                opened_at=at,
                situation=uuid4(),
                code_word="made up",
            )
            for _ in range(times)
        ]
        Dossier.objects.bulk_create(rows)
        _duties(rows, world.bodies[receiver], at, in_time=in_time)
        _entries(rows, danger, at)
        return rows

    return many


def _duties(rows: list[Dossier], body: Body, at: datetime, *, in_time: bool) -> None:
    Duty.objects.bulk_create(
        Duty(
            dossier=row,
            body=body,
            clock=clock,
            instance=uuid4(),
            owed_by="receiver",
            owed_to="raiser",
            since=at,
            due=at + timedelta(days=1),
            done_at=at + timedelta(hours=1 if in_time else 50),
        )
        for row in rows
        for clock in ("PE.concern.read", "PE.tell.read")
    )


def _entries(rows: list[Dossier], danger: str, at: datetime) -> None:
    records = [Record(id=uuid4(), can="write_entry", subject=None, by=None, at=at) for _ in rows]
    Record.objects.bulk_create(records)
    Entry.objects.bulk_create(
        Entry(
            id=uuid4(),
            dossier=row,
            position=1,
            step="raise",
            by="raiser:vetted",
            at=at,
            said_at=at,
            coded={"danger_now": danger} if danger else {},
            salt=b"s" * 16,
            answers_mac=b"m" * 32,
            record=record,
        )
        for row, record in zip(rows, records, strict=True)
    )


@pytest.fixture
def five_groups(world: World) -> None:  # noqa: ARG001  # they work in its district
    """Let five recognised groups work in Calca, one of which is there already."""
    for n in range(4):
        group = found_body("grupo", f"Group {n} (made up)", DISTRICT, members=[], by=None, at=MAY)
        recognise(group, document="made up", since=MAY, by=None, at=MAY)


def publish(at: datetime = AFTER, period: Period = FIRST_HALF) -> Publication:
    return publish_report(period, by=None, at=at)


def keep_from(dossier: Dossier, **who: object) -> None:
    KeptFrom.objects.create(dossier=dossier, reason="made up", at=MAY, **who)
