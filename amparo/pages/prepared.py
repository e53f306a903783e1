"""Questions that every page asks: their SQL is made once, and asked again with other values.

Of what a short question costs, nearly all is making its SQL. `prepared` lets Django make it once
for each shape of what is asked: how many ids, which of them are the same, what is absent. Who asks
stays in the SQL as the queryset put it there; no answer is kept.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
Row = TypeVar("Row")
Leaf = UUID | datetime | str

MOST = 200
"""How many shapes of one question are kept; with one more, all are made anew."""


def prepared(ask: "Callable[P, QuerySet[Any, Row]]") -> Callable[P, list[Row]]:
    """Return a function that answers what the queryset of `ask` would, and makes its SQL once.

    The arguments are ids, moments, texts, collections of these, and frozen dataclasses. `ask` hands
    them on as they are: it asks the database nothing, and looks at no value but for its absence.
    A frozen set of texts is codes, which it may look at.

    Raises:
        ValueError: the SQL depends on a value in another way; told when it is made.
    """
    made: dict[object, _Made[Row] | None] = {}

    @wraps(ask)
    def answered(*args: P.args, **kwargs: P.kwargs) -> list[Row]:
        leaves: dict[Leaf, int] = {}
        shape = (connection.vendor, _shape((args, kwargs), leaves))
        if shape not in made:
            if len(made) >= MOST:
                made.clear()
            made[shape] = _made(ask, (args, kwargs), leaves)
        prepared = made[shape]
        return prepared.asked(leaves) if prepared else []

    return answered


def filled_up(ids: Iterable[UUID]) -> tuple[UUID, ...]:
    """Return some ids and so many that nothing has that one of few shapes comes of them."""
    found = tuple(ids)
    many = 1 << max(0, len(found) - 1).bit_length()
    return found + tuple(UUID(int=place) for place in range(many - len(found)))


@dataclass(frozen=True)
class _Made(Generic[Row]):
    """The SQL of one shape. `params` are fixed, but for those whose place is a leaf's."""

    rows: "QuerySet[Any, Row]"
    compiler: "SQLCompiler"
    sql: str
    params: tuple[object, ...]
    places: Mapping[int, int]

    def asked(self, leaves: Collection[Leaf]) -> list[Row]:
        """Ask with these ids, moments and texts."""
        given = [_adapted(leaf) for leaf in leaves]
        params = list(self.params)
        for place, leaf in self.places.items():
            params[place] = given[leaf]
        rows: Any = copy(self.rows)
        rows._query = _Answering(self, tuple(params))  # noqa: SLF001
        return list(rows._iterable_class(rows))  # noqa: SLF001  # reads rows as Django does


class _Answering:
    """Stands in for a queryset's query: it has its SQL already."""

    def __init__(self, made: "_Made[Any]", params: tuple[object, ...]) -> None:
        self._made, self._params = made, params

    def get_compiler(self, using: str | None = None, **_other: object) -> "SQLCompiler":  # noqa: ARG002  # as Django calls it
        compiler: Any = copy(self._made.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_kwargs: (self._made.sql, self._params)
        return compiler  # type: ignore[no-any-return]


def _made(
    ask: "Callable[..., QuerySet[Any, Row]]", given: object, leaves: Mapping[Leaf, int]
) -> _Made[Row] | None:
    """Make the SQL with two sets of markers: what differs is a leaf's place, or not allowed."""
    marks = [{leaf: _mark(leaf, place, row) for leaf, place in leaves.items()} for row in (1, 2)]
    try:
        first, second = (_with_sql(ask, _marked(given, each)) for each in marks)
    except EmptyResultSet:
        return None
    places = {}
    marked = [{_adapted(mark): leaves[leaf] for leaf, mark in each.items()} for each in marks]
    for place, pair in enumerate(zip(first.params, second.params, strict=True)):
        found = [_leaf(each, among) for each, among in zip(pair, marked, strict=True)]
        if found[0] is not None and found[0] == found[1]:
            places[place] = found[0]
        elif pair[0] != pair[1]:
            raise ValueError(f"{ask.__qualname__} works a value out for its SQL")
    if first.sql != second.sql:
        raise ValueError(f"{ask.__qualname__} writes a value into its SQL")
    return _Made(first.rows, first.compiler, first.sql, first.params, places)


def _with_sql(ask: "Callable[..., QuerySet[Any, Row]]", given: Any) -> _Made[Row]:  # noqa: ANN401  # whatever it asks for
    args, kwargs = given
    rows = ask(*args, **kwargs)
    compiler = rows.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    return _Made(rows, compiler, sql, tuple(params), {})


def _shape(each: object, leaves: dict[Leaf, int]) -> object:
    """Return what is asked without its ids, moments and texts, and collect these."""
    if _is_codes(each):
        return each
    if isinstance(each, UUID | datetime | str):
        return leaves.setdefault(each, len(leaves)), type(each)
    if hasattr(each, "__dataclass_fields__"):  # so is one that is yet to be looked up
        inside = [getattr(each, field.name) for field in fields(each)]  # type: ignore[arg-type]
        return each.__class__, *(_shape(one, leaves) for one in inside)
    if isinstance(each, Mapping):
        shapes = (_shape(pair, leaves) for pair in each.items())
        return Mapping, *shapes
    if isinstance(each, Collection) and not isinstance(each, str):
        return type(each), *(_shape(one, leaves) for one in each)
    return each


def _marked(each: Any, marks: Mapping[Leaf, Leaf]) -> Any:  # noqa: ANN401  # any shape
    """Return what is asked with a marker in place of each id, moment and text."""
    if _is_codes(each):
        return each
    if isinstance(each, UUID | datetime | str):
        return marks.get(each, each)
    if hasattr(each, "__dataclass_fields__"):
        return each.__class__(*(_marked(getattr(each, one.name), marks) for one in fields(each)))
    if isinstance(each, Mapping):
        return {key: _marked(value, marks) for key, value in _marked([*each.items()], marks)}
    if isinstance(each, Collection):
        return type(each)(_marked(one, marks) for one in each)  # type: ignore[call-arg]
    return each


def _is_codes(each: object) -> bool:
    """Tell whether this is a set of codes, such as what a role may do: it stays as it is."""
    return isinstance(each, frozenset) and all(isinstance(one, str) for one in each)


def _mark(leaf: Leaf, place: int, row: int) -> Leaf:
    if isinstance(leaf, UUID):
        return UUID(int=row << 96 | place)
    if isinstance(leaf, datetime):
        return datetime(2000 + row, 1, 1, tzinfo=UTC) + timedelta(minutes=place)
    return f"{place}~{row}"


def _leaf(param: object, among: Mapping[object, int]) -> int | None:
    return among.get(param) if isinstance(param, UUID | datetime | str) else None


def _adapted(leaf: Leaf) -> object:
    """Return a value as this database's driver is handed it."""
    if isinstance(leaf, UUID):
        return leaf if connection.features.has_native_uuid_field else leaf.hex
    if isinstance(leaf, datetime):
        adapted: object = connection.ops.adapt_datetimefield_value(leaf)
        return adapted
    return leaf
