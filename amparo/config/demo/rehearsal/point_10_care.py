"""Point 10: care for those who help, in the office and in the community."""

from collections.abc import Iterator

from amparo.config.demo.rehearsal.acting import among_duties, answer, raise_concern, take, usual
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.dossiers.models import Dossier, Duty

AGREED = "Agreed in the rehearsal (made up)"
THREAT = "Threat of the rehearsal (made up)"


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    yield from _hold_session(stage)
    yield from _call(stage)
    yield from _hear_threat(stage)


def _hold_session(stage: Stage) -> Iterator[str]:
    carmen, ana, beto = (stage.visitor(who) for who in ("carmen", "ana", "beto"))
    office = carmen.open("/office/").must_say("no session yet")
    page = office.link(f"/office/sessions/{stage.world.people['beto'].id}/")
    said = {**stage.world.demo.usually("supervision", "session"), "agreed": AGREED}
    day = f"{stage.now().astimezone(stage.world.pack.tzinfo):%Y-%m-%d}"
    written = {**said, "next_session": day, "worker_is": "needs_support"}
    noted = carmen.send(carmen.open(f"{page}session/"), written, "token")
    noted.must_say("Only the two of you can open it.", "needs support")
    yield "a weekly session is noted; who had none, and who needs support, stands on her page"
    beto.open("/duties/sessions/").must_say(AGREED)
    ana.open("/duties/sessions/").must_not_say(AGREED)
    carmen.open("/office/").must_not_say(AGREED)
    yield "what was said in it only the two of them can open"


def _call(stage: Stage) -> Iterator[str]:
    """A call is owed after a concern, by somebody who knows nothing of it."""
    lucia = stage.visitor("lucia")
    before = set(_owed_to(stage, "lucia", "debrief"))
    concern = raise_concern(lucia, usual(stage, "school"))
    (call,) = (each for each in _owed_to(stage, "lucia", "debrief") if each not in before)
    must_be("what leads from the call to the concern", False, call.situation == concern.situation)
    lucia.open("/support/").must_say("calls you before")
    caller = _carer(stage, call)
    owed = Duty.objects.filter(dossier=call, clock="PE.member.debrief", done_at=None)
    must_be("calls owed", 1, owed.count())
    among_duties(stage.visitor(caller), call)
    take(stage, caller, call, "call")
    must_be("calls owed", 0, owed.count())
    yield "after a concern somebody who works on none of hers owes her a call, and makes it"


def _hear_threat(stage: Stage) -> Iterator[str]:
    """A threat is told; whoever should hear it is away, and their deputy does."""
    lucia = stage.visitor("lucia")
    page = lucia.open(lucia.open("/").link("/support/"))
    page = lucia.open(page.link("/support/tell/")).must_say("105")
    said = {**stage.world.demo.usually("threat", "tell"), "threat_words": THREAT}
    here = lucia.send(page, said, "token").path
    (threat,) = _owed_to(stage, "lucia", "threat")
    carer = _carer(stage, threat)
    deputy = DEPUTIES[carer]
    _go_away(stage, carer, deputy)
    open_page = stage.visitor(deputy).open(f"/dossiers/{threat.pk}/file/").must_say(THREAT)
    open_page.must_not_say("Evaristo")
    answer(stage, deputy, threat, "answer").must_say("Written down.")
    lucia.open(here).must_not_say(THREAT)
    must_be("threats unheard", 0, Duty.objects.filter(dossier=threat, done_at=None).count())
    yield "“I need support” reaches somebody outside her community; a deputy answers meanwhile"
    evaristo = stage.visitor("evaristo").look(here)
    must_be("somebody of her group at it", 404, evaristo.status)
    yield "and nobody of her group can find it"


DEPUTIES = {"gina": "kevin", "elsa": "omar"}
"""Who cares for members of other offices' concerns here, and who stands in for them."""


def _go_away(stage: Stage, who: str, deputy: str) -> None:
    visitor = stage.visitor(who)
    named = {"deputy": str(stage.world.people[deputy].id)}
    visitor.send(visitor.open("/duties/absence/"), named, "deputy")


def _owed_to(stage: Stage, who: str, protocol: str) -> list[Dossier]:
    account = stage.world.people[who]
    return list(Dossier.objects.filter(protocol=protocol, parties__account=account))


def _carer(stage: Stage, dossier: Dossier) -> str:
    """Return the first officer of the body that cares."""
    body = dossier.parties.get(key="service").body_id
    key = next(key for key, each in stage.world.bodies.items() if each.id == body)
    founding = next(each for each in stage.world.demo.bodies if each.key == key)
    return next(who for who, roles in founding.members.items() if "officer" in roles)
