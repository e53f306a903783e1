"""A case: its cover without opening it, and its file, each opening of which is recorded."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from amparo.desk.accreditation import differs
from amparo.desk.around import around
from amparo.desk.diary import cover_of, diary_of, service_of
from amparo.desk.hats import author_in
from amparo.desk.offers import offers
from amparo.desk.others import owed_by_others
from amparo.desk.owed import owed_in
from amparo.desk.twins import twins_of_case
from amparo.dossiers.actions.identities import has_left
from amparo.dossiers.actions.known import know
from amparo.dossiers.actions.projections import standing_of
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import SERVICE, Author, Can
from amparo.rows.prepared import prepared
from amparo.trust.doors import keyring_in, needs, reader_in
from amparo.trust.rules import Reader

if TYPE_CHECKING:
    from django.db.models import QuerySet


def case_in_full(request: HttpRequest, id: UUID) -> Dossier:
    """Return a case that this reader may open.

    Raises:
        Http404: for this reader there is none.
    """
    case = dossier_in_full(request, id)
    if case.protocol != "case":
        raise Http404
    return case


def dossier_in_full(request: HttpRequest, id: UUID) -> Dossier:
    """Return a case, or what the service opened from one, that this reader may open.

    Raises:
        Http404: for this reader there is none.
    """
    found = next(iter(_in_full(reader_in(request), id)), None)
    if found is None:
        raise Http404
    prefetch_related_objects([found], "parties__body")
    return found


@prepared
def _in_full(reader: Reader, id: UUID) -> "QuerySet[Dossier]":
    mine = Dossier.objects.in_full(reader)
    return mine.select_related("came_from", "assigned_to", "deputy").filter(pk=id)


def author_of(request: HttpRequest, case: Dossier) -> Author:
    """Return the reader as an author of this case, in the office that it belongs to."""
    body = service_of(case).body
    if body is None:
        raise Http404
    return author_in(request, SERVICE, body.id, Can.WRITE_ENTRY)


@needs(Can.READ_DOSSIER)
def dossier(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show a case's cover: what is owed, what can be done, what it arrived with."""
    at = now()
    case = dossier_in_full(request, id)
    prefetch_related_objects([case], "entries")
    standing = standing_of(case, at)
    told = {
        "around": around(case, reader_in(request)),
        "at": at,
        "case": case,
        "cover": cover_of(case, standing),
        "differs": differs(case, at),
        "rows": owed_in([case.pk], at),
        "offers": offers(case, standing, author_of(request, case)),
        "others": owed_by_others(case, standing),
        "has_left": has_left(case),
        "is_opened": any(entry.step == "open" for entry in case.entries.all()),
        "siblings": _linked(request, case),
        "twins": twins_of_case(reader_in(request), case),
    }
    return render(request, "desk/dossiers/dossier.html", told)


@needs(Can.READ_DOSSIER)
def file(request: HttpRequest, id: UUID) -> HttpResponse:
    """Open a case's file. The reading is committed to the log before a word of it is shown."""
    at = now()
    case = dossier_in_full(request, id)
    by = author_of(request, case)
    opened = read_dossier(case, keyring_in(request), by=by, at=at)
    know(case, entries=[each.entry for each in opened if each.entry.dossier_id == case.pk])
    standing = standing_of(case, at)
    told = {
        "at": at,
        "case": case,
        "cover": cover_of(case, standing),
        "differs": differs(case, at),
        "diary": diary_of(case, opened, standing),
        "rows": owed_in([case.pk], at),
        "offers": offers(case, standing, by),
        "others": owed_by_others(case, standing),
        "may_print": case.protocol == "case"
        and by.body in reader_in(request).bodies_where(Can.PRINT_FILE),
        "has_call_back": any("callback" in each.locked for each in opened),
    }
    return render(request, "desk/dossiers/file.html", told)


def _linked(request: HttpRequest, case: Dossier) -> list[Dossier]:
    """Return the family's other cases, as far as this reader has them."""
    mine = Dossier.objects.in_full(reader_in(request))
    linked = mine.filter(linked_from__one=case) | mine.filter(links__other=case)
    return list(linked.distinct().order_by("number"))
