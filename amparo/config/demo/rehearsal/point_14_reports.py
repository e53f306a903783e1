"""Point 14: numbers are published once; a mayor reads of the office and of no community."""

from collections.abc import Iterator

from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.insight.models import Publication

REFUSED_TO_THE_MAYOR = ("concerns", "concerns-by-danger", "anexo")


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    diana, mario = stage.visitor("diana"), stage.visitor("mario")
    page = diana.open("/reports/").must_say("is over and not published yet")
    published = diana.send(page, {}, "period").must_say("These numbers stay as they are.")
    published.must_not_say("is over and not published yet")
    period = Publication.objects.get().period
    yield "a period that is over is published, once"
    address = f"/reports/{period}/answers-demuna/"
    told = mario.open(mario.open("/reports/").link(address))
    told.must_say("no concern, no community and no kind of violence")
    asked = mario.open(f"{address}?anexo=Qoriphuyu&area=PE080401")
    must_be("what he reads of one anexo", told.text, asked.text)
    for report in REFUSED_TO_THE_MAYOR:
        must_be(report, 404, mario.look(f"/reports/{period}/{report}/").status)
    must_be("a community", 404, mario.look(f"{address}qoriphuyu/").status)
    yield "the mayor reads what his office owed, and whatever he asks for no anexo"
    sheet = stage.visitor("rosa").open(f"/reports/{period}/concerns/")
    sheet.must_say("Talk about no child in particular.")
    yield "a member has the sheet to read out in her community"
