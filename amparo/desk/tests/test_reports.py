"""Pages of published numbers: who sees which, in words that a person can read out."""

import csv
import io
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from amparo.desk import reports
from amparo.desk.comma_separated import harmless
from amparo.insight.rules import SafeCount
from amparo.insight.tests.conftest import AFTER, Raise, five_groups, publish, raise_many
from amparo.trust.actions.circles import add_member
from tests.filling import text_of
from tests.world import OTHER_DISTRICT, World

__all__ = ["five_groups", "raise_many"]

PERIOD = "/reports/2027-1/"


@pytest.fixture
def printed(world: World, raise_many: Raise, five_groups: None) -> World:  # noqa: ARG001
    """A published half-year of two districts, on a day in July."""
    raise_many(30)
    raise_many(20, OTHER_DISTRICT, in_time=False)
    publish()
    world.clock.at = AFTER
    return world


def statistician(world: World) -> str:
    circle = world.bodies["ministry"].circle
    key = world.keyring("julio").current_private_of(circle.id)
    at = world.clock.at
    add_member(circle, world.people["gina"], "statistician", opened_with=key, by=None, at=at)
    return "gina"


def page(world: World, who: str, address: str = "/reports/") -> str:
    answer = world.signed_in(who).get(address)
    assert answer.status_code == 200, (who, address, answer.status_code)
    return text_of(answer)


def status(world: World, who: str, address: str) -> int:
    return world.signed_in(who).get(address).status_code


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("rosa", ["concerns"]),
        ("carmen", ["answers-demuna", "answers-ended", "referrals-received", "sessions"]),
        ("mario", ["activities", "answers-demuna"]),
        (
            "julio",
            [
                "activities",
                "answers-demuna",
                "answers-ended",
                "answers-others",
                "concerns",
                "concerns-by-danger",
                "referrals-received",
                "sessions",
            ],
        ),
    ],
)
def test_each_sees_the_reports_that_the_pack_gives_them(
    printed: World, who: str, seen: list[str]
) -> None:
    listed = page(printed, who)
    every = printed.pack.reports.rows
    assert [key for key in sorted(every) if f"{PERIOD}{key}/" in listed] == seen
    for key in every:
        assert status(printed, who, f"{PERIOD}{key}/") == (200 if key in seen else 404)


def test_a_member_reads_one_sheet_and_no_table(printed: World) -> None:
    sheet = page(printed, "rosa", f"{PERIOD}concerns/")
    assert "From all communities of Calca (district) came about <strong>30</strong>" in sheet
    assert "Most were answered in time." in sheet
    assert "<table" not in sheet
    assert "Yanatile" not in sheet
    assert status(printed, "rosa", f"{PERIOD}concerns/table.csv") == 404


def test_a_member_of_a_district_with_few_groups_reads_the_next_wider_area(
    world: World,
    raise_many: Raise,
) -> None:
    raise_many(30)
    publish()
    world.clock.at = AFTER
    assert "Nothing is told for your district" in page(world, "rosa", f"{PERIOD}concerns/")


def test_a_statistician_sees_areas_beside_each_other_and_no_office_s_pages(printed: World) -> None:
    who = statistician(printed)
    shown = page(printed, who, f"{PERIOD}concerns/")
    assert "Calca" in shown
    assert "Yanatile" not in shown
    assert status(printed, who, "/oversight/") == 404


def test_the_mayor_finds_offices_and_no_way_to_one_community(printed: World) -> None:
    shown = page(printed, "mario", f"{PERIOD}answers-demuna/")
    assert "DEMUNA Calca" in shown
    assert "DEMUNA Yanatile" not in shown
    assert "not kept in the system yet" not in shown
    for tried in ("?area=qori", "?anexo=1", "?level=community", "?body=x"):
        assert (
            text_of(printed.signed_in("mario").get(f"{PERIOD}answers-demuna/{tried}")).partition(
                "<main"
            )[2]
            == shown.partition("<main")[2]
        )
    for address in ("concerns/qori/", "qori/", "concerns/", "concerns-by-danger/table.csv"):
        assert status(printed, "mario", f"{PERIOD}{address}") == 404


def test_a_supervisor_sees_the_own_office_alone(printed: World) -> None:
    shown = page(printed, "carmen", f"{PERIOD}answers-demuna/")
    assert "DEMUNA Calca" in shown
    assert "Yanatile" not in shown


def test_a_report_says_what_it_rests_on_and_how_well_that_is_known(printed: World) -> None:
    answers = page(printed, "carmen", "/reports/2027-1/answers-demuna/")
    assert "not verified" in answers
    assert "DS 005-2019-MIMP art. 7.2" in answers
    assert "a proposal of this system, not law" in answers
    sessions = page(printed, "carmen", "/reports/2027-1/sessions/")
    assert "known, still to be checked" in sessions


def test_only_a_statistician_publishes_and_once(world: World, raise_many: Raise) -> None:
    raise_many(12)
    world.clock.at = AFTER
    assert world.signed_in("julio").post("/reports/publish/", {"period": "2027-1"}).status_code == (
        404
    )
    client = world.signed_in(statistician(world))
    assert "Publish January to June 2027" in text_of(client.get("/reports/"))
    for _ in range(2):
        client.post("/reports/publish/", {"period": "2027-1"})
    assert "Publish January to June 2027" not in text_of(client.get("/reports/"))


@pytest.mark.parametrize("period", ["2027-2", "2030-1", "2027", "x", "", "2027-1-1"])
def test_what_is_not_over_or_no_period_is_not_published(world: World, period: str) -> None:
    world.clock.at = AFTER
    client = world.signed_in(statistician(world))
    answer = client.post("/reports/publish/", {"period": period})
    assert answer.status_code in {302, 404, 409, 422, 400}
    assert "Published" not in text_of(client.get("/reports/")).partition("<main")[2]


def table(world: World, key: str) -> list[list[str]]:
    answer = world.signed_in("julio").get(f"{PERIOD}{key}/table.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_table_says_first_what_is_hidden_and_holds_the_same_numbers(printed: World) -> None:
    rows = table(printed, "concerns")
    assert rows[0][0].startswith("Rounded to fives")
    assert ["Calca", "district", "30", "most", ""] in rows
    shown = page(printed, "julio", f"{PERIOD}concerns/")
    assert all(row[2] in shown for row in rows[3:])


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "|cmd", "%x"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert harmless(start) == f"'{start}"


def test_an_ordinary_cell_stays_as_it_is() -> None:
    assert harmless("Calca (distrito)") == "Calca (distrito)"


def shapes(kind: Any) -> list[Any]:  # noqa: ANN401  # whatever a field says it holds
    """Return what a type is made of, through tuples, unions and our own dataclasses."""
    if get_origin(kind) in {tuple, Union, UnionType}:
        return [inner for each in get_args(kind) for inner in shapes(each)]
    if is_dataclass(kind) and kind is not SafeCount:
        hints = get_type_hints(kind)
        return [inner for each in fields(kind) for inner in shapes(hints[each.name])]
    return [kind]


@pytest.mark.parametrize("kind", [reports.Seen, reports.Sheet, reports.Table, reports.Row])
def test_a_template_is_given_words_and_safe_counts_and_no_other_number(kind: Any) -> None:  # noqa: ANN401
    assert set(shapes(kind)) <= {str, bool, SafeCount, Ellipsis}


def test_this_test_knows_a_number_when_it_sees_one() -> None:
    assert int in shapes(tuple[int, ...])
    assert int in shapes(int | None)


def test_a_safe_count_holds_nothing_exact() -> None:
    assert [each.name for each in fields(SafeCount)] == ["shown"]
