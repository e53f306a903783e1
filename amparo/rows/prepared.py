"""Questions of whoever reads, and of what a list is narrowed to: put together from several values.

    @prepared
    def owing(reader: Reader, body: UUID) -> QuerySet[Dossier]:
        return Dossier.objects.in_full(reader).filter(duties__body=body)

What `asked` does for single values is done for the ids, moments and texts inside frozen dataclasses
and collections. All that is left of them belongs to the shape: how many there are, which are the
same, what is absent, numbers, and codes such as what a role may do. So SQL made for one reader is
asked for another only where both may do the same in as many bodies.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from uuid import UUID

from amparo.rows.asked import Question

if TYPE_CHECKING:
    from django.db.models import QuerySet

Leaf = UUID | datetime | str
LEAVES = (UUID, datetime, str)

P = ParamSpec("P")
Row = TypeVar("Row")

MOST = 50
"""How many shapes of one question are kept, some 30 kB each; with one more, all are made anew."""


def prepared(ask: "Callable[P, QuerySet[Any, Row]]") -> Callable[P, list[Row]]:
    """Return a function that answers what the queryset of `ask` would, and makes its SQL once.

    `ask` hands the ids, moments and texts among its arguments on as they are, and looks at none of
    them but for its absence. A frozen set of texts is codes, which it may look at.

    Raises:
        ValueError: the SQL depends on a value in another way; told when it is made.
    """
    questions: dict[object, Question[..., Row]] = {}

    @wraps(ask)
    def answered(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        leaves: dict[Leaf, int] = {}
        given = (*args, *kwargs.values())
        shape = (len(args), *kwargs, _shape(given, leaves))
        if shape not in questions:
            if len(questions) >= MOST:
                questions.clear()
            questions[shape] = _question(ask, given, tuple(kwargs), tuple(leaves))
        return questions[shape](*leaves)

    return answered


def filled_up(ids: Iterable[UUID]) -> tuple[UUID, ...]:
    """Return some ids and so many that nothing has that one of few shapes comes of them."""
    found = tuple(ids)
    many = 1 << max(0, len(found) - 1).bit_length()
    return found + tuple(UUID(int=place) for place in range(many - len(found)))


def _question(
    ask: "Callable[..., QuerySet[Any, Row]]",
    given: tuple[object, ...],
    names: tuple[str, ...],
    leaves: tuple[Leaf, ...],
) -> "Question[..., Row]":
    """Return the question of one shape: its arguments are the leaves of what is asked."""

    @wraps(ask)
    def asked(*stand_ins: object) -> "QuerySet[Any, Row]":
        standing_in = _with(given, dict(zip(leaves, stand_ins, strict=True)))
        count = len(given) - len(names)
        return ask(*standing_in[:count], **dict(zip(names, standing_in[count:], strict=True)))

    return Question(asked)


def _shape(each: object, leaves: dict[Leaf, int]) -> object:
    """Return what is asked without its ids, moments and texts, and collect these."""
    if _is_codes(each):
        return each
    if isinstance(each, LEAVES):
        return leaves.setdefault(each, len(leaves)), type(each)
    if hasattr(each, "__dataclass_fields__"):  # so is one that is yet to be looked up
        inside = [getattr(each, field.name) for field in fields(each)]  # type: ignore[arg-type]
        return each.__class__, *(_shape(one, leaves) for one in inside)
    if isinstance(each, Mapping):
        return Mapping, *(_shape(pair, leaves) for pair in each.items())
    if isinstance(each, Collection):
        return type(each), *(_shape(one, leaves) for one in each)
    return each


def _with(each: Any, stand_ins: Mapping[Leaf, object]) -> Any:  # noqa: ANN401  # any shape
    """Return what is asked with something else in place of each id, moment and text."""
    if _is_codes(each):
        return each
    if isinstance(each, LEAVES):
        return stand_ins[each]
    if hasattr(each, "__dataclass_fields__"):
        return each.__class__(*(_with(getattr(each, one.name), stand_ins) for one in fields(each)))
    if isinstance(each, Mapping):
        return dict(_with([*each.items()], stand_ins))
    if isinstance(each, Collection):
        return type(each)(_with(one, stand_ins) for one in each)  # type: ignore[call-arg]
    return each


def _is_codes(each: object) -> bool:
    """Tell whether this is a set of codes, such as what a role may do: it stays as it is."""
    return isinstance(each, frozenset) and all(isinstance(one, str) for one in each)
