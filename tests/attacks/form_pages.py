"""The doors through which people type: where each is, what fills it, and what it leads to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.html import escape

from amparo.base.ids import new_id
from amparo.dossiers.models import Dossier
from tests.attacks.conciliation import screened
from tests.filling import Answers
from tests.world import World


@dataclass(frozen=True)
class FormPage:
    """One form: `text` and `day` name a field of that kind, `must` one that can't be left out.

    `shown` is where what was typed can be read once it was sent; empty where the sender can't.
    """

    who: str
    address: Callable[[World], str]
    answers: Answers
    text: str
    day: str = ""
    must: str = ""
    shown: Callable[[str], str] | None = None

    def filled(self, **other: str) -> dict[str, object]:
        return {**self.answers, **other}


def opened_case(world: World) -> Dossier:
    """Return a case that ana has opened and given a receipt."""
    case = world.case_of(world.raise_concern())
    world.signed_in("ana").get(f"/dossiers/{case.pk}/file/")
    return case


def received_case(world: World) -> Dossier:
    case = opened_case(world)
    world.take(case, "receipt", world.officer(), **{**RECEIPT, "conflict": "none"})
    return case


def a_conciliation(world: World) -> Dossier:
    return screened(world, world.case_of(world.raise_concern()))


def step(key: str, case: Callable[[World], Dossier]) -> Callable[[World], str]:
    return lambda world: f"/dossiers/{case(world).pk}/steps/{key}/"


def file_of(address: str) -> str:
    return f"{address.partition('/steps/')[0]}/file/"


def check_of(address: str) -> str:
    return address.removesuffix("words/")


RECEIPT = {
    "arrived": "app",
    "conflict": "office",
    "conflict_reason": "MARK-TEXT",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "as_usual",
    "answer_by": "2027-05-14",
}
ON_PAPER = {
    "arrived": "paper",
    "arrived_at": "2027-05-10T08:00",
    "danger_now": "no",
    "health_now": "no",
    "keep_from": ["none"],
    "home_district": "ours",
    "words_seen": "MARK-TEXT",
}

PAGES: Mapping[str, FormPage] = {
    "a page of a concern": FormPage(
        "rosa",
        lambda world: f"/concerns/raise/{new_id(world.clock.at)}/words/",
        {"child_view": "agrees", "words_seen": "MARK-TEXT"},
        text="words_seen",
        shown=check_of,
    ),
    "a receipt": FormPage(
        "ana",
        step("receipt", opened_case),
        RECEIPT,
        text="conflict_reason",
        day="answer_by",
        must="danger_checked",
        shown=file_of,
    ),
    "a hand-over": FormPage(
        "ana",
        step("hand_over", opened_case),
        {
            "referred_to": "posta",
            "handed_person": "MARK-TEXT",
            "handed_at": "2027-05-10T09:00",
            "channel": "call",
        },
        text="handed_person",
        day="handed_at",
        must="channel",
        shown=file_of,
    ),
    "the cause of a delay": FormPage(
        "ana",
        step("cause", opened_case),
        {"cause": "too_many", "cause_note": "MARK-TEXT"},
        text="cause_note",
        must="cause",
        shown=file_of,
    ),
    "another valuation": FormPage(
        "ana",
        step("revalue", received_case),
        {"revalued": "rising", "revalue_note": "MARK-TEXT"},
        text="revalue_note",
        must="revalued",
        shown=file_of,
    ),
    "an invitation to a conciliation": FormPage(
        "ana",
        step("invite", a_conciliation),
        {
            "hearing_at": "2027-05-20T10:00",
            "invited_by": "notified",
            "invite_care": "MARK-TEXT",
        },
        text="invite_care",
        day="hearing_at",
        must="invited_by",
        shown=file_of,
    ),
    "a concern on paper": FormPage(
        "ana",
        lambda _: "/arrivals/register/",
        ON_PAPER,
        text="words_seen",
        day="arrived_at",
        must="danger_now",
    ),
}

ODD_TEXTS = {
    "emoji": "MARK 👧🏽🏳️‍🌈 no está",
    "right to left": "MARK \u202bقالت لي\u202c إنها خائفة",  # noqa: RUF001  # it is Arabic
    "a script": "MARK <script>alert('x')</script><img src=x onerror=alert(1)>",
    "a closed tag": "MARK </textarea></form><b>\"'`{{ 7*7 }}{% now 'Y' %}",
    "an accent of its own": "MARK nin\u0303a",
    "lines": "MARK one\ntwo\n\nthree",
    "a formula": "=MARK()",
}


def on_page(text: str) -> str:
    """Return a text as a page shows it."""
    return str(escape(text))
