"""What journeys through a case share: a concern that is received, and steps on their pages."""

from typing import Any

from amparo.dossiers.models import Dossier
from tests.journeys.desk import Desk, Visit
from tests.journeys.raising import writes_a_concern
from tests.journeys.reading import Typed

WRITE = "Write it down"
SAID: dict[str, dict[str, str | list[str]]] = {
    "danger": {"danger_now": "no", "health_now": "no"},
    "who_not": {"keep_from": ["none"]},
    "seen": {"signs": ["school"], "last_time": "often", "how_known": "saw"},
    "children": {"how_many": "1", "each_child-0-child_age": "12_13"},
    "where": {"person": "nobody"},
    "words": {"words_seen": "MARK-WORDS"},
    "find": {"child_called": "MARK-NAME"},
    "about_me": {"tie": "neighbour"},
}
RECEIPT = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "nothing",
    "answer_by": "2027-12-31",
}
QUALIFIED = {
    "child_name": "MARK-CHILD",
    "age_band": "12_13",
    "sex": "girl",
    "in_household": "yes",
    "rights": ["vac.neglect.educational"],
    "crime": "no",
    "family_protection": "risk",
    "competence": "ours",
    "today": ["nothing_today"],
    "alleged_tie": "nobody",
    "child_told": "planned",
    "child_told_on": "2027-05-12",
    "caregiver_told": "planned",
    "caregiver_told_on": "2027-05-13",
    "priority": "h72",
    "next": "risk_procedure",
}


def received(desk: Desk, moment: str, **receipt: str) -> Dossier:
    """Let a concern be raised, opened and received at a moment; return the service's case."""
    writes_a_concern(desk.comes("rosa", moment), SAID).presses("Send")
    case = desk.cases("demuna")[-1]
    ana = desk.comes("ana").goes(f"/dossiers/{case.id}/").follows("Open the file")
    ana.follows("Receipt").presses(WRITE, {**RECEIPT, **receipt})
    return case


def qualified(desk: Desk, moment: str, **answers: Any) -> Dossier:  # noqa: ANN401  # str or list
    """Return a case that is received and qualified at a moment."""
    case = received(desk, moment)
    takes(desk.comes("ana"), case, "qualify", {**QUALIFIED, **answers})
    return case


def page_of(visit: Visit, case: Dossier, step: str) -> Visit:
    return visit.goes(f"/dossiers/{case.id}/steps/{step}/")


def takes(visit: Visit, case: Dossier, step: str, answers: Typed, /) -> Visit:
    """Take a step on its page; the entry is there, and counts."""
    before = case.entries.filter(step=step).count()
    page_of(visit, case, step).presses(WRITE, answers).reads("Written down.")
    assert case.entries.filter(step=step).count() == before + 1, f"{step} left no entry"
    return visit


def is_refused(visit: Visit, case: Dossier, step: str, *why: str) -> Visit:
    """Open a step's page: it says why it can't be taken, and asks nothing."""
    page_of(visit, case, step).reads("This can't be done now", *why)
    assert WRITE not in visit.words, f"{step} is refused and asks all the same"
    return visit


def agrees(desk: Desk, case: Dossier, what: str) -> None:
    """Let ana ask for agreement, and carmen agree on her own page."""
    takes(desk.comes("ana"), case, "ask_approval", {"approve_what": what, "approval_why": "MARK"})
    carmen = desk.comes("carmen").goes(f"/office/{case.id}/assign/")
    carmen.follows("answer whether you agree")
    carmen.presses(WRITE, approval="approved", approval_reason="MARK-REASON")
