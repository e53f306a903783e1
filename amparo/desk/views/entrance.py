"""Coming in, going out, and choosing for whom one acts."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import now
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from amparo.base.problems import WrongPassphrase
from amparo.desk.forms import SignInForm
from amparo.desk.hats import hat_in, hats_in, put_on
from amparo.desk.problems import said
from amparo.desk.wording import say
from amparo.trust.actions.accounts import choose_language
from amparo.trust.doors import account_in, is_unlocked, signed_in
from amparo.trust.entrance import enter, leave
from amparo.trust.models import Account
from amparo.trust.problems import TooManyTries


@sensitive_post_parameters("passphrase")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for user name and passphrase, and bring back to the page that was wanted."""
    wanted = _wanted(request)
    if request.method != "POST" and is_unlocked(request):
        return redirect(wanted)
    form = SignInForm(request.POST or None)
    account = _entered(request, form)
    if account is not None:
        return _in_own_language(request, account, redirect(wanted))
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
    try:
        return enter(
            request, form.cleaned_data["username"], form.cleaned_data["passphrase"], at=now()
        )
    except (WrongPassphrase, TooManyTries) as problem:
        form.add_error(None, said(problem))
        return None


def _wanted(request: HttpRequest) -> str:
    """Return the page that was asked for before, if it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"


def _in_own_language(
    request: HttpRequest, account: Account, response: HttpResponse
) -> HttpResponse:
    """Answer in the person's language, unless another was chosen in this browser."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            account.language,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Strict",
        )
    return response
