"""What was typed is never lost: form pages, their tokens and their drafts.

`@form_page` stands above `@needs`: it keeps what was typed when the session has ended, when the
page lay open too long, or when it is sent by somebody else at the same computer; sealed to its
author each time. A view then asks `typed_in(request, at=…)`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.base.ids import new_id
from amparo.desk.tokens import FormToken, read_token
from amparo.dossiers.actions.drafts import drop_draft, keep_draft, open_draft
from amparo.dossiers.models import Draft
from amparo.trust.backends import PassphraseBackend
from amparo.trust.doors import account_in, is_unlocked, keyring_in
from amparo.trust.models import Account

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
Raw = dict[str, list[str]]

OUR_OWN = frozenset({"csrfmiddlewaretoken", "token", "do", "passphrase"})
KEEP, THROW_AWAY = "keep", "throw_away"
"""What the buttons of `desk/parts/form_feet.html` ask for, by the name `do`."""


@dataclass(frozen=True)
class Typed:
    """What a form page holds: sent with it, or kept from before.

    Attributes:
        token: goes into the page; its `entry` is the id of what the page will become.
        raw: everything typed, as `amparo.forms.answers.accept` reads it.
        is_kept: it was not typed now but kept earlier; the page says so.
    """

    token: FormToken
    raw: Raw
    is_kept: bool = False


@dataclass(frozen=True)
class KeptPage:
    """A page with a draft; its address, or what else its draft goes by."""

    page: str
    changed_at: datetime


def form_page(view: View[P]) -> View[P]:
    """Let a page lose nothing of what is typed on it, whatever became of its session."""

    @wraps(view)
    def keeping(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        at = now()
        if not is_unlocked(request):
            keep_for_author(request, at=at)
            return view(request, *args, **kwargs)
        return _put_aside(request, at=at) or view(request, *args, **kwargs)

    return keeping


def typed_in(request: HttpRequest, *, at: datetime) -> Typed:
    """Return what this form page holds now."""
    account = account_in(request)
    if request.method == "POST":
        token = read_token(request.POST.get("token", ""), request.path)
        if token is not None:
            return Typed(token, sent(request))
    raw = open_draft(request.path, keyring_in(request).account_private, by=account)
    return Typed(FormToken(account.id, request.path, new_id(at)), raw, is_kept=bool(raw))


def done_with(request: HttpRequest, *, at: datetime) -> None:
    """Forget the draft of a page whose entry was written."""
    drop_draft(request.path, by=account_in(request), at=at)


def sent(request: HttpRequest) -> Raw:
    """Return what was typed, without the fields that are the page's own."""
    return {
        name: [str(text) for text in texts]
        for name, texts in request.POST.lists()
        if name not in OUR_OWN
    }


def keep_for_author(request: HttpRequest, *, at: datetime) -> bool:
    """Keep what was typed for whoever the page was made for; tell whether it could be."""
    token = read_token(request.POST.get("token", ""), request.path)
    author = PassphraseBackend().get_user(token.account) if token else None
    if token is None or author is None:
        return False
    _keep(request, author, at=at)
    return True


def kept_pages(account: Account) -> tuple[KeptPage, ...]:
    """Return the pages on which somebody has kept something, the newest first."""
    drafts = Draft.objects.filter(account=account).order_by("-changed_at")
    return tuple(KeptPage(*kept) for kept in drafts.values_list("page", "changed_at"))


def _put_aside(request: HttpRequest, *, at: datetime) -> HttpResponseBase | None:
    """Answer a page that is not to be carried out; None if it is."""
    account = account_in(request)
    token = read_token(request.POST.get("token", ""), request.path)
    if token is None:
        _keep(request, account, at=at)
        messages.warning(request, _("This page was open for too long. Send it once more."))
        return redirect(request.path)
    if token.account != account.id:
        keep_for_author(request, at=at)
        messages.warning(
            request,
            _("Somebody else had opened that page. What was typed is kept, for them alone."),
        )
        return redirect("desk:home")
    if request.POST.get("do") == KEEP:
        if not _keep(request, account, at=at):
            messages.info(request, _("There is nothing to keep yet."))
        return redirect(request.path)
    if request.POST.get("do") == THROW_AWAY:
        drop_draft(request.path, by=account, at=at)
        return redirect(request.path)
    return None


def _keep(request: HttpRequest, author: Account, *, at: datetime) -> bool:
    """Keep what was typed, if anything was: an empty page never takes a draft's place."""
    raw = {name: texts for name, texts in sent(request).items() if any(texts)}
    if raw:
        keep_draft(request.path, raw, by=author, at=at)
    return bool(raw)
