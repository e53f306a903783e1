"""My concerns: to whoever raised one, its code word, day, office and the newest message."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from amparo.desk.answered import Answered, newest_message
from amparo.desk.caring import call_owed
from amparo.desk.lines import Line, lines_in
from amparo.desk.paging import Place, number_in
from amparo.desk.writing import begun_by
from amparo.dossiers.models import Dossier
from amparo.dossiers.rules import Can
from amparo.system.packs import current_pack
from amparo.trust.doors import account_in, keyring_in, needs, reader_in
from amparo.trust.rules import Reader

if TYPE_CHECKING:
    from django.db.models import QuerySet


A_PAGE = 15
"""How many concerns stand on a page."""


@dataclass(frozen=True)
class Message:
    """The same words, with the same promise, from one office or from several."""

    text: str
    also: tuple[str, ...]
    answer_by: datetime | None
    offices: tuple[Answered, ...]


@dataclass(frozen=True)
class Stub:
    """What one raised together: the same code word, an answer from each office."""

    code_word: str
    raised_at: datetime
    answers: tuple[Answered, ...]

    @property
    def id(self) -> UUID:
        return self.answers[0].concern.pk

    @property
    def messages(self) -> list[Message]:
        """Return each message once, with the offices that sent it."""
        same: dict[tuple[str, tuple[str, ...], datetime | None], list[Answered]] = {}
        for answer in self.answers:
            same.setdefault((answer.text, answer.also, answer.answer_by), []).append(answer)
        return [Message(*said, tuple(offices)) for said, offices in same.items()]


@needs(Can.FOLLOW_CONCERN)
def mine(request: HttpRequest) -> HttpResponse:
    """List the concerns that somebody raised or goes along with, the newest first."""
    own, number = _own(reader_in(request)), number_in(request)
    together = own.order_by().values("situation").annotate(raised=Min("opened_at"))
    newest = together.order_by("-raised", "situation").values_list("situation", flat=True)
    found = list(newest[(number - 1) * A_PAGE : number * A_PAGE + 1])
    told = {
        "stubs": _stubs(own.filter(situation__in=found[:A_PAGE])),
        "place": Place(number, has_next=len(found) > A_PAGE),
        "begun": begun_by(account_in(request), keyring_in(request).account_private),
        "at": now(),
    }
    return render(request, "desk/concerns/mine.html", told)


@needs(Can.FOLLOW_CONCERN)
def show(request: HttpRequest, id: UUID) -> HttpResponse:
    """Show what was answered to one of them."""
    at, reader = now(), reader_in(request)
    own = _own(reader)
    concern = own.filter(pk=id).first()
    if concern is None:
        raise Http404
    (stub,) = _stubs(own.filter(situation=concern.situation))
    waits = all(answer.tier == "T0" for answer in stub.answers)
    lines = _numbers(concern, reader, at)[:3] if waits else []
    told = {"stub": stub, "at": at, "waits": waits, "lines": lines, "call": call_owed(reader)}
    return render(request, "desk/concerns/show.html", told)


def _numbers(concern: Dossier, reader: Reader, at: datetime) -> list[Line]:
    """Return whom to call in danger: no office that must not know of this concern."""
    kept = {str(row.body_id) for row in concern.kept_from.all()}
    lines = lines_in(current_pack(), reader, concern.area_id or "", at)
    return [line for line in lines if line.key not in kept]


def _own(reader: Reader) -> "QuerySet[Dossier]":
    own = Dossier.objects.raised_by(reader)
    return own.prefetch_related("entries", "parties__body", "parties__for_body", "duties")


def _stubs(concerns: Iterable[Dossier]) -> tuple[Stub, ...]:
    together: dict[UUID, list[Dossier]] = {}
    for concern in concerns:
        together.setdefault(concern.situation, []).append(concern)
    stubs = (_stub(each) for each in together.values())
    return tuple(sorted(stubs, key=lambda stub: stub.raised_at, reverse=True))


def _stub(concerns: list[Dossier]) -> Stub:
    answers = tuple(newest_message(concern) for concern in sorted(concerns, key=lambda c: c.pk))
    return Stub(concerns[0].code_word, concerns[0].opened_at, answers)
