"""Point 7: a whole case to its end; it does not end before its supervisor agreed."""

from collections.abc import Iterator

from amparo.config.demo.rehearsal.acting import answer, is_refused, qualified, take, taken
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.dossiers.models import Dossier, Duty

AGREE = "To end, your supervisor must agree."
LIMITED = "Lack of staff, money or a service ends nothing."


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    case = qualified(stage, "rosa")
    yield from _plan(stage, case)
    yield from _visit(stage, case)
    yield from _tell(stage, case)
    yield from _end(stage, case)
    yield from _come_back(stage, case)


def _plan(stage: Stage, case: Dossier) -> Iterator[str]:
    for step in ("weigh", "assess"):
        take(stage, "ana", case, step)
    owed = Duty.objects.filter(dossier=case, clock="PE.case.plan_medium", done_at=None)
    must_be("plans owed", 1, owed.count())
    answer(stage, "ana", case, "plan", plan_child_said="").must_say("To mend")
    must_be("plans without the child's words", 0, taken(case, "plan"))
    take(stage, "ana", case, "plan")
    must_be("plans owed", 0, owed.count())
    yield "a plan is owed, and made with the child: without what she said there is none"


def _visit(stage: Stage, case: Dossier) -> Iterator[str]:
    answer(stage, "ana", case, "visit_out", visit_with="").must_say("To mend")
    must_be("visits by one alone", 0, taken(case, "visit_out"))
    take(stage, "ana", case, "visit_out")
    owed = Duty.objects.filter(dossier=case, clock="PE.visit.back", done_at=None)
    must_be("returns owed", 1, owed.count())
    is_refused(stage, "ana", case, "visit_out", "A visit has no return noted.")
    take(stage, "ana", case, "visit_back")
    must_be("returns owed", 0, owed.count())
    yield "two go on a visit and say when they will be back; no other begins before they are"


def _tell(stage: Stage, case: Dossier) -> Iterator[str]:
    owed = Duty.objects.filter(dossier=case, clock="PE.tell.child_planned", done_at=None)
    must_be("the child is to be told", 1, owed.count())
    take(stage, "ana", case, "tell_child")
    take(stage, "ana", case, "tell_caregiver")
    must_be("the child is to be told", 0, owed.count())
    yield "the child and the family are told, each by a clock of its own"


def _end(stage: Stage, case: Dossier) -> Iterator[str]:
    is_refused(stage, "ana", case, "close", AGREE, "Ask for agreement")
    yield "without agreement the page of ending says what is missing, and asks nothing"
    take(stage, "ana", case, "ask_approval")
    is_refused(stage, "ana", case, "close", AGREE)
    stage.visitor("carmen").open("/office/").must_say(case.number)
    take(stage, "carmen", case, "decide_approval")
    yield "agreement is asked for, and her supervisor answers it from her own page"
    answer(stage, "ana", case, "close", closing_reason="limited_resources").must_say(LIMITED)
    must_be("endings", 0, taken(case, "close"))
    take(stage, "ana", case, "close").must_say("Our attention ended")
    yield "for want of staff or money nothing ends; with its reason it does"


def _come_back(stage: Stage, case: Dossier) -> Iterator[str]:
    is_refused(stage, "ana", case, "plan", "Our attention has ended.", "Open it again")
    take(stage, "ana", case, "reopen")
    take(stage, "ana", case, "plan")
    is_refused(stage, "ana", case, "close", AGREE)
    yield "it is opened again, with its history; the earlier agreement ends it no second time"
