"""What groups did, counted by district and kind: by no group, and nothing that was taken back."""

from typing import TYPE_CHECKING

import pytest

from amparo.base.ids import new_id
from amparo.dossiers.actions.activities import note_activity, take_back_activity
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author
from amparo.insight.models import Line, Publication
from amparo.insight.tests.conftest import AFTER, MAY, Raise, keep_from, publish
from tests.filling import text_of
from tests.world import DISTRICT, OTHER_DISTRICT, World

if TYPE_CHECKING:
    from amparo.forms.values import Value

FIVE = pytest.mark.usefixtures("five_groups")


def author(world: World) -> Author:
    return Author("member", "vetted", world.people["rosa"].id)


def note(world: World, times: int, kind: str = "talk", area: str = DISTRICT) -> list[Dossier]:
    said: dict[str, Value] = {
        "activity_kind": kind,
        "activity_on": "2027-05-10",
        "activity_about": ("rights",),
        "how_many": "up_to_10",
        "who_came": ("children",),
    }
    by = author(world)
    return [note_activity(new_id(MAY), said, area, by=by, at=MAY) for _ in range(times)]


def counted(published: Publication) -> dict[tuple[str, str], int | None]:
    rows = Line.objects.filter(publication=published, report="activities")
    return {(str(row.area_id), row.answer): row.shown for row in rows}


@FIVE
def test_they_are_counted_by_district_and_kind_and_small_numbers_hidden(
    world: World, raise_many: Raise
) -> None:
    raise_many(0)
    note(world, 10)
    note(world, 4, "meeting")
    note(world, 10, area=OTHER_DISTRICT)
    told = counted(publish())
    assert {area for area, _ in told} == {DISTRICT}
    assert told[DISTRICT, "talk"] == 10
    assert told[DISTRICT, "meeting"] is None
    assert told[DISTRICT, "training"] is None


@FIVE
def test_what_was_taken_back_is_not_counted(world: World, raise_many: Raise) -> None:
    raise_many(0)
    noted = note(world, 15)
    for each in noted[:5]:
        take_back_activity(each, by=author(world), at=MAY)
    assert counted(publish())[DISTRICT, "talk"] == 10


def test_of_a_district_with_fewer_than_five_groups_nothing_is_told(
    world: World, raise_many: Raise
) -> None:
    raise_many(0)
    note(world, 20)
    assert counted(publish()) == {}


@FIVE
def test_what_the_mayor_must_not_know_of_still_counts_for_those_who_may(
    raise_many: Raise, world: World
) -> None:
    """The mayor reads activities and no concern: nothing has to be left out of concerns."""
    for row in raise_many(20):
        keep_from(row, body=world.bodies["municipality"])
    published = publish()
    assert Line.objects.get(publication=published, report="concerns", area=DISTRICT).shown == 20


@FIVE
def test_the_mayor_reads_the_district_s_activities_and_no_group(
    world: World, raise_many: Raise
) -> None:
    raise_many(0)
    note(world, 10)
    publish()
    world.clock.at = AFTER
    mario = world.signed_in("mario")
    shown = text_of(mario.get("/reports/2027-1/activities/"))
    for words in ("Activities of the groups", "Calca (district)", "A talk", "not shown"):
        assert words in shown, words
    for words in ("Qori", "Group 0", "Concerns", "not kept in the system"):
        assert words not in shown, words
    table = text_of(mario.get("/reports/2027-1/activities/table.csv"))
    assert "Activities" in table
    assert "Concerns" not in table
