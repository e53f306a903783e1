"""What takes two persons: one asks, another agrees or not, who holds the key carries it out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _

from amparo.desk.bodies import left_behind
from amparo.desk.people import about, asked_in_words
from amparo.dossiers.actions.ending import decide_on_end
from amparo.system.actions.people import carry_out, decide
from amparo.system.models import Proposal
from amparo.system.rules import Asked, Can
from amparo.trust.doors import account_in, keyring_in, needs, reader_in


@dataclass(frozen=True)
class Waiting:
    """Something asked for, as one reader sees it."""

    row: Proposal
    asked: str
    who: str
    may_decide: bool
    may_carry_out: bool

    @property
    def is_for_role(self) -> bool:
        return self.row.kind == Asked.ROLE

    @property
    def is_for_end(self) -> bool:
        return self.row.kind == Asked.END

    @property
    def is_for_passphrase(self) -> bool:
        return self.row.kind == Asked.PASSPHRASE


def waiting_for(request: HttpRequest, at: datetime) -> list[Waiting]:
    """Return what waits for a second person, or to be carried out, before this reader."""
    rows = Proposal.objects.visible_to(reader_in(request)).waiting(at).order_by("asked_at", "pk")
    return [_waiting(request, row) for row in rows.select_related("body", "account", "asked_by")]


@needs(Can.SEE_PEOPLE)
def proposal(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show what is asked, by whom and for whom; agree, refuse, or carry it out."""
    at = now()
    row = Proposal.objects.visible_to(reader_in(request)).filter(pk=id).first()
    if row is None:
        raise Http404
    shown = _waiting(request, row)
    if request.method == "POST":
        return _done(request, shown, at)
    told = {"shown": shown, "at": at, "is_over": row.expires_at <= at}
    if shown.is_for_end and shown.may_decide:
        told["left"] = left_behind(row.body, at)
    return render(request, "desk/people/proposal.html", told)


def _done(request: HttpRequest, shown: Waiting, at: datetime) -> HttpResponse:
    asked, by = request.POST.get("do", ""), account_in(request).id
    if asked in {"agree", "refuse"} and shown.may_decide:
        decides = decide_on_end if shown.is_for_end else decide
        decides(shown.row, agrees=asked == "agree", by=by, at=at)
        messages.success(request, _("Your decision is written down."))
        return redirect("desk:proposal", id=shown.row.id)
    if asked == "carry_out" and shown.may_carry_out:
        invited = carry_out(shown.row, keyring=keyring_in(request), by=by, at=at)
        if invited:
            return render(request, "desk/people/code.html", {"invited": invited})
        messages.success(request, _("It is done. They sign in anew."))
        return redirect("desk:people")
    raise Http404


def _waiting(request: HttpRequest, row: Proposal) -> Waiting:
    reader = reader_in(request)
    is_mine = row.asked_by_id == reader.account_id
    decides = row.decided_in_id in reader.bodies_where(Can.AGREE)
    carries = row.body_id in reader.bodies_where(Can.PROPOSE)
    return Waiting(
        row=row,
        asked=asked_in_words(row),
        who=about(row),
        may_decide=decides and not is_mine and row.is_agreed is None,
        may_carry_out=carries and row.is_agreed is True and row.carried_out_at is None,
    )
