"""Point 12: on paper: the sheet, the file, and the copy that leads to nobody."""

from collections.abc import Iterator

from amparo.audit.models import Record
from amparo.config.demo.rehearsal.acting import qualified
from amparo.config.demo.rehearsal.forms_on_page import FormOnPage
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.config.demo.rehearsal.visitor import Page
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can

CHILD = "Sami Illaphuyu"
HIDDEN = ("Gregoria", "Vecina", "000 000 000", "hace tres semanas que no va")
"""Who raised it, by all that a concern of the demo says of her, and her words."""


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held."""
    stage.visitor("rosa").open("/sheet/").must_say("Call first", "105", "DEMUNA Calca")
    yield "the sheet of paper has the numbers to call and where to bring it"
    case = qualified(stage, "gregoria")
    yield from _print(stage, case)
    yield from _copy(stage, case)


def _print(stage: Stage, case: Dossier) -> Iterator[str]:
    ana = stage.visitor("ana")
    about = ana.open(f"/dossiers/{case.pk}/print/").must_not_say(CHILD)
    for number in (1, 2):
        printed = ana.send(about, {}, "what", ("what", "file"))
        printed.must_say(f"print {number}", CHILD, "Ana").must_not_say(*HIDDEN)
    logged = Record.objects.filter(subject=case.pk, can=Can.PRINT_FILE)
    must_be("prints in the log", 2, logged.count())
    yield "each print of the file is numbered and in the log; the concern is on none"


def _copy(stage: Stage, case: Dossier) -> Iterator[str]:
    ana = stage.visitor("ana")
    about = ana.open(f"/dossiers/{case.pk}/copy/").must_not_say(CHILD)
    asks = ana.send(about, {}, "do", ("do", "open")).must_not_say(*HIDDEN)
    ana.send(asks, {"copy_for": "Made-up father"}, "copy_for").must_say("To mend")
    made = ana.send(asks, _decided(asks), "copy_for")
    _leads_to_nobody(made)
    must_be("copies in the log", 1, _copies(case))
    yield "a copy for the parties is decided piece by piece, and nothing on it leads to the raiser"


def _decided(asks: Page) -> dict[str, str]:
    """Give each piece, and where that is not offered, what is."""
    form = asks.form("copy_for")
    decided = {"copy_for": "Made-up father", "read_again": "yes"}
    for name in form.names:
        if name.startswith("decide_"):
            decided |= _one(form, name)
    return decided


def _one(form: FormOnPage, name: str) -> dict[str, str]:
    offered = [value for value, _ in form.choices[name]]
    if "give" in offered:
        return {name: "give"}
    return {name: offered[-1], name.replace("decide", "reason"): "Rehearsal (made up)"}


def _leads_to_nobody(made: Page) -> None:
    made.must_say("Made-up father", CHILD).must_not_say(*HIDDEN, "Grupo")


def _copies(case: Dossier) -> int:
    return Record.objects.filter(subject=case.pk, can=Can.PRINT_COPY).count()
