"""Nobody answers, next: the phone notes it as the desk does, and it leads to nobody."""

from collections.abc import Callable
from uuid import uuid1, uuid4

import pytest

from amparo.audit.models import Record
from amparo.base.time import iso_week
from amparo.sealing.frames import seal_letter, write_frame
from amparo.system.models import Gap
from amparo.system.packs import local
from amparo.trust.devices import post_pair
from tests.phone.handset import Handset
from tests.world import DISTRICT, World

Enrolled = Callable[..., Handset]


def silent(**said: object) -> bytes:
    whole = {"id": str(uuid4()), "area": DISTRICT, "week": "2027-W01", "number": "105", **said}
    return seal_letter(write_frame({"silent": whole}), post_pair().public)


def test_a_silent_number_is_a_gap_of_its_week_and_sent_twice_is_one(
    world: World, enrolled: Enrolled
) -> None:
    phone, other = enrolled(), enrolled("lucia")
    week = iso_week(local(world.clock.at).date())
    box = silent(week=week)
    phone.outbox, other.outbox = [box, box], [box]
    phone.sync()
    other.sync()
    assert (phone.results, other.results) == (["accepted", "already"], ["already"])
    gap = Gap.objects.get()
    assert (gap.hotline, gap.kind, gap.reason, gap.week) == ("105", "", "no_answer", week)
    assert gap.area_id == DISTRICT
    written = Record.objects.get(can="record_gap")
    assert (written.by, written.subject, written.detail) == (None, None, {})


def test_a_route_that_found_no_service_on_a_phone_is_a_gap_of_that_service(
    world: World, enrolled: Enrolled
) -> None:
    row = next(row for row in world.pack.routes.rows if row.to)
    kind, phone = row.to[0].kind, enrolled()
    phone.outbox = [
        silent(number="", kind=kind, route=route) for route in (row.key, "OF AN OLDER PACK")
    ]
    phone.sync()
    assert phone.results == ["accepted", "accepted"]
    told = Gap.objects.values_list("reason", "kind", "route").order_by("route")
    assert list(told) == [("no_service", kind, ""), ("no_service", kind, row.key)]


def test_a_clock_that_is_wrong_by_a_year_gives_the_week_of_the_receipt(
    world: World, enrolled: Enrolled
) -> None:
    phone = enrolled()
    phone.outbox = [silent(week="2019-W02", number="", kind="pnp")]
    phone.sync()
    gap = Gap.objects.get()
    assert (gap.kind, gap.week) == ("pnp", iso_week(local(world.clock.at).date()))


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "999999999"},
        {"number": "", "kind": "nothing known"},
        {"kind": "pnp"},
        {"area": "XX"},
        {"id": "x"},
        {"id": str(uuid1())},
    ],
    ids=["number", "kind", "both", "area", "no id", "an id that tells the moment"],
)
def test_what_is_no_number_of_ours_is_refused(enrolled: Enrolled, wrong: dict[str, object]) -> None:
    phone = enrolled()
    phone.outbox = [silent(**wrong)]
    phone.sync()
    assert phone.results == ["refused:garbage"]
    assert not Gap.objects.exists()
