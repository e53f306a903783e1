"""A form with less to ask, where its page knows more than the form does. Pure."""

from collections.abc import Callable, Collection
from dataclasses import replace

from amparo.forms.form import Form, Item, Question


def with_choices(form: Form, name: str, codes: Collection[str]) -> Form:
    """Return a form in which one question has only these answers."""

    def fewer(question: Question) -> Question:
        left = tuple(choice for choice in question.choices if choice.name in codes)
        return replace(question, choices=left) if question.name == name else question

    return replace(form, items=_mapped(form.items, fewer))


def without(form: Form, name: str) -> Form:
    """Return a form that does not ask one question."""
    return replace(
        form, items=_mapped(form.items, lambda each: None if each.name == name else each)
    )


def _mapped(
    items: tuple[Item, ...], change: Callable[[Question], Question | None]
) -> tuple[Item, ...]:
    changed = (
        change(item)
        if isinstance(item, Question)
        else replace(item, items=_mapped(item.items, change))
        for item in items
    )
    return tuple(item for item in changed if item is not None)
