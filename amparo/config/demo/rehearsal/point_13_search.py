"""Point 13: a child is found again by another spelling, and the log has it once."""

from collections.abc import Iterator

from amparo.audit.models import Record
from amparo.config.demo.rehearsal.acting import qualified
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.dossiers.rules import Can

CHILD, SPELT = "Yhon Wamanqespi Huayta (made up)", "jhon huamankispe"


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    case = qualified(stage, "saturnino", child_name=CHILD)
    ana, searched = stage.visitor("ana"), Record.objects.filter(can=Can.SEARCH_NAMES)
    page = ana.open("/cases/").must_not_say("Wamanqespi")
    must_be("searches in the log", 0, searched.count())
    found = ana.send(page, {"name": SPELT}, "name").must_say(case.number)
    must_be("where the name stands", "/cases/", found.address.removeprefix(stage.site))
    must_be("searches in the log", 1, searched.count())
    must_be("the name in the log", False, "uaman" in str(searched.get().detail).lower())
    yield "spelt another way she finds the case, with one record and no name in log or address"
    found.must_not_say("Wamanqespi")
    shown = Record.objects.filter(can=Can.SHOW_NAMES)
    must_be("lists with names in the log", 0, shown.count())
    yield "names are on no list"
    other = ana.send(page, {"name": "Alguien Distinto"}, "name")
    other.must_not_say(case.number)
    beto = stage.visitor("beto")
    beto.send(beto.open("/cases/"), {"name": SPELT}, "name").must_not_say(case.number)
    yield "another name finds nothing, and a colleague finds only what is theirs"
