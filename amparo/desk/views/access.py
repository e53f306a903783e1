"""My access: the second factor, the passphrase, where one is signed in; one's own and nobody's."""

import base64
from collections.abc import Callable, Mapping
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from amparo.base.problems import CannotOpen, Problem
from amparo.desk.access import access_of
from amparo.desk.access_forms import AgainForm, AppForm, NamedForm, NewPassphraseForm
from amparo.desk.lost import lost_of
from amparo.desk.problems import said
from amparo.desk.qr import draw
from amparo.dossiers.actions.drafts import drop_lost
from amparo.sealing.one_time import app_address, new_seed, seed_text
from amparo.system.known_words import words_around
from amparo.system.second_factor import is_waived, needs_factor
from amparo.trust.actions.accounts import change_passphrase, end_sessions
from amparo.trust.actions.factors import (
    add_app,
    add_passkey,
    make_recovery_codes,
    remove_factor,
)
from amparo.trust.doors import Person, owes_or_in, person_in, signed_in
from amparo.trust.entrance import (
    ASKED,
    come_in_with_new_factor,
    is_passphrase_of,
    leave,
)
from amparo.trust.factors import factors_of, open_seed, seal_seed, unused_codes
from amparo.trust.passkeys import ask_to_register, registered
from amparo.trust.sessions import row_key


@owes_or_in
def access(request: HttpRequest) -> HttpResponse:
    """Show how one comes in and where one is signed in; first of all the factor that is owed."""
    person = person_in(request)
    told = {
        "person": person,
        "mine": access_of(person.account, row_key(request.session.session_key)),
        "is_waived": is_waived(),
        "lost": () if person.is_halfway else lost_of(person.account, person.private),
        "no_frame": person.is_halfway,
    }
    return render(request, "desk/access/access.html", told)


@sensitive_post_parameters("passphrase", "offer")
@owes_or_in
def add_an_app(request: HttpRequest) -> HttpResponse:
    """Add an authenticator app: a picture to read, a text to type, and its first code."""
    person = person_in(request)
    seed = _offered(request, person)
    form = AppForm(request.POST or None, is_halfway=person.is_halfway)
    if request.method == "POST" and _is_sure(request, person, form):
        typed, name, at = form.cleaned_data["code"], form.cleaned_data["name"], now()
        account = person.account
        if _is_done(
            form,
            lambda: add_app(
                account, seed, typed, name, private=person.private, by=account.id, at=at
            ),
        ):
            return _added(request, person)
    address = app_address(seed, person.account.username, settings.AMPARO.label)
    told = {
        "offer": base64.b64encode(seal_seed(seed, person.private, person.account.id)).decode(),
        "seed": seed_text(seed),
        "address": address,
        "drawn": draw(address),
    }
    return _form_page(request, "desk/access/app.html", person, form, told)


@sensitive_post_parameters("passphrase")
@owes_or_in
def add_a_passkey(request: HttpRequest) -> HttpResponse:
    """Add a passkey of this phone, this computer or a key to plug in."""
    person = person_in(request)
    form = NamedForm(request.POST or None, is_halfway=person.is_halfway)
    state = request.session.pop(ASKED, None) or {}
    if request.method == "POST" and _is_sure(request, person, form):
        answer, account, at = request.POST.get("answer", ""), person.account, now()

        def add() -> None:
            made, name = registered(answer, state), form.cleaned_data["name"]
            add_passkey(account, made.credential, made.count, name, by=account.id, at=at)

        if _is_done(form, add):
            return _added(request, person)
    asked = ask_to_register(person.account)
    request.session[ASKED] = dict(asked.state)
    return _form_page(request, "desk/access/passkey.html", person, form, {"options": asked.options})


@sensitive_post_parameters("passphrase")
@signed_in
def codes(request: HttpRequest) -> HttpResponse:
    """Make new recovery codes, shown once."""
    person = person_in(request)
    if not factors_of(person.account):
        raise Http404
    form = AgainForm(request.POST or None)
    if request.method == "POST" and _is_sure(request, person, form):
        return _codes_shown(request, person)
    told = {"left": unused_codes(person.account)}
    return _form_page(request, "desk/access/codes.html", person, form, told)


@sensitive_post_parameters("passphrase")
@signed_in
def remove(request: HttpRequest, id: UUID) -> HttpResponse:
    """Remove one of one's own factors; the last one only where the role may do without."""
    person, at = person_in(request), now()
    mine = factors_of(person.account)
    factor = next((each for each in mine if each.id == id), None)
    if factor is None:
        raise Http404
    is_needed = len(mine) == 1 and needs_factor(person.account, at)
    form = AgainForm(request.POST or None)
    if request.method == "POST" and not is_needed and _is_sure(request, person, form):
        remove_factor(factor, by=person.account.id, at=at)
        messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": factor.name})
        return redirect("desk:access")
    told = {"factor": factor, "is_needed": is_needed}
    return _form_page(request, "desk/access/remove.html", person, form, told)


@sensitive_post_parameters("old", "new", "again")
@signed_in
def passphrase(request: HttpRequest) -> HttpResponse:
    """Choose another passphrase; one is signed out everywhere, here too."""
    person = person_in(request)
    form = NewPassphraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        old, new, at = form.cleaned_data["old"], form.cleaned_data["new"], now()
        account = person.account
        if not _knows(request, person, old):
            form.add_error("old", _("This is not your passphrase."))
        elif _is_done(
            form,
            lambda: change_passphrase(
                account, old, new, known=words_around(account, at), by=account.id, at=at
            ),
        ):
            leave(request, at=at)
            messages.success(request, _("Your passphrase is another one now. Sign in with it."))
            return redirect("desk:sign_in")
    return _form_page(request, "desk/access/passphrase.html", person, form, {})


@sensitive_post_parameters("passphrase")
@signed_in
def end_elsewhere(request: HttpRequest) -> HttpResponse:
    """End every session of one's own but this one, which goes on under a new id."""
    person = person_in(request)
    form = AgainForm(request.POST or None)
    if request.method == "POST" and _is_sure(request, person, form):
        here = row_key(request.session.session_key)
        end_sessions(person.account, but=here, by=person.account.id, at=now())
        messages.success(request, _("You are signed in here only."))
        return redirect("desk:access")
    return _form_page(request, "desk/access/elsewhere.html", person, form, {})


@require_POST
@signed_in
def remove_lost(request: HttpRequest) -> HttpResponse:
    """Forget what one typed under an earlier key, which nobody opens any more."""
    person = person_in(request)
    gone = drop_lost(person.private, by=person.account, at=now())
    if gone:
        messages.success(request, _("It is removed."))
    return redirect("desk:access")


def _offered(request: HttpRequest, person: Person) -> bytes:
    """Return the seed that was offered before, out of the page; else a new one."""
    try:
        sealed = base64.b64decode(request.POST.get("offer", ""), validate=True)
        return open_seed(sealed, person.private, person.account.id)
    except (ValueError, CannotOpen):
        return new_seed()


def _is_sure(request: HttpRequest, person: Person, form: AgainForm) -> bool:
    """Tell whether a form is whole and its passphrase right; else it says what is wrong."""
    if not form.is_valid():
        return False
    if "passphrase" not in form.fields:
        return True
    try:
        is_right = _knows(request, person, form.cleaned_data["passphrase"])
    except Problem as problem:
        form.add_error("passphrase", said(problem))
        return False
    if not is_right:
        form.add_error("passphrase", _("This is not your passphrase."))
    return is_right


def _knows(request: HttpRequest, person: Person, typed: str) -> bool:
    return is_passphrase_of(request, person.account, typed, at=now())


def _is_done(form: AgainForm | NewPassphraseForm, act: Callable[[], object]) -> bool:
    """Do it; a refusal is said in the form."""
    try:
        act()
    except Problem as problem:
        form.add_error(None, said(problem))
        return False
    return True


def _added(request: HttpRequest, person: Person) -> HttpResponse:
    """Come in where that was owed; with the first factor come codes for paper."""
    come_in_with_new_factor(request, at=now())
    if not unused_codes(person.account):
        return _codes_shown(request, person)
    messages.success(request, _("It is added. From now on you are asked for it."))
    return redirect("desk:access")


def _codes_shown(request: HttpRequest, person: Person) -> HttpResponse:
    made = make_recovery_codes(person.account, by=person.account.id, at=now())
    return render(request, "desk/access/codes_shown.html", {"codes": made})


def _form_page(
    request: HttpRequest,
    template: str,
    person: Person,
    form: AgainForm | NewPassphraseForm,
    told: Mapping[str, object],
) -> HttpResponse:
    around = {"form": form, "faults": form.is_bound and form.errors, "person": person}
    return render(request, template, {**around, "no_frame": person.is_halfway, **told})
