"""Clocks that offices missed, and services that were missing, for those who oversee."""

import pytest

from amparo.desk.missed import AboutSo
from amparo.dossiers.actions.escalations import escalate_missed
from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.supervision import declare_conflict
from amparo.dossiers.models import Dossier
from amparo.system.actions.duty import go_absent
from amparo.system.actions.gaps import record_gap
from amparo.system.rules import GapReason
from amparo.trust.actions.circles import add_member
from tests.filling import text_of
from tests.world import DISTRICT, Clock, World


def missed(world: World, clock: Clock, times: int = 1) -> list[Dossier]:
    """Let concerns lie for a week, and tell the next levels of it."""
    cases = [world.case_of(world.raise_concern()) for _ in range(times)]
    clock.move(days=7)
    escalate_missed(at=clock.at)
    return cases


def oversight(world: World, who: str = "julio") -> str:
    return text_of(world.signed_in(who).get("/oversight/"))


def test_an_office_stands_there_with_what_it_missed_and_its_people(
    world: World, clock: Clock
) -> None:
    missed(world, clock)
    page = oversight(world)
    assert "DEMUNA Calca" in page
    assert "2 officers" in page
    row = page.partition("Qualify")[2].partition("</tr>")[0]
    assert "fewer than 5" in row
    assert "6 days" in row
    assert "none given" in row


def test_no_row_and_no_number_leads_to_a_child(world: World, clock: Clock) -> None:
    cases = missed(world, clock, times=2)
    page = oversight(world)
    told = [case.number for case in cases] + [str(case.id) for case in cases]
    told += ["MARK", "Rosa", "Ana", "2027-05-1", "school", "/dossiers/", "/office/"]
    assert [word for word in told if word in page] == []


def test_the_cause_stands_beside_what_was_missed(world: World, clock: Clock) -> None:
    (case,) = missed(world, clock)
    world.take(case, "cause", cause="no_deputy", cause_note="MARK-NOTE")
    page = oversight(world)
    assert "absence without a deputy" in page
    assert "none given" not in page
    assert "MARK" not in page


def test_counts_are_said_from_five_on_and_rounded(world: World, clock: Clock) -> None:
    missed(world, clock, times=6)
    row = oversight(world).partition("Qualify")[2].partition("</tr>")[0]
    assert "5 or more" in row
    assert "6 or more" not in row


def test_what_was_done_since_is_said_and_goes_after_a_month(world: World, clock: Clock) -> None:
    (case,) = missed(world, clock)
    world.opened(case)
    row = oversight(world).partition("Open what arrived")[2].partition("</tr>")[0]
    assert "all done since" in row
    clock.move(days=31)
    assert "Open what arrived" not in oversight(world)


def test_what_only_the_supervisor_was_told_is_not_there(world: World, clock: Clock) -> None:
    world.raise_concern()
    clock.move(hours=25)
    escalate_missed(at=clock.at)
    assert "No office has missed a clock that comes to you" in oversight(world)


def test_a_body_that_was_not_told_sees_nothing(world: World, clock: Clock) -> None:
    missed(world, clock)
    assert "DEMUNA Calca" not in oversight(world, "irma")


def test_who_oversees_elsewhere_does_not_oversee_the_office_they_supervise(
    world: World, clock: Clock
) -> None:
    missed(world, clock)
    body, carmen = world.bodies["defensoria"], world.people["carmen"]
    key = world.keyring("irma").current_private_of(body.id)
    add_member(body.circle, carmen, "oversight", opened_with=key, by=None, at=clock.at)
    assert "No office has missed a clock that comes to you" in oversight(world, "carmen")


def test_what_must_not_be_known_there_is_not_there(world: World, clock: Clock) -> None:
    (case,) = missed(world, clock)
    case.kept_from.create(body=world.bodies["ministry"], reason="kin", at=clock.at)
    assert "DEMUNA Calca" not in oversight(world).partition('id="watched"')[0]
    demuna = today(world).partition("DEMUNA Calca")[2].partition("</tr>")[0]
    assert "fewer than 5" not in demuna, "its workers alone are counted there"


def test_staffing_says_who_is_away_and_that_nobody_stands_in(world: World, clock: Clock) -> None:
    missed(world, clock)
    carmen = world.signed_in("carmen")
    away = {"do": "away", "away-person": str(world.people["ana"].id)}
    assert carmen.post("/office/deputies/", away).status_code == 302
    page = oversight(world)
    assert "1 away today" in page
    assert "nobody stands in" in page


def test_missing_services_stand_there_by_district_and_week(world: World, clock: Clock) -> None:
    record_gap(area=DISTRICT, reason=GapReason.NO_ANSWER, hotline="105", at=clock.at)
    page = oversight(world).partition('id="missing"')[2]
    row = page.partition('rowheader">Calca')[2].partition("</tr>")[0]
    assert [
        word for word in ("2027-W19", "105", "nobody answers", "fewer") if word not in row
    ] == []


def test_an_empty_page_says_what_will_be_here(world: World) -> None:
    page = oversight(world)
    assert "No office has missed a clock that comes to you" in page
    assert "Nothing was missing so far" in page


@pytest.mark.parametrize("who", ["rosa", "ana", "carmen", "mario"])
def test_only_those_who_oversee_find_the_page(world: World, who: str) -> None:
    assert world.signed_in(who).get("/oversight/").status_code == 404


@pytest.mark.parametrize(("exact", "said"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10)])
def test_a_count_below_five_is_not_kept(exact: int, said: int) -> None:
    assert AboutSo.of(exact) == AboutSo(said)


def today(world: World, who: str = "julio") -> str:
    """Return the part of the page that says how each office stands today."""
    return oversight(world, who).partition('id="watched"')[2].partition("</section>")[0]


def cell(page: str, label: str) -> str:
    return page.partition(f'data-label="{label}">')[2].partition("</td>")[0]


def test_an_office_owes_answers_before_anything_is_missed(world: World) -> None:
    world.raise_concern()
    page = today(world)
    assert "DEMUNA Calca" in page
    assert "fewer than 5" in cell(page, "Answers owed")
    assert "late" not in cell(page, "Answers owed")
    assert "none" in cell(page, "Ties open")


def test_workers_without_a_session_are_counted_exactly_and_the_absent_are_not(
    world: World, clock: Clock
) -> None:
    world.raise_concern()
    assert cell(today(world), "Workers without a session") == "2"
    at, ana = clock.at, world.people["ana"].id
    go_absent(world.bodies["demuna"], account=ana, deputy=None, by=None, at=at)
    assert cell(today(world), "Workers without a session") == "1"


def test_a_tie_is_counted_until_somebody_acts_on_it(world: World) -> None:
    case = world.case_of(world.raise_concern())
    world.opened(case)
    world.take(case, "receipt", earlier_6m="0", conflict="colleague")
    assert "fewer than 5" in cell(today(world), "Ties open")


def test_whoever_must_not_know_gets_no_number_that_holds_it(world: World, clock: Clock) -> None:
    case = world.case_of(world.raise_concern())
    before = today(world)
    kept = Kept(accounts=frozenset({world.people["julio"].id}), reason="kin")
    declare_conflict(case, kept, by=world.supervisor(), at=clock.at)
    assert "fewer than 5" in cell(before, "Answers owed")
    demuna = today(world).partition("DEMUNA Calca")[2].partition("</tr>")[0]
    assert "none" in cell(demuna, "Answers owed")


def test_a_country_of_offices_is_read_page_by_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.raise_concern()
    monkeypatch.setattr("amparo.desk.watched.A_PAGE", 1)
    client = world.signed_in("julio")
    pages: list[str] = []
    while not pages or f'href="?page={len(pages) + 1}"' in pages[-1]:
        pages.append(text_of(client.get(f"/oversight/?page={len(pages) + 1}")))
    rows = [page.partition('id="watched"')[2].partition("</section>")[0] for page in pages]
    assert len(pages) > 1
    assert sum("DEMUNA Calca" in row for row in rows) == 1


def test_another_overseer_sees_no_office_of_theirs(world: World) -> None:
    world.raise_concern()
    assert "DEMUNA" not in today(world, "irma")
