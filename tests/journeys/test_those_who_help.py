"""Those who help are cared for: the call to a member, and the weekly session of an officer."""

import pytest

from amparo.dossiers.models import Dossier
from tests.journeys.desk import Desk


@pytest.mark.opens("call_wish", "debrief")
def test_a_member_is_called_by_somebody_who_knows_nothing_of_her_concern(desk: Desk) -> None:
    desk.it_is("2027-05-10 09:15")
    desk.world.raise_concern()
    rosa = desk.comes("rosa").follows("My concerns")
    rosa.goes("/support/").follows("Say how to call you")
    rosa.presses("Say it", wants_call="yes", call_number="MARK-NUMBER").reads("how to call you")
    call = Dossier.objects.get(protocol="debrief")
    gina = desk.comes("gina", "2027-05-11 10:00").goes(f"/dossiers/{call.id}/file/")
    gina.reads("MARK-NUMBER", "Rosa", "Don't ask about a child").does_not_read("MARK-WORDS")
    gina.follows("Note the call").presses("Write it down", spoke="not_reached")
    desk.comes("rosa").goes("/support/").reads("They could not reach you yet.")
    gina = desk.comes("gina", "2027-05-12 10:00").goes(f"/dossiers/{call.id}/steps/call/")
    gina.presses("Write it down", spoke="spoke", member_is="well", member_needs="nothing")
    assert desk.due(call) == {}


@pytest.mark.opens("session", "support_given")
def test_an_officer_who_can_take_no_more_is_given_support(desk: Desk) -> None:
    carmen = desk.comes("carmen", "2027-05-11 09:00").reads("Workers without a session this week")
    ana = desk.world.people["ana"].id
    carmen.goes(f"/office/sessions/{ana}/").follows("Note a session")
    said = {"worker_is": "needs_support", "load_is": "too_much", "next_session": "2027-05-18"}
    carmen.presses("Write it down", said, agreed="MARK-AGREED")
    carmen.reads("Said that they need support", "MARK-AGREED").follows("Note the support given")
    carmen.presses("Write it down", support_given=["days_off"]).reads("days of rest")
    carmen.does_not_read("Said that they need support")
    officer = desk.comes("ana").follows("My sessions and my load")
    officer.reads("MARK-AGREED", "days of rest", "of 25 at most").does_not_read("Beto")
    desk.comes("beto").goes("/duties/sessions/").does_not_read("MARK-AGREED", "Ana (")
