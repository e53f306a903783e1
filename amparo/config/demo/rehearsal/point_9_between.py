"""Point 9: between services: what is agreed to, passed on, and taken back."""

from collections.abc import Iterator

from amparo.config.demo.rehearsal.acting import open_file, received, take
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.dossiers.models import Dossier, Duty, Wrap

CONSENT, NEED = "Consent of the rehearsal (made up)", "Need of the rehearsal (made up)"


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    case = received(stage, "fortunata", "school")
    yield from _agree(stage, case)
    theirs = stage.case_of(case, "upe")
    yield from _pass_on(stage, case, theirs)
    yield from _take_back(stage, case, theirs)


def _agree(stage: Stage, case: Dossier) -> Iterator[str]:
    take(stage, "ana", case, "consent", consent_said=CONSENT)
    upe = str(stage.world.bodies["upe"].id)
    least = {"referred_for": ["support"], "what_to_know": NEED}
    page = take(stage, "ana", case, "refer", receiver=upe, **least)
    page.must_say("Referred to other services", "UPE")
    yield "each thing is agreed to apart, and with that she is referred"


def _pass_on(stage: Stage, case: Dossier, theirs: Dossier) -> Iterator[str]:
    elsa = stage.visitor("elsa")
    open_file(elsa, theirs).must_say(NEED).must_not_say(CONSENT, "Fortunata")
    yield "the other service reads the least that it needs, and nothing of what was agreed"
    page = elsa.open(f"/dossiers/{theirs.pk}/steps/pass_on/")
    page.must_say("This step is not open now")
    take(stage, "elsa", theirs, "receipt", arrived="oficio", tell_raiser="nothing")
    desk = str(stage.world.bodies["mesa_1810"].id)
    offered = elsa.open(page.path).must_say("It is not refused").form("receiver").choices
    back = str(stage.world.bodies["demuna_calca"].id)
    must_be("offered to send it back", False, back in dict(offered["receiver"]))
    take(stage, "elsa", theirs, "pass_on", receiver=desk)
    owed = Duty.objects.filter(dossier__protocol="referral", clock="PE.referral.received")
    ours = owed.filter(dossier__came_from=case, done_at=None)
    must_be("receipts still owed to the sender", 0, ours.count())
    stage.visitor("ana").open(f"/dossiers/{case.pk}/").must_say(
        "It belongs to another service: passed on"
    )
    yield "what belongs elsewhere is passed on and never sent back; the sender reads where it went"


def _take_back(stage: Stage, case: Dossier, theirs: Dossier) -> Iterator[str]:
    sent = Dossier.objects.filter(protocol="referral", situation=case.situation)
    must_be("referrals", 2, sent.count())
    take(stage, "ana", case, "withdraw_consent").must_say("Told now: UPE")
    file = stage.visitor("elsa").open(f"/dossiers/{theirs.pk}/file/")
    file.must_say("Consent was withdrawn: this can't be opened any more.").must_not_say(NEED)
    keys = Wrap.objects.filter(part__entry__dossier__in=sent)
    must_be("keys to what was sent", 0, keys.count())
    yield "taken back freely, all keys to what was sent are gone, also where it was passed on to"
