"""Works out what a form's page shows, before any HTML.

Texts are picked, choices filtered, answers put in. Without scripts all questions of the page are
shown, but those that answers from other pages rule out; the server decides again afterwards.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from amparo.forms.answers import Raw, accept, choices_open, defaults
from amparo.forms.expressions import COLUMN, NOW, TODAY, Tree, evaluate, names_read, truth
from amparo.forms.form import Form, Group, Item, Question, Repeat, Words
from amparo.forms.says import Says
from amparo.pages.form_limits import chosen_alone, most_characters
from amparo.pages.form_view import (
    ChoiceView,
    GroupView,
    ItemView,
    QuestionView,
    RepeatView,
    RowView,
)

Faults = Mapping[str, Says | str]

LONG_TEXT = 200
"""A text that may be longer than this gets a box of several lines."""

MANY_CHOICES = 25
"""More choices than this are a list that opens, not so many lines."""

LOWEST_HEADING = 4
TEMPLATES = {
    "select_one": "choices",
    "select_multiple": "choices",
    "note": "note",
    "calculate": "calculation",
}


@dataclass(frozen=True)
class Place:
    """Where we are: what stands before names in a row, whether this is shown, how deep it is."""

    shown: bool
    prefix: str = ""
    level: int = 2


class Sheet:
    """Turns a form's items into what the templates show; the arguments are `render_form`'s."""

    def __init__(
        self,
        form: Form,
        raw: Raw,
        *,
        faults: Faults,
        language: str,
        only: Collection[str] | None,
        now: datetime,
    ) -> None:
        self.form, self.faults, self.language, self.only = form, faults, language, only
        self.here = _names_on_page(form.items, only, shown=only is None)
        self.values = accept(form, raw, only=(), now=now).values
        self.told = {**self.values, TODAY: now.date().isoformat(), NOW: now.isoformat()[:16]}
        self.raw = {**self._fresh(raw), **raw}

    def known(self) -> str:
        """Return the answers of other pages that this one's expressions read, as JSON."""
        read = {name for tree in _trees(self.form.items) for name in names_read(tree)}
        elsewhere = {name: self.values[name] for name in read - self.here if name in self.values}
        return _json(elsewhere)

    def items(self, items: Sequence[Item], place: Place) -> tuple[ItemView, ...]:
        views = (self._item(item, place) for item in items if not self._is_ruled_out(item))
        return tuple(view for view in views if view is not None)

    def _item(self, item: Item, place: Place) -> ItemView | None:
        shown = place.shown or item.name in (self.only or ())
        if isinstance(item, Group):
            return self._group(item, Place(shown, place.prefix, place.level))
        if isinstance(item, Question) and item.kind == "calculate":
            return self._question(item, place) if item.calculation else None
        if not shown:
            return None
        if isinstance(item, Repeat):
            return self._repeat(item, place)
        return self._question(item, place)

    def _group(self, group: Group, place: Place) -> GroupView | None:
        level = min(place.level + 1, LOWEST_HEADING)
        items = self.items(group.items, Place(place.shown, place.prefix, level))
        if not items:
            return None
        return GroupView(
            template="pages/forms/group.html",
            id=f"id_{place.prefix}{group.name}",
            label=self._say(group.label),
            level=place.level,
            items=items,
            relevant=_json(group.relevant),
        )

    def _repeat(self, repeat: Repeat, place: Place) -> RepeatView:
        return RepeatView(
            template="pages/forms/repeat.html",
            id=f"id_{repeat.name}",
            key=repeat.name,
            label=self._say(repeat.label),
            fault=fault_text(self.faults.get(repeat.name, ""), self.language),
            at_most=repeat.at_most,
            rows=tuple(self._row(repeat, number, place) for number in range(repeat.at_most)),
            relevant=_json(repeat.relevant),
        )

    def _row(self, repeat: Repeat, number: int, place: Place) -> RowView:
        prefix = f"{repeat.name}-{number}-"
        level = min(place.level + 1, LOWEST_HEADING)
        typed = {name for name, said in self.raw.items() if any(text.strip() for text in said)}
        return RowView(
            number=number + 1,
            items=self.items(repeat.items, Place(shown=True, prefix=prefix, level=level)),
            is_filled=any(name.startswith(prefix) for name in typed | self.faults.keys()),
        )

    def _question(self, question: Question, place: Place) -> QuestionView:
        name = place.prefix + question.name
        said = self.raw.get(name, ())
        choices = self._choices(question, name, said)
        return QuestionView(
            template=f"pages/forms/{_template(question)}.html",
            id=f"id_{name}",
            name=name,
            key=question.name,
            kind=question.kind,
            label=self._say(question.label),
            hint=self._say(question.hint),
            fault=fault_text(self.faults.get(name, ""), self.language),
            is_required=question.required,
            value=_shown_value(question.kind, said),
            limit=most_characters(question) if _template(question) == "words" else None,
            choices=choices,
            has_exclusive=any(choice.is_exclusive for choice in choices),
            relevant=_json(question.relevant),
            filter=_json(question.choice_filter),
            calculation=_json(question.calculation),
        )

    def _choices(
        self, question: Question, name: str, said: Sequence[str]
    ) -> tuple[ChoiceView, ...]:
        filtered = question.choice_filter
        reads_page = filtered is not None and bool(names_read(filtered) & self.here)
        offered = question.choices if reads_page else choices_open(question, self.told)
        alone = chosen_alone(question)
        return tuple(
            ChoiceView(
                # The first has the question's own id, so that a link to what must be mended lands.
                id=f"id_{name}" if place == 0 else f"id_{name}-{place}",
                code=choice.name,
                label=self._say(choice.label) or choice.name,
                is_chosen=choice.name in said,
                is_exclusive=choice.name in alone,
                columns=_columns(choice.name, choice.columns) if reads_page else "",
            )
            for place, choice in enumerate(offered)
        )

    def _is_ruled_out(self, item: Item) -> bool:
        """Say whether answers of other pages alone decide that this is not asked."""
        if item.relevant is None or names_read(item.relevant) & self.here:
            return False
        return not truth(evaluate(item.relevant, self.told))

    def _fresh(self, raw: Raw) -> dict[str, list[str]]:
        if any(name in raw for name in self.here):
            return {}
        return {name: said for name, said in defaults(self.form).items() if name in self.here}

    def _say(self, words: Words) -> str:
        return say(words, self.language, self.form.default_language)


def say(words: Words, language: str, otherwise: str) -> str:
    """Pick the text in a language (es-pe takes es), else in the other, else in any."""
    for each in (language, language.partition("-")[0], otherwise):
        if words.get(each):
            return words[each]
    return next(iter(words.values()), "")


def _names_on_page(
    items: Sequence[Item], only: Collection[str] | None, *, shown: bool
) -> frozenset[str]:
    """Return every name that is worked out on this page, calculations and rows' names too."""
    names: set[str] = set()
    for item in items:
        inside = shown or item.name in (only or ())
        if isinstance(item, Question):
            names |= {item.name} if inside or item.kind == "calculate" else set()
            continue
        names |= {item.name} if inside else set()
        names |= _names_on_page(item.items, only, shown=inside)
    return frozenset(names)


def _trees(items: Sequence[Item]) -> list[Tree]:
    found: list[Tree | None] = []
    for item in items:
        found.append(item.relevant)
        if isinstance(item, Question):
            found += [item.choice_filter, item.calculation]
        else:
            found += _trees(item.items)
    return [tree for tree in found if tree is not None]


def _template(question: Question) -> str:
    if question.kind in ("select_one", "select_multiple"):
        is_list = "minimal" in question.appearance.split() or len(question.choices) > MANY_CHOICES
        return "list" if is_list and question.kind == "select_one" else "choices"
    if question.kind == "text":
        is_long = "multiline" in question.appearance or (most_characters(question) or 0) > LONG_TEXT
        return "words" if is_long else "line"
    return TEMPLATES.get(question.kind, "line")


def _shown_value(kind: str, said: Sequence[str]) -> str:
    value = said[-1] if said else ""
    # A browser's own field for a moment knows only this way of writing it.
    return value.replace(" ", "T", 1)[:16] if kind == "datetime" else value


def fault_text(fault: Says | str, language: str) -> str:
    if isinstance(fault, Says):
        return fault.in_language(language, gettext)
    return fault


def _columns(name: str, columns: Mapping[str, str]) -> str:
    return _json({COLUMN + key: text for key, text in {"name": name, **columns}.items()})


def _json(value: object) -> str:
    """Write what the script reads; nothing where there is nothing."""
    return json.dumps(value, ensure_ascii=False) if value else ""
