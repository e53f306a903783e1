"""Coming in and going out, and the role in which one acts."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from amparo.base.problems import WrongPassphrase
from amparo.desk.forms import SignInForm
from amparo.desk.hats import hat_in, hats_in, put_on
from amparo.desk.wanted import in_own_language, wanted_in
from amparo.desk.wording import say
from amparo.pages.problems import said
from amparo.system.second_factor import needs_factor
from amparo.trust.actions.accounts import choose_language
from amparo.trust.doors import account_in, is_unlocked, signed_in
from amparo.trust.entrance import enter, halfway_in, leave
from amparo.trust.models import Account
from amparo.trust.problems import TooManyTries


@sensitive_post_parameters("passphrase")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for user name and passphrase, and bring back to the page that was wanted."""
    wanted = wanted_in(request)
    if request.method != "POST" and is_unlocked(request):
        return redirect(wanted)
    form = SignInForm(request.POST or None)
    account = _entered(request, form)
    if account is not None:
        return in_own_language(request, account, redirect(_onwards(request, wanted)))
    told = {"form": form, "faults": form.errors, "wanted": wanted, "no_frame": True}
    return render(request, "desk/entrance/sign_in.html", told)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; nothing of it stays in the browser, nor the language that was theirs."""
    spoken = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    is_theirs = is_unlocked(request) and account_in(request).language == spoken
    leave(request, at=now())
    response = redirect("desk:sign_in")
    if is_theirs:
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Strict")
    return response


def language(request: HttpRequest) -> HttpResponse:
    """Read on in another language, here and wherever the person signs in next."""
    response = set_language(request)
    chosen = request.POST.get("language", "")
    is_known = chosen in dict(settings.LANGUAGES)
    if request.method == "POST" and is_known and is_unlocked(request):
        account = account_in(request)
        if account.language != chosen:
            choose_language(account, chosen, by=account.id, at=now())
    return response


@signed_in
def hat(request: HttpRequest) -> HttpResponse:
    """Choose in which body and role one acts now."""
    if request.method == "POST" and put_on(request, request.POST.get("hat", "")):
        return redirect("desk:home")
    hats = [(hat, say(f"role.{hat.role}")) for hat in hats_in(request)]
    return render(request, "desk/entrance/hat.html", {"hats": hats, "worn": hat_in(request)})


def _entered(request: HttpRequest, form: SignInForm) -> Account | None:
    if request.method != "POST" or not form.is_valid():
        return None
    at = now()
    try:
        return enter(
            request,
            form.cleaned_data["username"],
            form.cleaned_data["passphrase"],
            owes_factor=lambda account: needs_factor(account, at),
            at=at,
        )
    except (WrongPassphrase, TooManyTries) as problem:
        form.add_error(None, said(problem))
        return None


def _onwards(request: HttpRequest, wanted: str) -> str:
    """Return where to go after the passphrase: to the factor first, where there is one to show."""
    halfway = halfway_in(request)
    if halfway is None:
        return wanted
    if halfway.owes_one:
        return reverse("desk:access")
    return f"{reverse('desk:second')}?{urlencode({'next': wanted})}"
