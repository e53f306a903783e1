"""Point 3: the officer finds it, opens it after the log has it, receives and qualifies it."""

from collections.abc import Iterator
from datetime import timedelta

from amparo.audit.models import Record
from amparo.config.demo.rehearsal.acting import among_duties, open_file, raise_concern, take, usual
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.dossiers.models import Dossier, Duty, Entry
from amparo.dossiers.rules import Can

WORDS = "Words of the rehearsal (made up)"


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    answers = usual(stage, "school", words_seen=WORDS)
    case = stage.case_of(raise_concern(stage.visitor("rosa"), answers), "demuna_calca")
    yield from _open(stage, case)
    yield from _receive(stage, case)
    yield from _qualify(stage, case)
    yield from _after_the_session(stage)
    yield from _register_paper(stage)


def _open(stage: Stage, case: Dossier) -> Iterator[str]:
    ana = stage.visitor("ana")
    ana.open("/duties/").must_say("Not opened yet")
    duties = among_duties(ana, case)
    duties.must_not_say(WORDS, "Rosa")
    yield "it stands among her duties by its number, without names or kinds of violence"
    read = Record.objects.filter(can=Can.READ_DOSSIER, subject=case.pk)
    must_be("readings logged before", 0, read.count())
    open_file(ana, case).must_say(WORDS).must_not_say("Rosa")
    must_be("readings logged after", 1, read.count())
    yield "each opening is in the log before a word is shown"
    must_be("another officer", 404, stage.visitor("beto").look(f"/dossiers/{case.pk}/").status)
    yield "to a colleague who is not on duty it does not exist"


def _receive(stage: Stage, case: Dossier) -> Iterator[str]:
    ana = stage.visitor("ana")
    page = ana.open(f"/dossiers/{case.pk}/steps/receipt/")
    ana.send(page, {"arrived": "app"}, "token").must_say("To mend")
    must_be("receipts", 0, case.entries.filter(step="receipt").count())
    yield "a half-filled receipt says what is missing, and nothing is written"
    take(stage, "ana", case, "receipt", tell_raiser="as_usual")
    must_be("receipts", 1, case.entries.filter(step="receipt").count())
    yield "the receipt (R1 to R6) is given"


def _qualify(stage: Stage, case: Dossier) -> Iterator[str]:
    sibling = {"sibling_age_band": "12_13", "sibling_sex": "boy", "sibling_in_household": "yes"}
    take(stage, "ana", case, "qualify", siblings=[sibling], family_protection="risk")
    qualified = Duty.objects.get(dossier=case, clock="PE.dna.qualify")
    must_be("qualified in its time", True, qualified.done_at is not None)
    must_be("cases of the other children", 1, case.links.filter(kind="sibling").count())
    yield "it is qualified (K1 to K10) within the clock; the brother has a linked case of his own"


def _after_the_session(stage: Stage) -> Iterator[str]:
    """The session ends while she types: what was typed survives the sign-in, locked to her."""
    case = stage.case_of(
        raise_concern(stage.visitor("eulalia"), usual(stage, "alone")), "demuna_calca"
    )
    ana = stage.newcomer("ana")
    open_file(ana, case)
    step = f"/dossiers/{case.pk}/steps/danger_check/"
    page = ana.open(step)
    ana.leave(page)
    door = ana.send(page, {"danger_note": WORDS}, "danger_note")
    passphrase = stage.world.demo.passphrase
    back = ana.send(door, {"username": "ana", "passphrase": passphrase}, "passphrase")
    must_be("after signing in again", step, back.path)
    must_be("what was typed", [WORDS], back.form("danger_note").values.get("danger_note"))
    yield "what was typed after the session had ended is there again after signing in"


def _register_paper(stage: Stage) -> Iterator[str]:
    ana = stage.visitor("ana")
    stamped = (stage.now() - timedelta(hours=3)).replace(second=0, microsecond=0)
    came = {"arrived": "paper", "arrived_at": stage.said_hour(stamped)}
    ana.send(ana.open("/arrivals/register/"), {**usual(stage, "school"), **came}, "token")
    entry = Entry.objects.get(step="arrive", stamped=stamped)
    due = Duty.objects.get(dossier=entry.dossier, clock="PE.dna.qualify").due
    must_be("due", stamped + timedelta(hours=24), due)
    yield "what came on paper counts from the stamped hour, never from the officer's click"
