"""What a question returns, made of the rows that the database answers, as a queryset does it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

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
Convert = Callable[..., Any]


def made_by(queryset: "QuerySet[Any, Any]", compiler: "SQLCompiler") -> Make:
    """Return what makes a queryset's rows, after its compiler has written it.

    Raises:
        ValueError: its rows are of another kind than is known here.
    """
    make_one = _maker(queryset, compiler)
    selected = [each[0] for each in compiler.select[: compiler.col_count]]
    converters = [
        (place, _quick(converter), expression)
        for place, (found, expression) in compiler.get_converters(selected).items()
        for converter in found
    ]

    def make(answers: Iterable[Answer]) -> list[Any]:
        connection, rows = connections[DEFAULT_DB_ALIAS], []
        for answer in answers:
            row = list(answer)
            for place, converter, expression in converters:
                row[place] = converter(row[place], expression, connection)
            rows.append(make_one(row))
        return rows

    return make


def _quick(converter: Convert) -> Convert:
    """Return what makes the same of what a database stored, and asks no settings for it."""
    function = getattr(converter, "__func__", None)
    return QUICK.get(function, converter) if function else converter


def _moment(stored: datetime | str | None, *_: object) -> datetime | None:
    """Return a moment as SQLite keeps it, in UTC and without saying so; a text where it is made."""
    return None if stored is None else _read(stored).replace(tzinfo=UTC)


def _id(stored: str | None, *_: object) -> UUID | None:
    return None if stored is None else UUID(int=int(stored, 16))


def _read(stored: datetime | str) -> datetime:
    return stored if isinstance(stored, datetime) else datetime.fromisoformat(stored)


QUICK: Mapping[object, Convert] = {
    SQLite.ops_class.convert_datetimefield_value: _moment,
    SQLite.ops_class.convert_uuidfield_value: _id,
}


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
