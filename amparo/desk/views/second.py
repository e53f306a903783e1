"""After the passphrase: the second factor; and coming for the first time, with a code."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from amparo.base.problems import Problem
from amparo.desk.access_forms import CodeForm, FirstForm
from amparo.desk.wanted import in_own_language, wanted_in
from amparo.pages.problems import said
from amparo.system.known_words import words_around
from amparo.trust.actions.invitations import take_up
from amparo.trust.doors import is_unlocked
from amparo.trust.entrance import ASKED, Halfway, halfway_in, show_code, show_passkey
from amparo.trust.factors import factors_of
from amparo.trust.models import Account
from amparo.trust.passkeys import ask_to_sign
from amparo.trust.problems import NotUnlocked, TooManyTries
from amparo.trust.rules import FactorKind
from amparo.trust.tries import TRIES

WITH_A_CODE = "with a code"
"""For whom tries of codes are counted. No user name has a space: nobody's sign-in forgives them."""


@sensitive_post_parameters("code", "answer")
def second(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a passkey; nothing is shown before."""
    halfway = halfway_in(request)
    if halfway is None or halfway.owes_one:
        return redirect("/") if is_unlocked(request) else redirect_to_login("/")
    answer = request.POST.get("answer", "")
    form = CodeForm(request.POST if request.method == "POST" and not answer else None)
    account = _shown(request, form, answer)
    if account is not None:
        return in_own_language(request, account, redirect(wanted_in(request)))
    kinds = {each.kind for each in factors_of(halfway.account)}
    told = {
        "form": form,
        "faults": form.is_bound and form.errors,
        "wanted": wanted_in(request),
        "options": _options(request, halfway) if FactorKind.PASSKEY in kinds else "",
        "has_app": FactorKind.APP in kinds,
        "no_frame": True,
    }
    return render(request, "desk/entrance/second.html", told)


@sensitive_post_parameters("code", "new", "again")
def first(request: HttpRequest) -> HttpResponse:
    """Come with a code that was handed over: choose a passphrase, the first time a name too."""
    form = FirstForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _came(request, form):
        messages.success(request, _("Your access is ready. Sign in with your passphrase."))
        return redirect("desk:sign_in")
    told = {"form": form, "faults": form.is_bound and form.errors, "no_frame": True}
    return render(request, "desk/entrance/first.html", told)


def _shown(request: HttpRequest, form: CodeForm, answer: str) -> Account | None:
    """Return who has shown the factor; else the form says what is wrong."""
    try:
        if answer:
            return show_passkey(request, answer, at=now())
        if form.is_bound and form.is_valid():
            return show_code(request, form.cleaned_data["code"], at=now())
    except NotUnlocked:
        raise
    except Problem as problem:
        if answer:
            messages.error(request, said(problem))
        else:
            form.add_error("code", said(problem))
    return None


def _options(request: HttpRequest, halfway: Halfway) -> str:
    asked = ask_to_sign(halfway.account)
    request.session[ASKED] = dict(asked.state)
    return asked.options


def _came(request: HttpRequest, form: FirstForm) -> bool:
    typed, at = form.cleaned_data, now()
    address = request.META.get("REMOTE_ADDR", "")
    try:
        TRIES.spend(WITH_A_CODE, address, at=at)
        take_up(typed["code"], typed["username"], typed["new"], known_around=words_around, at=at)
    except TooManyTries:
        form.add_error(None, _("Too many tries from here. Wait a minute and try again."))
        return False
    except Problem as problem:
        form.add_error(None, said(problem))
        return False
    TRIES.forgive(WITH_A_CODE, address)
    return True
