"""An officer away, and an office of one officer on leave. Made-up people."""

from amparo.dossiers.actions.supervision import assign
from tests.journeys.desk import Desk, lima

RAISED, LEAVES, BACK = "2027-05-10 09:15", "2027-05-11 08:00", "2027-05-12 08:30"


def test_an_officers_clocks_lie_with_her_deputy_until_she_is_back(desk: Desk) -> None:
    desk.it_is(RAISED)
    desk.world.raise_concern()
    case = desk.case_for("demuna")
    entry, by = case.id, desk.world.supervisor()
    assign(case, desk.world.people["ana"].id, None, entry_id=entry, by=by, at=lima(RAISED))
    beto = desk.comes("beto", LEAVES).goes("/duties/").does_not_read(case.number)
    ana = desk.comes("ana").goes("/duties/").follows("I am not here today")
    ana.presses("Hand my duties over", deputy=str(desk.world.people["beto"].id))
    ana.reads("Your duties go to your deputy")
    beto.goes("/duties/").reads(case.number, "Open what arrived").follows(case.number)
    desk.comes("carmen").reads("Beto (made up) stands in")
    ana = desk.comes("ana", "2027-05-11 12:00").goes("/duties/absence/")
    ana.presses("I am here again").reads(case.number)
    beto = desk.comes("beto").goes("/duties/").does_not_read(case.number)
    beto.finds_nothing(f"/dossiers/{case.id}/")


def test_one_officer_alone_and_on_leave_is_seen_by_whoever_holds_the_second_key(
    desk: Desk,
) -> None:
    fidel = desk.comes("fidel", RAISED).goes("/office/")
    fidel.does_not_read("Offices where nobody is today")
    dora = desk.comes("dora", LEAVES).goes("/duties/absence/").does_not_read("Ana (", "Elsa (")
    dora.presses("Hand my duties over", deputy="")
    dora.reads("Nobody stands in for you", "UPE Cusco (made up) sees that nobody is")
    fidel = desk.comes("fidel").goes("/office/")
    fidel.reads_in_order("Offices where nobody is today", "DEMUNA Yanatile", "nobody stands in")
    desk.comes("carmen").goes("/office/").does_not_read("Offices where nobody is today")
    desk.comes("dora", BACK).goes("/duties/")
    desk.comes("fidel").goes("/office/").does_not_read("Offices where nobody is today")
