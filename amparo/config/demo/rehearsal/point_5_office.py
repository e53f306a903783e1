"""Point 5: a supervisor sees the office's duties, assigns, keeps out, names a deputy."""

from collections.abc import Iterator

from amparo.config.demo.rehearsal.acting import all_duties, open_file, raise_concern, usual
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.dossiers.models import Dossier

WORDS = "More words of the rehearsal (made up)"


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    answers = usual(stage, "work", words_seen=WORDS)
    case = stage.case_of(raise_concern(stage.visitor("saturnino"), answers), "demuna_calca")
    carmen = stage.visitor("carmen")
    carmen.open("/office/").must_say(case.number, "Not assigned").must_not_say(WORDS, "Saturnino")
    yield "the office's duties stand there without names"
    yield from _look_back(stage, case)
    yield from _assign(stage, case)
    yield from _keep_out(stage, case)
    yield from _name_deputy(stage)


def _look_back(stage: Stage, case: Dossier) -> Iterator[str]:
    open_file(stage.visitor("ana"), case)
    opened = stage.visitor("carmen").open("/office/readings/")
    opened.must_say(case.number, "Ana").must_not_say(WORDS)
    yield "who opened which file and when is there to be seen"


def _assign(stage: Stage, case: Dossier) -> Iterator[str]:
    carmen, beto = stage.visitor("carmen"), stage.visitor("beto")
    page = carmen.open(f"/office/{case.pk}/assign/")
    carmen.send(page, {"worker": str(stage.world.people["beto"].id), "deputy": ""}, "worker")
    open_file(beto, case).must_say(WORDS)
    must_be("who had it before", 404, stage.visitor("ana").look(f"/dossiers/{case.pk}/").status)
    yield "what is assigned is with one officer, and no longer with whoever is on duty"


def _keep_out(stage: Stage, case: Dossier) -> Iterator[str]:
    carmen, beto = stage.visitor("carmen"), stage.visitor("beto")
    page = carmen.open(f"/office/{case.pk}/conflict/")
    beto_too = f"person.{stage.world.people['beto'].id}"
    carmen.send(page, {"who": beto_too, "reason": "kin"}, "who")
    must_be("who has a tie", 404, beto.look(f"/dossiers/{case.pk}/").status)
    for page in all_duties(beto):
        page.must_not_say(case.number)
    yield "whoever has a tie is kept out: no file, no row, no count"
    page = carmen.open(f"/office/{case.pk}/conflict/")
    police = f"body.{stage.world.bodies['pnp_calca'].id}"
    carmen.send(page, {"who": police, "reason": "depends"}, "who")
    kept = {row.body_id for row in case.kept_from.all() if row.body_id}
    must_be("bodies kept out", {stage.world.bodies["pnp_calca"].id}, kept)
    yield "and so is a body as a whole"


def _name_deputy(stage: Stage) -> Iterator[str]:
    carmen, ana, beto = (stage.visitor(who) for who in ("carmen", "ana", "beto"))
    concern = raise_concern(stage.visitor("gregoria"), usual(stage, "alone"))
    case = stage.case_of(concern, "demuna_calca")
    must_be("before", 404, beto.look(f"/dossiers/{case.pk}/").status)
    page = carmen.open("/office/deputies/")
    people = stage.world.people
    named = {"deputy-person": str(people["ana"].id), "deputy-deputy": str(people["beto"].id)}
    carmen.send(page, named, "deputy-person", ("do", "deputy"))
    ana.send(ana.open("/duties/absence/"), {"deputy": str(people["beto"].id)}, "deputy")
    open_file(beto, case)
    yield "a deputy is named, and has the duties of whoever is not here today"
    ana.send(ana.open("/duties/absence/"), {}, "do", ("do", "come_back"))
    must_be("afterwards", 404, beto.look(f"/dossiers/{case.pk}/").status)
    yield "and no longer, once she is back"
