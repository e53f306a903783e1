"""Point 4: whoever raised it hears back in closed messages; what is missed is told upwards."""

from collections.abc import Iterator
from datetime import timedelta

from amparo.config.demo.rehearsal.acting import open_file, raise_concern, take, usual
from amparo.config.demo.rehearsal.point_1_raising import T0
from amparo.config.demo.rehearsal.stage import Stage, must_be, run
from amparo.dossiers.models import Dossier, Duty, Entry

T1 = "A person has read your notice"
T2 = "It is in the hands of whoever it belongs to."
T3 = "You no longer need to keep this in mind. If you see something new, tell us again"


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    yield from _tell(stage)
    yield from _hold(stage)
    yield from _miss(stage)


def _tell(stage: Stage) -> Iterator[str]:
    """All four messages, each owed by a clock of the service's own case."""
    lucia = stage.visitor("lucia")
    concern = raise_concern(lucia, usual(stage, "school"))
    page = f"/concerns/{concern.pk}/"
    lucia.open(page).must_say(T0)
    case = stage.case_of(concern, "demuna_calca")
    open_file(stage.visitor("ana"), case)
    take(stage, "ana", case, "receipt", tell_raiser="call_me")
    lucia.open(page).must_say(T1, concern.code_word).must_not_say(T0)
    take(stage, "ana", case, "qualify")
    owed = Duty.objects.get(dossier=case, clock="PE.tell.in_hand")
    must_be("an answer is owed", True, owed.done_at is None)
    take(stage, "ana", case, "answer_raiser")
    lucia.open(page).must_say(T2).must_not_say(T1)
    take(stage, "ana", case, "release")
    lucia.open(page).must_say(T3).must_not_say(T2)
    yield "T0, T1, T2 and T3 reach her one after the other, in their exact words and no others"
    stranger = stage.visitor("fortunata").look(page)
    must_be("another member at her concern", 404, stranger.status)
    yield "to another member her concern does not exist"


def _hold(stage: Stage) -> Iterator[str]:
    concern = raise_concern(stage.visitor("benita"), usual(stage, "school"))
    case = stage.case_of(concern, "demuna_calca")
    open_file(stage.visitor("ana"), case)
    take(stage, "ana", case, "receipt", tell_raiser="nothing")
    take(stage, "ana", case, "qualify")
    take(stage, "ana", case, "hold")
    owed = Duty.objects.get(dossier=case, clock="PE.tell.in_hand")
    must_be("held", True, owed.held_until is not None and owed.due >= owed.held_until)
    stage.visitor("benita").open(f"/concerns/{concern.pk}/").must_say(T1)
    stage.visitor("carmen").open("/office/").must_say("Answers that wait", case.number)
    take(stage, "carmen", case, "hold_seen")
    yield "an officer may hold an answer, with a reason and an end, and the supervisor looks at it"


def _miss(stage: Stage) -> Iterator[str]:
    """A paper that lay for days: its clock is missed the moment it is registered."""
    ana, carmen, julio = (stage.visitor(who) for who in ("ana", "carmen", "julio"))
    stamped = (stage.now() - timedelta(days=9)).replace(second=0, microsecond=0)
    came = {"arrived": "paper", "arrived_at": stage.said_hour(stamped)}
    ana.send(ana.open("/arrivals/register/"), {**usual(stage, "school"), **came}, "token")
    case = Dossier.objects.get(entries__step="arrive", entries__stamped=stamped)
    run("tick")
    told = Entry.objects.filter(dossier=case, step="escalate", coded__clock="PE.dna.qualify")
    levels = {entry.coded["level"] for entry in told}
    must_be("told to", {"supervisor", "oversight"}, levels)
    run("tick")
    must_be("told once", len(levels), told.count())
    yield "a clock that was missed is told to the supervisor and then to oversight, each once"
    carmen.open("/office/").must_say("Clocks that were missed", case.number)
    seen = julio.open("/oversight/").must_say("DEMUNA Calca", "none given")
    seen.must_not_say(case.number)
    yield "the supervisor sees its number, oversight the office and its staffing, and no child"
    open_file(ana, case)
    take(stage, "ana", case, "cause", cause="no_deputy")
    julio.open("/oversight/").must_say("absence without a deputy")
    yield "the cause of the delay stands beside it, in both"
