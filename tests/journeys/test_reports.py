"""A half-year goes back to those it came from, and tells nobody of one community.

July 2027. The ministry's statistician publishes; a supervisor, the mayor and a member each open
what is theirs. The mayor asks for one anexo, and there is no such thing. Made-up people.
"""

import pytest

from amparo.insight.models import Line
from amparo.insight.tests.conftest import Raise, five_groups, raise_many
from amparo.trust.actions.accounts import create_account
from amparo.trust.actions.circles import add_member
from tests.journeys.desk import Desk
from tests.world import PASSPHRASE

__all__ = ["five_groups", "raise_many"]


@pytest.mark.usefixtures("five_groups")
def test_a_half_year_is_told_to_each_as_far_as_it_is_theirs(
    desk: Desk,
    raise_many: Raise,
) -> None:
    raise_many(35)
    raise_many(3, danger="now")
    sara_is_the_ministry_s_statistician(desk)
    she_publishes_once(desk)
    she_sees_areas_beside_each_other(desk)
    a_supervisor_sees_her_office(desk)
    the_mayor_asks_for_one_anexo(desk)
    a_member_reads_the_sheet_out(desk)
    a_concern_that_comes_late_changes_nothing(desk, raise_many)


def sara_is_the_ministry_s_statistician(desk: Desk) -> None:
    world = desk.world
    circle = world.bodies["ministry"].circle
    key = world.keyring("julio").current_private_of(circle.id)
    at = world.clock.at
    sara = create_account("sara", "Sara (made up)", PASSPHRASE, by=None, at=at)
    add_member(circle, sara, "statistician", opened_with=key, by=None, at=at)


def she_publishes_once(desk: Desk) -> None:
    sara = desk.comes("sara", "2027-06-30 23:59").goes("/reports/")
    sara.reads("Nothing is published yet").does_not_read("Publish January to June 2027")
    sara = desk.comes("sara", "2027-07-01 09:00").follows("Reports")
    sara.presses("Publish January to June 2027").reads("These numbers stay as they are.")
    sara.does_not_read("Publish January to June 2027")


def she_sees_areas_beside_each_other(desk: Desk) -> None:
    sara = desk.comes("sara").goes("/reports/").follows("Concerns of the communities")
    sara.reads("Calca", "Most", "Do not rank places").does_not_read("Qori", "38")
    sara.goes("/reports/").follows("Concerns by danger").reads("Cusco (region)", "not shown")


def a_supervisor_sees_her_office(desk: Desk) -> None:
    carmen = desk.comes("carmen").follows("Reports")
    carmen.does_not_read("Concerns of the communities")
    carmen.follows("Answers that the DEMUNA owed").reads("DEMUNA Calca", "Most")
    carmen.does_not_read("Yanatile", "38")


def the_mayor_asks_for_one_anexo(desk: Desk) -> None:
    mario = desk.comes("mario").follows("Reports").follows("Answers that the DEMUNA owed")
    mario.reads("no concern, no community and no kind of violence")
    before = mario.words
    mario.goes("/reports/2027-1/answers-demuna/?anexo=Qori&area=PE080401")
    assert mario.words == before
    for asked in ("concerns", "anexo", "qori", "concerns-by-danger"):
        mario.finds_nothing(f"/reports/2027-1/{asked}/")
    mario.finds_nothing("/reports/2027-1/answers-demuna/qori/")


def a_member_reads_the_sheet_out(desk: Desk) -> None:
    rosa = desk.comes("rosa").follows("Reports").follows("Concerns of the communities")
    rosa.reads("From all communities of Calca (district) came about", "Most were answered in time.")
    rosa.reads("Talk about no child in particular.").does_not_read("DEMUNA Calca", "38")


def a_concern_that_comes_late_changes_nothing(
    desk: Desk,
    raise_many: Raise,
) -> None:
    before = desk.comes("rosa").goes("/reports/2027-1/concerns/").words
    raise_many(40)
    assert desk.comes("rosa", "2027-07-02 10:00").goes("/reports/2027-1/concerns/").words == before
    assert set(Line.objects.values_list("publication__period", flat=True)) == {"2027-1"}
