"""Emergency access: opening a file that is in other hands, and reviewing that it was opened."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.base.problems import WrongPassphrase
from amparo.desk.accessing import accessed
from amparo.desk.asking import asked, form_of_step
from amparo.desk.diary import service_of
from amparo.desk.forms import NumberForm, PassphraseForm
from amparo.desk.hats import author_in
from amparo.desk.kept import done_with, form_page
from amparo.dossiers.actions.emergency import (
    BY_THE_OFFICE,
    REVIEWS,
    open_in_emergency,
    read_reasons,
    review_accesses,
)
from amparo.dossiers.models import Access, AccessQuerySet, Dossier
from amparo.dossiers.rules import SERVICE, Author, Can
from amparo.forms.form import Form
from amparo.pages.problems import said
from amparo.pages.templatetags.moments import moment
from amparo.protocols.terms import OVERSIGHT
from amparo.system.rules import SUPERVISOR
from amparo.trust.doors import account_in, keyring_in, needs, reader_in, signed_in
from amparo.trust.entrance import prove_again
from amparo.trust.problems import TooManyTries


@needs(Can.READ_DOSSIER)
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the number of a file of the office that is in other hands."""
    form = NumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        reader = reader_in(request)
        mine = Dossier.objects.openable_in_emergency(reader) | Dossier.objects.in_full(reader)
        found = mine.filter(protocol="case", number=number).first()
        if found is not None:
            return redirect("desk:emergency_open", id=found.pk)
        form.add_error("number", _("Your office has no file with this number. Compare it."))
    told = {"form": form, "faults": form.is_bound and form.errors}
    return render(request, "desk/accesses/find.html", told)


@form_page
@needs(Can.READ_DOSSIER)
def open_file(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask why and for the passphrase again; then open it for a few hours, and tell at once."""
    at, reader = now(), reader_in(request)
    if Dossier.objects.in_full(reader).filter(pk=id, protocol="case").exists():
        return redirect("desk:dossier", id=id)
    case = Dossier.objects.openable_in_emergency(reader).filter(pk=id, protocol="case").first()
    if case is None:
        raise Http404
    why = asked(request, form_of_step(case, BY_THE_OFFICE), at=at)
    proof = PassphraseForm(request.POST if request.method == "POST" else None)
    if why.values is not None and _is_proven(request, proof, at):
        by = author_in(request, SERVICE, _office(case), Can.READ_DOSSIER)
        access = open_in_emergency(
            case, why.values, keyring_in(request), entry_id=why.entry, by=by, at=at
        )
        done_with(request, at=at)
        says = _("The file is open to you until %(until)s. Your supervisor was told.")
        messages.success(request, says % {"until": moment(access.until)})
        return redirect("desk:dossier", id=id)
    return render(request, "desk/accesses/open.html", {**why.told, "case": case, "proof": proof})


@dataclass(frozen=True)
class Reviewing:
    """Which accesses to which case are reviewed, as whom."""

    case: Dossier
    accesses: AccessQuerySet
    by: Author
    form: Form


@form_page
@signed_in
def review(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show the reasons given, which is recorded, and write down what was found."""
    at = now()
    reviewing = _reviewing(request, id)
    by, case = reviewing.by, reviewing.case
    found = asked(request, reviewing.form, at=at)
    if found.values is not None:
        seen = [UUID(each) for each in found.typed.raw.get("seen", []) if _is_id(each)]
        review_accesses(case, seen, found.values, entry_id=found.entry, by=by, at=at)
        done_with(request, at=at)
        messages.success(request, _("The review is written down."))
        return redirect("desk:home")
    opened = read_reasons(case, reviewing.accesses, keyring_in(request), by=by, at=at)
    rows = accessed(reviewing.accesses, at, opened)
    told = {**found.told, "at": at, "rows": rows, "is_own_office": by.party == SERVICE}
    return render(request, "desk/accesses/review.html", told)


def _reviewing(request: HttpRequest, id: UUID) -> Reviewing:
    """Find what the reader is to review; for everybody else there is nothing."""
    reader = reader_in(request)
    waiting = Access.objects.to_review_by(reader).filter(dossier=id)
    own = waiting.filter(reviewer__in=reader.bodies_where(Can.SUPERVISE))
    accesses = own if own.exists() else waiting
    first = accesses.select_related("dossier").first()
    if first is None:
        raise Http404
    by = (
        Author(SERVICE, SUPERVISOR, account_in(request).id, first.reviewer_id)
        if own.exists()
        else Author(OVERSIGHT, "oversight", account_in(request).id, _told_above(request, first))
    )
    return Reviewing(first.dossier, accesses, by, form_of_step(first.dossier, REVIEWS[by.party]))


def _told_above(request: HttpRequest, access: Access) -> UUID:
    """Return the overseeing body of the reader that was told of an access."""
    above = reader_in(request).bodies_where(Can.OVERSEE)
    told = access.dossier.escalations.filter(body__in=above).first()
    return told.body.id if told and access.reviewer_id not in above else access.reviewer.id


def _is_proven(request: HttpRequest, proof: PassphraseForm, at: datetime) -> bool:
    if not proof.is_valid():
        return False
    try:
        prove_again(request, proof.cleaned_data["passphrase"], at=at)
    except WrongPassphrase:
        proof.add_error("passphrase", _("This is not your passphrase. Type it again."))
    except TooManyTries as problem:
        proof.add_error("passphrase", said(problem))
    return not proof.errors


def _office(case: Dossier) -> UUID:
    body = service_of(case).body
    if body is None:
        raise Http404
    return body.id


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
