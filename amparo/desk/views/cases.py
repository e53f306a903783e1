"""Cases: an officer's own, or a supervisor's office's; searched, narrowed, with names on request.

What is looked for travels in the page, never in an address: no name comes into a log or a history.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.case_forms import MINE, WAITING, Choices, FindForm, NarrowForm
from amparo.desk.case_rows import rows_of
from amparo.desk.cases import (
    MOST_COUNTED,
    Asked,
    Narrowed,
    districts_in,
    is_of_office,
    narrowed_to,
    page_of,
    unopened,
)
from amparo.desk.hats import Hat, author_in, hat_for
from amparo.desk.office_areas import OfficeAreas, areas_of
from amparo.desk.paging import number_of
from amparo.dossiers.actions.searching import look_for_name, show_names
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE, Can
from amparo.system import directory
from amparo.system.packs import current_pack
from amparo.system.rules import OFFICER
from amparo.trust.doors import keyring_in, needs, reader_in

NAMES = "names"
"""What the button asks for that shows the names on a page: `names-2`; another page is `page-2`."""


@dataclass(frozen=True)
class Search:
    """What was asked of a list of cases, and by whom."""

    hat: Hat
    areas: OfficeAreas
    find: FindForm
    narrow: NarrowForm

    @property
    def is_valid(self) -> bool:
        """Tell whether all that was typed can be looked for."""
        return all([self.find.is_valid(), self.narrow.is_valid()])

    @property
    def name(self) -> str:
        """Return the name that is looked for; empty where none is."""
        return str(self.find.cleaned_data.get("name", "")) if self.find.is_bound else ""

    @property
    def is_asked(self) -> bool:
        """Tell whether anything was typed or chosen."""
        return self.find.has_changed() or self.narrow.has_changed()


@needs(Can.READ_DOSSIER)
def cases(request: HttpRequest) -> HttpResponse:
    """Show a page of cases; what was typed can be mended, and nothing of it is in the address."""
    at = now()
    search = _search(request, at)
    told = {"at": at, "search": search, "is_office": is_of_office(search.hat)}
    if request.method == "POST" and not search.is_valid:
        return render(request, "desk/cases/cases.html", told)
    asked = _asked(request, search, at)
    does, _dash, number = request.POST.get("do", "").partition("-")
    page = page_of(asked, number_of(number))
    names = _names(request, search, [each.id for each in page.cases], at) if does == NAMES else {}
    told |= {
        "page": page,
        "rows": rows_of(page.cases, names, at),
        "unopened": unopened(asked.of_all) if search.name else 0,
        "most": MOST_COUNTED,
        "shows_names": does == NAMES,
    }
    return render(request, "desk/cases/cases.html", told)


def _search(request: HttpRequest, at: datetime) -> Search:
    hat = hat_for(request, Can.READ_DOSSIER)
    if hat is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    find = FindForm(sent)
    if is_of_office(hat):
        del find.fields["name"]
    areas = areas_of(hat.body)
    pack = current_pack()
    narrow = NarrowForm(sent, areas=areas.choices, workers=_workers(hat, at), pack=pack)
    return Search(hat, areas, find, narrow)


def _workers(hat: Hat, at: datetime) -> Choices:
    """Offer a supervisor each officer, and an officer what is theirs."""
    nobody = (WAITING, _("nobody yet"))
    if not is_of_office(hat):
        return [(MINE, _("assigned to me")), nobody]
    officers = directory.members_of(hat.body, OFFICER, at)
    return [nobody, *((str(each.id), each.display_name) for each in officers)]


def _asked(request: HttpRequest, search: Search, at: datetime) -> Asked:
    """Return what is asked of the list; a name is looked for once that is recorded."""
    reader, body, narrowed = reader_in(request), search.hat.body, Narrowed()
    if search.narrow.is_bound:
        said = search.find.cleaned_data | search.narrow.cleaned_data
        area = search.areas.narrows_to(said.get("area") or "")
        narrowed = narrowed_to(said, area, reader, at)
    asked = Asked(reader, body, is_of_office(search.hat), narrowed)
    if not search.name:
        return asked
    areas = districts_in(asked)
    values = look_for_name(search.name, body, areas, by=reader.account_id, at=at)
    return replace(asked, values=tuple(values))


def _names(
    request: HttpRequest, search: Search, shown: list[UUID], at: datetime
) -> dict[UUID, str]:
    """Open the names of what is in the reader's own hands, where the reader asked for them."""
    if is_of_office(search.hat):
        return {}
    mine = Dossier.objects.in_hand_of(reader_in(request)).filter(pk__in=shown)
    if not (assigned := list(mine.order_by("number"))):
        return {}
    by = author_in(request, SERVICE, search.hat.body, Can.READ_DOSSIER)
    opened = show_names(assigned, keyring_in(request), by=by, at=at)
    return {case: name or _("no name written down") for case, name in opened.items()}
