"""What journeys about conciliation answer: the way from a qualified case to its questions."""

from amparo.dossiers.models import Dossier
from tests.journeys.desk import Desk, Visit
from tests.journeys.reading import Typed

WRITE = "Write it down"

RECEIPT = {
    "arrived": "in_person",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier_6m": "0",
    "tell_raiser": "as_usual",
}
QUALIFIED = {
    "age_band": "6_11",
    "crime": "no",
    "family_protection": "none",
    "competence": "ours",
    "next": "conciliacion",
}
NOTHING_STANDS_IN_THE_WAY = {
    "matter": ["alimony", "visits"],
    **dict.fromkeys(("m01", "m02", "m03", "m04", "m05", "m06", "m08", "m10", "m11"), "no"),
    "party_age": "adults",
}
INVITED = {"hearing_at": "2027-09-16T10:00", "invited_by": "notified", "invite_care": "MARK-CARE"}
RECEIVED = {"received_at": "2027-09-07T11:00", "received_note": "MARK-DOOR"}
ONE = {"talk_with": "one", "free_one": "yes", "lives_alone": "no", "talk_said": "MARK-ONE"}
TWO = {"talk_with": "two", "free_two": "yes", "lives_alone": "no"}
CHILD = {"talk_with": "child", "child_heard": "alone", "talk_said": "MARK-CHILD"}
BOTH_AGREE = {"agrees_one": "yes", "agrees_two": "yes"}
TOGETHER = {"together": "together", "session_end": "agreed"}
AGREEMENT = {
    "agreed_matters": ["alimony", "visits"],
    "clauses": ["none"],
    "agreement_text": "MARK-AGREEMENT",
    "read_aloud": "yes",
}


def a_case_qualified_as_conciliation(desk: Desk, moment: str) -> Dossier:
    """Let a case come as far as its qualification; what follows is written on pages."""
    desk.it_is(moment)
    world = desk.world
    case = world.case_of(world.raise_concern())
    world.opened(case)
    world.take(case, "receipt", None, **RECEIPT)
    world.take(case, "qualify", None, **QUALIFIED)
    return case


def opens_it(officer: Visit, case: Dossier) -> str:
    """Open the conciliation from the case; return its address, where the page now stands."""
    officer.goes(f"/dossiers/{case.id}/").follows("Open the conciliation")
    officer.presses(WRITE, open_asked="MARK-ASKED").reads("The case it belongs to", case.number)
    return officer.address


def writes(officer: Visit, address: str, step: str, answers: Typed) -> Visit:
    """Take a step of a dossier on its page."""
    return officer.goes(f"{address}steps/{step}/").presses(WRITE, answers)
