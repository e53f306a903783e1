"""The concern's form on one sheet of paper: the pack's own questions, under their numbers.

There is no second list of questions: what stands here is read from the form that the routes read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from amparo.desk.lines import Line, lines_in
from amparo.desk.wording import label_of, language
from amparo.dossiers.rules import Can
from amparo.forms.form import Form, Group, Item, Question, Repeat
from amparo.pages.form_sheet import say as pick
from amparo.protocols.pack import BodyKind, Pack
from amparo.system.directory import area_chain
from amparo.system.models import Body
from amparo.trust.rules import Reader

FIRST = "keep_from"
"""Who must not know stands on top: it decides where the sheet is brought."""

MOST_LINES = 6
LONG, LONGER = 150, 300
"""A text that may be longer than this gets two ruled lines over the whole column, or three."""


@dataclass(frozen=True)
class Blank:
    """One thing to fill in: boxes to tick, or a line to write on.

    Attributes:
        kind: `ticks`, `table`, `line`, `lines`, or `said` where only words stand.
        ticks: what is ticked; in a table, the heads of its columns.
        rows: how many lines to write on, or rows of a table: one for each child.
    """

    label: str
    hint: str
    kind: str
    ticks: tuple[str, ...] = ()
    rows: range = range(0)


@dataclass(frozen=True)
class Numbered:
    """What stands under one number. `is_needed`: without it the sheet leads nowhere."""

    number: int
    name: str
    blanks: tuple[Blank, ...]
    is_needed: bool


@dataclass(frozen=True)
class Office:
    """Where the sheet can be brought, and which ticks speak against it."""

    name: str
    hours: str
    phone: str
    not_if: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole sheet, in the reader's language."""

    first: Numbered | None
    rest: tuple[Numbered, ...]
    lines: tuple[Line, ...]
    offices: tuple[Office, ...]

    @property
    def needed(self) -> tuple[int, ...]:
        """Return the numbers that must be answered."""
        every = ([self.first] if self.first else []) + list(self.rest)
        return tuple(sorted(each.number for each in every if each.is_needed))


def sheet_for(pack: Pack, reader: Reader, area: str, at: datetime) -> Sheet:
    """Return the sheet as it is handed out in an area."""
    asked = numbered(pack.forms[pack.routes.form])
    return Sheet(
        first=next((each for each in asked if each.name == FIRST), None),
        rest=tuple(each for each in asked if each.name != FIRST),
        lines=lines_in(pack, reader, area, at)[:MOST_LINES],
        offices=tuple(offices_in(pack, reader, area, at)),
    )


def numbered(form: Form) -> tuple[Numbered, ...]:
    """Return a form's questions by their numbers; those without one follow the one before."""
    found: list[tuple[int, list[Item]]] = []
    for item in _flat(form.items):
        number = item.number if isinstance(item, Question | Repeat) else None
        if number is not None:
            found.append((number, [item]))
        elif found:
            found[-1][1].append(item)
    return tuple(
        Numbered(
            number,
            items[0].name,
            tuple(_blank(form, each) for each in items),
            any(isinstance(each, Question) and each.required for each in items),
        )
        for number, items in sorted(found, key=lambda each: each[0])
    )


def with_numbers(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """Return questions with their numbers before their words, for whoever types from the sheet."""
    return tuple(map(_with_number, items))


def _with_number(item: Item) -> Item:
    if isinstance(item, Group):
        return replace(item, items=with_numbers(item.items))
    if item.number is None:
        return item
    label = {language: f"{item.number} · {says}" for language, says in item.label.items()}
    return replace(item, label=label)


def _flat(items: tuple[Item, ...]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Group):
            yield from _flat(item.items)
        elif isinstance(item, Repeat) or item.kind != "calculate":
            yield item


def _blank(form: Form, item: Item) -> Blank:
    if isinstance(item, Repeat):
        each = [part for part in item.items if isinstance(part, Question)]
        boxes = tuple(word for part in each for word in _choices(form, part))
        return Blank(label_of(item, form), "", "table", boxes, range(item.at_most))
    assert isinstance(item, Question)  # noqa: S101  # nosec B101  # _flat yields no group
    hint = pick(item.hint, language(), form.default_language)
    lines = range(3 if (item.limit or 0) > LONGER else 2)
    return Blank(label_of(item, form), hint, _kind(item), _choices(form, item), lines)


def _kind(question: Question) -> str:
    if question.choices:
        return "ticks"
    if question.kind == "note":
        return "said"
    return "lines" if question.kind == "text" and (question.limit or 0) > LONG else "line"


def _choices(form: Form, question: Question) -> tuple[str, ...]:
    return tuple(
        pick(choice.label, language(), form.default_language) for choice in question.choices
    )


def offices_in(pack: Pack, reader: Reader, area: str, at: datetime) -> Iterator[Office]:
    """Yield the offices for an area that take what comes on paper, the nearest first."""
    taking = {key: kind for key, kind in pack.body_kinds.items() if _takes_paper(kind)}
    known = Body.objects.visible_to(reader).at_work(at).in_reach(area_chain(area))
    bodies = known.filter(kind__in=taking).select_related("area")
    for body in sorted(bodies, key=lambda each: (-each.area.level, each.name)):
        against = tuple(_ticks_against(pack, taking[body.kind]))
        yield Office(body.name, body.opening_hours, body.phone, against)


def _takes_paper(kind: BodyKind) -> bool:
    return not kind.is_desk and any(Can.REGISTER_PAPER in can for can in kind.can.values())


def _ticks_against(pack: Pack, kind: BodyKind) -> Iterator[str]:
    form = pack.forms[pack.routes.form]
    asked = form.question(FIRST)
    for choice in asked.choices if asked else ():
        if choice.name in kind.kept_by:
            yield pick(choice.label, language(), form.default_language)
