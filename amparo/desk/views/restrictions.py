"""The draft of a reasoned resolution that restricts who may read which piece of a file."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.asking import asked
from amparo.desk.copying import RESTRICT, pieces_to_restrict
from amparo.desk.deciding import restriction_form
from amparo.desk.kept import done_with, form_page
from amparo.desk.views.dossiers import author_of, case_in_full
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Author, Can, Letter
from amparo.forms.form import Form
from amparo.system.packs import pack_by_hash
from amparo.trust.doors import needs


@form_page
@needs(Can.PRINT_COPY)
def restrict(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask which pieces, why and until when, and write it down; every later copy obeys it."""
    at = now()
    case = case_in_full(request, id)
    by = author_of(request, case)
    pieces = pieces_to_restrict(case)
    form = restriction_form(form_of(case, RESTRICT, by), pieces)
    said = asked(request, form, at=at)
    if said.values is not None:
        letter = Letter(said.entry, RESTRICT, said.values, said_at=at)
        append_entry(case, letter, by=by, at=at)
        done_with(request, at=at)
        messages.success(request, _("Written down. Copies obey it from now on. Print and sign it."))
        return redirect("desk:print_file", id=id)
    told = {**said.told, "case": case, "pieces": pieces}
    return render(request, "desk/prints/restrict.html", told)


def form_of(case: Dossier, key: str, by: Author) -> Form:
    """Return the form of a step that has a page of its own.

    Raises:
        Http404: this case's protocol does not know the step, or it is not this author's.
    """
    pack = pack_by_hash(case.pack_id)
    step = pack.protocols[case.protocol].steps.get(key)
    if step is None or by.by not in step.by:
        raise Http404
    return pack.forms[step.form]
