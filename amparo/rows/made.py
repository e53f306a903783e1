"""What a question returns, made of the rows that the database answers, as a queryset does it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesListIterable,
    get_related_populators,
)

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

Answer = Sequence[Any]
Make = Callable[[Iterable[Answer]], list[Any]]


def made_by(queryset: "QuerySet[Any, Any]", compiler: "SQLCompiler") -> Make:
    """Return what makes a queryset's rows, after its compiler has written it.

    Raises:
        ValueError: its rows are of another kind than is known here.
    """
    make_one = _maker(queryset, compiler)
    selected = [each[0] for each in compiler.select[: compiler.col_count]]
    converters = [
        (place, _one_of(converter, expression))
        for place, (found, expression) in compiler.get_converters(selected).items()
        for converter in found
    ]

    def make(answers: Iterable[Answer]) -> list[Any]:
        rows = []
        for answer in answers:
            row = list(answer)
            for place, converted in converters:
                row[place] = converted(row[place])
            rows.append(make_one(row))
        return rows

    return make


def _one_of(converter: Callable[..., Any], expression: object) -> Callable[[Any], Any]:
    """Return what makes a value of what a database stored; a moment asks for no settings."""
    if getattr(converter, "__func__", None) is SQLite.ops_class.convert_datetimefield_value:
        return _moment
    return lambda stored: converter(stored, expression, connections[DEFAULT_DB_ALIAS])


def _moment(stored: datetime | str | None) -> datetime | None:
    """Return a moment as SQLite keeps it, in UTC and without saying so; a text where it is made."""
    if stored is None:
        return None
    return _read(stored).replace(tzinfo=UTC)


def _read(stored: datetime | str) -> datetime:
    return stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)


def _maker(queryset: "QuerySet[Any, Any]", compiler: "SQLCompiler") -> Callable[[Answer], Any]:
    kind = queryset._iterable_class  # noqa: SLF001
    if kind is ModelIterable and not compiler.annotation_col_map:
        return _model_maker(queryset, compiler)
    if kind is FlatValuesListIterable:
        return lambda row: row[0]
    if kind is ValuesListIterable and not queryset.query.annotation_select:
        return tuple
    raise ValueError(f"{kind.__name__} is not made here")


def _model_maker(
    queryset: "QuerySet[Any, Any]", compiler: "SQLCompiler"
) -> Callable[[Answer], Any]:
    info: Any = compiler.klass_info
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [each[0].target.attname for each in compiler.select[start:end]]
    related = get_related_populators(info, compiler.select, queryset.db)  # type: ignore[call-arg]
    from_db = info["model"].from_db

    def make(row: Answer) -> object:
        made = from_db(queryset.db, names, row[start:end])
        for populator in related:
            populator.populate(row, made)
        return made

    return make
