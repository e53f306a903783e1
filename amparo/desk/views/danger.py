"""There is danger now: whom to call here, one number after the other. Nothing waits for a form."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now

from amparo.desk.districts import area_name
from amparo.desk.kept import Raw, Typed, done_with, form_page, typed_in
from amparo.desk.lines import Line, lines_in
from amparo.desk.wording import say
from amparo.desk.writing import (
    TRIED,
    Writing,
    home_of,
    keep_writing,
    writing_in,
)
from amparo.dossiers.rules import Can
from amparo.forms.form import Group
from amparo.protocols.routes import kept_kinds
from amparo.system.actions.gaps import record_gap
from amparo.system.directory import bodies_of_kinds
from amparo.system.numbers import DANGER, HEALTH
from amparo.system.rules import GapReason
from amparo.trust.doors import needs, reader_in

ASKED_FIRST = ("danger_now", "health_now")
NOBODY, ANSWERED = "nobody", "answered"


@form_page
@needs(Can.RAISE_CONCERN)
def ask(request: HttpRequest) -> HttpResponse:
    """Offer the first number at once, and ask the two things that decide which comes first."""
    at = now()
    typed = typed_in(request, at=at)
    writing = writing_in(request, typed.token.entry)
    lines = _lines(request, writing, at)
    if request.method == "POST":
        keep_writing(writing, {**writing.raw, **typed.raw}, at=at)
        done_with(request, at=at)
        return redirect("desk:danger_call", id=writing.id)
    told = {
        "typed": replace(typed, raw={"danger_now": ["now"], **typed.raw}),
        "form": writing.form,
        "only": ASKED_FIRST,
        "first": lines[0] if lines else None,
        "to_say": _to_say(writing),
    }
    return render(request, "desk/danger/ask.html", told)


@form_page
@needs(Can.RAISE_CONCERN)
def call(request: HttpRequest, id: UUID) -> HttpResponse:
    """Go from number to number until somebody answers."""
    at = now()
    typed = typed_in(request, at=at)
    writing = writing_in(request, id)
    lines = _lines(request, writing, at)
    if request.method == "POST":
        return _after_calling(writing, lines, typed, at)
    tried = writing.raw.get(TRIED, [])
    left = [line for line in lines if line.key not in tried]
    told = {
        "typed": typed,
        "writing": writing,
        "next": left[0] if left else None,
        "others": left[1:],
        "tried": [line for line in lines if line.key in tried],
        "needs_health": _needs_health(writing),
        "to_say": _to_say(writing),
    }
    return render(request, "desk/danger/call.html", told)


def _lines(request: HttpRequest, writing: Writing, at: datetime) -> tuple[Line, ...]:
    first = HEALTH if _needs_health(writing) else DANGER
    lines = lines_in(writing.pack, reader_in(request), home_of(writing), at, first=first)
    kept = _must_not_know(writing)
    return tuple(line for line in lines if line.key not in kept)


def _must_not_know(writing: Writing) -> set[str]:
    """Return the keys of the offices that nobody calls, once it was said who must not know."""
    kinds = kept_kinds(writing.pack, writing.raw.get("keep_from", ()))
    return {str(body) for body in bodies_of_kinds(kinds, home_of(writing))}


def _needs_health(writing: Writing) -> bool:
    return writing.raw.get("health_now") == ["yes"]


def _to_say(writing: Writing) -> str:
    """Return the one sentence to say on the phone; whoever answers knows the district by name."""
    sentence = say("call.say_health" if _needs_health(writing) else "call.say")
    return sentence.replace("{place}", area_name(home_of(writing)))


def _after_calling(
    writing: Writing, lines: tuple[Line, ...], typed: Typed, at: datetime
) -> HttpResponse:
    known = {line.key: line for line in lines}
    answered = known.get(typed.raw.get(ANSWERED, [""])[0])
    silent = known.get(typed.raw.get(NOBODY, [""])[0])
    if answered is not None:
        keep_writing(writing, _with_answer(writing, answered), at=at)
        return redirect("desk:raise_page", id=writing.id, page=_first_page(writing).name)
    if silent is not None and silent.key not in writing.raw.get(TRIED, []):
        _note_silence(writing, silent, at)
        keep_writing(writing, _with_silence(writing, silent), at=at)
    return redirect("desk:danger_call", id=writing.id)


def _note_silence(writing: Writing, line: Line, at: datetime) -> None:
    """Record that nobody answered: the number and the district, not who called or why."""
    record_gap(
        area=home_of(writing),
        reason=GapReason.NO_ANSWER,
        kind=line.kind,
        hotline="" if line.kind else line.number,
        at=at,
    )


def _with_silence(writing: Writing, line: Line) -> Raw:
    tried = [*writing.raw.get(TRIED, []), line.key]
    return {**writing.raw, TRIED: tried, "called": ["no_answer"]}


def _with_answer(writing: Writing, line: Line) -> Raw:
    """Carry along that somebody answered, and who, if the form knows them."""
    asked = writing.form.question("called_who")
    codes = {choice.name for choice in asked.choices} if asked else set()
    who = next((code for code in (line.key, line.kind) if code in codes), "other")
    return {**writing.raw, "called": ["answered"], "called_who": [who]}


def _first_page(writing: Writing) -> Group:
    return writing.pages[0]
