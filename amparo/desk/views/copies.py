"""A copy for the parties: decided piece by piece, numbered, in the log, and no way to who spoke."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from amparo.desk.copying import (
    COPY_GIVEN,
    Decided,
    Piece,
    Restriction,
    pieces_of,
    restriction_of,
    today,
)
from amparo.desk.deciding import copy_form, decisions_in, in_lines, withheld_by
from amparo.desk.diary import service_of
from amparo.desk.kept import Typed, done_with, form_page, typed_in
from amparo.desk.views.dossiers import author_of, case_in_full
from amparo.desk.views.prints import printing_author
from amparo.desk.views.restrictions import form_of
from amparo.dossiers.actions.prints import give_copy
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author, Can, Letter, copy_number
from amparo.forms.answers import accept
from amparo.forms.form import Form
from amparo.forms.values import Values, to_text
from amparo.system.packs import local
from amparo.trust.doors import keyring_in, needs


@dataclass(frozen=True)
class Copying:
    """A copy about to be made: its pieces, and the resolution that withholds some of them."""

    case: Dossier
    pieces: tuple[Piece, ...]
    restriction: Restriction | None
    withheld: frozenset[str]
    form: Form
    by: Author
    at: datetime


@form_page
@needs(Can.PRINT_COPY)
def copy(request: HttpRequest, id: UUID) -> HttpResponse:
    """Say what a copy is; once asked for, open the pieces, ask about them, and make it."""
    at = now()
    case = case_in_full(request, id)
    printing_author(request, case, Can.PRINT_COPY)
    form = form_of(case, COPY_GIVEN, author_of(request, case))
    typed = typed_in(request, at=at)
    if request.method != "POST":
        return render(request, "desk/prints/copy_about.html", {"case": case, "typed": typed})
    copying = _opened(request, case, form, at)
    is_asked = request.POST.get("do") == "open"
    filled = accept(copying.form, typed.raw, now=local(at))
    if is_asked or filled.faults:
        return _asks(request, copying, typed, {} if is_asked else filled.faults)
    return _made(request, copying, typed, filled.values)


def _opened(request: HttpRequest, case: Dossier, form: Form, at: datetime) -> Copying:
    """Open the file, which is recorded, and find what the copy could hold."""
    by = author_of(request, case)
    opened = read_dossier(case, keyring_in(request), by=by, at=at)
    pieces = pieces_of(case, opened, standing_of(case, at))
    restriction = restriction_of(case, opened)
    withheld = withheld_by(restriction, today(at, case))
    asked = copy_form(form, pieces, withheld)
    return Copying(case, pieces, restriction, withheld, asked, by, at)


def _asks(request: HttpRequest, copying: Copying, typed: Typed, faults: object) -> HttpResponse:
    told = {
        "case": copying.case,
        "form": copying.form,
        "typed": typed,
        "faults": faults,
        "given": [each for each in copying.pieces if not each.needs_decision],
        "withheld": [each for each in copying.pieces if each.id in copying.withheld],
        "local": local(copying.at),
    }
    return render(request, "desk/prints/copy_ask.html", told)


def _made(request: HttpRequest, copying: Copying, typed: Typed, values: Values) -> HttpResponse:
    case, entry = copying.case, typed.token.entry
    decided = decisions_in(values, copying.pieces, copying.withheld)
    whom = to_text(values.get("copy_for", ""))
    said = {
        "copy_for": whom,
        "copy_number": copy_number(entry),
        "copy_decisions": in_lines(decided),
    }
    letter = Letter(entry, COPY_GIVEN, said, said_at=copying.at)
    number = give_copy(case, letter, by=copying.by, at=copying.at)
    done_with(request, at=copying.at)
    told = {
        "case": case,
        "number": number,
        "whom": whom,
        "office": service_of(case).body,
        "day": today(copying.at, case),
        "pieces": [each for each in decided if each.given],
        "restriction": copying.restriction if copying.withheld else None,
        "is_irregular": any(_is_kept_back(copying, each) for each in decided),
    }
    return render(request, "desk/prints/copy.html", told)


def _is_kept_back(copying: Copying, decided: Decided) -> bool:
    """Tell whether something is withheld that no resolution withholds."""
    return bool(decided.reason) and decided.piece.id not in copying.withheld
