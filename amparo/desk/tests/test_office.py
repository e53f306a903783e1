"""A supervisor's first page, and giving a case to somebody."""

import re

import pytest

from amparo.dossiers.models import Dossier
from amparo.system.models import Body
from amparo.trust.actions.circles import add_member
from tests.filling import fill, text_of, token_of
from tests.world import Clock, World


def group(page: str, worry: str) -> str:
    """Return what stands under one heading of the page."""
    found = re.search(
        rf'<section[^>]*aria-labelledby="worry-{worry}".*?</section>', page, re.DOTALL
    )
    return found[0] if found else ""


def case_of(world: World) -> Dossier:
    return world.case_of(world.raise_concern())


def office(world: World, who: str = "carmen") -> str:
    return text_of(world.signed_in(who).get("/office/"))


def assign(world: World, case: Dossier, worker: str, deputy: str = "") -> None:
    named = {"worker": str(world.people[worker].id)}
    named["deputy"] = str(world.people[deputy].id) if deputy else ""
    answer = fill(world.signed_in("carmen"), f"/office/{case.id}/assign/", named)
    assert answer.status_code == 302, text_of(answer)


def test_danger_that_nobody_answered_stands_on_top_without_a_name(world: World) -> None:
    raised = world.raise_concern(danger_now="today")
    page = office(world)
    danger = group(page, "danger")
    for case in Dossier.objects.filter(protocol="case", situation=raised.situation):
        is_ours = case.parties.filter(body=world.bodies["demuna"]).exists()
        assert (case.number in danger) == is_ours
    assert page.index('id="worry-danger"') < page.index('id="worry-unassigned"')
    assert [word for word in ("MARK", "Rosa", "school") if word in page] == []


def test_a_missed_clock_stands_with_the_newest_cause(world: World, clock: Clock) -> None:
    case = case_of(world)
    clock.move(hours=25)
    assert "none given yet" in group(office(world), "missed")
    world.take(case, "cause", cause="no_vehicle", cause_note="MARK-NOTE")
    clock.move(minutes=1)
    world.take(case, "cause", cause="no_signal")
    missed = group(office(world), "missed")
    assert "no signal or power" in missed
    assert "no vehicle" not in missed
    assert "MARK" not in missed


def test_a_cause_from_before_a_clock_began_excuses_nothing(world: World, clock: Clock) -> None:
    case = case_of(world)
    world.take(case, "cause", cause="no_vehicle")
    clock.move(hours=1)
    world.opened(case)
    world.take(case, "receipt", danger_checked="not_reached", conflict="none", earlier_6m="0")
    clock.move(hours=2)
    assert "no vehicle" not in group(office(world), "danger")


def test_what_is_not_due_yet_hurts_nobody_today(world: World) -> None:
    assign(world, case_of(world), "ana")
    page = office(world)
    assert group(page, "missed") == ""
    assert "Nothing else can hurt somebody today" in page


def test_a_wait_stands_there_until_it_is_looked_at(world: World, clock: Clock) -> None:
    case = case_of(world)
    world.opened(case)
    world.take(case, "hold", hold_reason="child_safety", hold_until="2027-05-12")
    assert "Look at the wait again" in group(office(world), "hold")
    world.take(case, "hold_seen", world.supervisor(), hold_agreed="agreed")
    assert group(office(world), "hold") == ""
    clock.move(days=3)
    past = group(office(world), "hold")
    assert "Tell them that their concern was read" in past


def test_the_third_concern_about_one_child_is_seen(world: World) -> None:
    case = case_of(world)
    world.opened(case)
    world.take(case, "receipt", earlier_6m="2p", conflict="none")
    assert case.number in group(office(world), "third")


def test_a_declared_tie_stands_there_until_somebody_acts_on_it(world: World) -> None:
    case = case_of(world)
    world.opened(case)
    world.take(case, "receipt", earlier_6m="0", conflict="colleague")
    assert case.number in group(office(world), "tie")
    assign(world, case, "beto")
    assert group(office(world), "tie") == ""


def test_a_case_in_which_nothing_is_owed_hurts_nobody_today(world: World) -> None:
    case = case_of(world)
    assert case.number in office(world)
    case.duties.update(done_at=world.clock.at)
    assert case.number not in office(world)


def test_what_nobody_has_is_assigned_with_a_deputy(world: World) -> None:
    case = case_of(world)
    assert case.number in group(office(world), "unassigned")
    assign(world, case, "beto", "ana")
    case.refresh_from_db()
    assert (case.assigned_to, case.deputy) == (world.people["beto"], world.people["ana"])
    assert group(office(world), "unassigned") == ""


def test_the_load_lies_beside_each_officer(world: World, clock: Clock) -> None:
    assign(world, case_of(world), "beto")
    clock.move(hours=25)
    row = office(world).partition('rowheader">Beto')[2].partition("</tr>")[0]
    assert re.findall(r'label="(?:Open cases|Clocks missed)">(\d+)', row) == ["1", "1"]


def test_sending_an_assignment_twice_is_one_entry_and_another_choice_a_second(
    world: World,
) -> None:
    case, carmen = case_of(world), world.signed_in("carmen")
    address = f"/office/{case.id}/assign/"
    token = token_of(carmen.get(address))
    for worker in ("ana", "ana", "beto"):
        carmen.post(address, {"worker": str(world.people[worker].id), "token": token})
    case.refresh_from_db()
    assert case.entries.filter(step="assign").count() == 2
    assert case.assigned_to == world.people["beto"]


def test_whoever_must_not_know_is_not_offered(world: World) -> None:
    case = case_of(world)
    case.kept_from.create(account=world.people["beto"], reason="raiser_said", at=world.clock.at)
    carmen = world.signed_in("carmen")
    address = f"/office/{case.id}/assign/"
    assert "Beto" not in text_of(carmen.get(address))
    answer = fill(carmen, address, {"worker": str(world.people["beto"].id)})
    assert answer.status_code == 200
    case.refresh_from_db()
    assert case.assigned_to is None


@pytest.mark.parametrize("deputy", ["ana", "rosa", "nonsense"])
def test_only_another_officer_of_the_office_stands_in(world: World, deputy: str) -> None:
    case = case_of(world)
    named = {"worker": str(world.people["ana"].id)}
    named["deputy"] = str(world.people[deputy].id) if deputy in world.people else deputy
    page = fill(world.signed_in("carmen"), f"/office/{case.id}/assign/", named)
    assert "To mend" in text_of(page)
    assert not case.entries.filter(step="assign").exists()


def test_an_office_without_officers_says_how_to_go_on(world: World) -> None:
    case = case_of(world)
    for who in ("ana", "beto"):
        case.kept_from.create(account=world.people[who], reason="kin", at=world.clock.at)
    page = text_of(world.signed_in("carmen").get(f"/office/{case.id}/assign/"))
    assert "No officer of your office can take it on" in page


@pytest.mark.parametrize("who", ["rosa", "ana", "mario", "irma", "julio"])
def test_only_supervisors_find_the_page(world: World, who: str) -> None:
    case, client = case_of(world), world.signed_in(who)
    addresses = ("/office/", f"/office/{case.id}/assign/", f"/office/{case.id}/conflict/")
    assert {client.get(address).status_code for address in addresses} == {404}


def test_a_supervisor_of_another_office_finds_no_such_case(world: World) -> None:
    case = case_of(world)
    fidel = world.signed_in("fidel")
    assert case.number not in text_of(fidel.get("/office/"))
    assert fidel.get(f"/office/{case.id}/assign/").status_code == 404
    assert fidel.get(f"/office/{case.id}/conflict/").status_code == 404


def test_whoever_supervises_two_offices_sees_one_at_a_time(world: World) -> None:
    case = case_of(world)
    body = world.bodies["demuna"]
    key = world.keyring("carmen").current_private_of(body.id)
    fidel, at = world.people["fidel"], world.clock.at
    add_member(body.circle, fidel, "supervisor", opened_with=key, by=None, at=at)
    client = world.signed_in("fidel")
    assert case.number not in text_of(client.get("/office/"))
    client.post("/hat/", {"hat": f"{body.id}.supervisor"})
    assert case.number in text_of(client.get("/office/"))


def test_the_office_of_an_excluded_supervisor_is_the_same_with_and_without_the_case(
    world: World,
) -> None:
    carmen = world.signed_in("carmen")
    before = text_of(carmen.get("/office/"))
    case = case_of(world)
    case.kept_from.create(account=world.people["carmen"], reason="kin", at=world.clock.at)
    assert unhidden(text_of(carmen.get("/office/"))) == unhidden(before)
    assert carmen.get(f"/office/{case.id}/assign/").status_code == 404


def unhidden(page: str) -> str:
    """Return a page without what differs each time it is made."""
    return re.sub(r'value="[\w:-]{60,}"', "", page)


def test_an_empty_office_says_what_will_be_here(world: World) -> None:
    page = office(world)
    assert "will stand here, danger first" in page
    assert Body.objects.get(pk=world.bodies["demuna"].pk).name in page
