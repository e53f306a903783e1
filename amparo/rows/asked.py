"""Questions: functions that return a queryset, whose SQL Django writes once.

    @asked
    def members_of(circle: UUID, at: datetime) -> QuerySet[Membership]:
        return Membership.objects.filter(circle=circle).in_force(at)

    members_of(circle, at)  # a list of rows

The function is called with made-up values that stand in for the real ones, once for each shape that
they have: ids, moments, texts and numbers may be any, a collection may hold any others of the same
number; everything else (None, a bool, an enum) is part of the shape. So it must hand its values on
as they are. That it does is seen: it is asked with other stand-ins too, and must say the same.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from threading import local
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID, uuid4

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.transaction import TransactionManagementError

from amparo.rows.made import Make, made_by
from amparo.rows.planned import answers, ready

P = ParamSpec("P")
Row = TypeVar("Row")

LONG_AGO = datetime(1000, 1, 1, tzinfo=UTC)

STAND_INS: Mapping[type, Callable[[], object]] = {
    UUID: uuid4,
    datetime: lambda: LONG_AGO + timedelta(microseconds=secrets.randbits(57)),
    str: lambda: secrets.token_hex(16),
    int: lambda: secrets.randbits(60),
}
"""Values that no question holds by itself, by the types whose values may differ."""

SEVERAL = (list, tuple, set, frozenset)


@dataclass(frozen=True)
class _Text:
    """What Django wrote.

    Attributes:
        sql: with a placeholder for each parameter; empty where nothing can be found.
        constants: the parameters, None where a given value goes.
        places: which parameter is which given value.
        locks: whether it locks the rows it finds.
        make: makes of what the database answers what the question returns.
    """

    sql: str = ""
    constants: tuple[object, ...] = ()
    places: tuple[tuple[int, int], ...] = ()
    locks: bool = False
    make: Make = list

    @property
    def told(self) -> tuple[object, ...]:
        """Return what two writings have in common; a set of values comes in any order."""
        places, numbers = zip(*self.places, strict=True) if self.places else ((), ())
        return self.sql, self.constants, places, tuple(sorted(numbers))


class _Written(local):
    """What was written in this thread, on this thread's connection."""

    def __init__(self) -> None:
        self.texts: dict[tuple[object, ...], _Text] = {}


class Question(Generic[P, Row]):
    """A question that is always the same but for its values."""

    def __init__(self, ask: Callable[P, QuerySet[Any, Row]]) -> None:
        self._ask = ask
        self._written = _Written()
        self.__doc__ = ask.__doc__

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> list[Row]:
        """Return the rows that are found.

        Raises:
            TransactionManagementError: it locks rows, and nothing would hold them locked.
        """
        given = (*args, *kwargs.values())
        shape = tuple(map(_shape, given))
        text = self._written.texts.get(shape)
        if text is None:
            text = self._written.texts[shape] = self._write(args, kwargs)
        if not text.sql:
            return []
        wrapper = connections[DEFAULT_DB_ALIAS]
        if text.locks and not wrapper.in_atomic_block:
            raise TransactionManagementError("Rows are locked within a transaction only.")
        values = ready(_flat(given), wrapper)
        parameters: list[Any] = list(text.constants)
        for place, number in text.places:
            parameters[place] = values[number]
        return text.make(answers(wrapper, text.sql, parameters))

    def first(self, *args: P.args, **kwargs: P.kwargs) -> Row | None:
        """Return the first row that is found, or None."""
        return next(iter(self(*args, **kwargs)), None)

    def _write(self, args: Sequence[object], kwargs: Mapping[str, object]) -> _Text:
        one, other = (self._written_for(args, kwargs) for _ in range(2))
        if one.told != other.told:
            raise ValueError(f"{self._ask.__name__} does more with its values than hand them on")
        return one

    def _written_for(self, args: Sequence[object], kwargs: Mapping[str, object]) -> _Text:
        """Let Django write the question for stand-ins, and find where it put them."""
        names = list(kwargs)
        standing_in = [_stand_in(value) for value in (*args, *kwargs.values())]
        rest = dict(zip(names, standing_in[len(args) :], strict=True))
        queryset = self._ask(*standing_in[: len(args)], **rest)  # type: ignore[arg-type]
        if queryset._prefetch_related_lookups:  # type: ignore[attr-defined]  # noqa: SLF001
            raise ValueError(f"{self._ask.__name__} asks more than one question")
        compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            sql, parameters = compiler.as_sql()
        except EmptyResultSet:
            return _Text()
        numbers = {
            value: number
            for number, value in enumerate(ready(_flat(standing_in), connections[DEFAULT_DB_ALIAS]))
        }
        found = [numbers.get(each) if isinstance(each, KNOWABLE) else None for each in parameters]
        return _Text(
            sql=sql,
            constants=tuple(
                each if number is None else None
                for each, number in zip(parameters, found, strict=True)
            ),
            places=tuple((at, number) for at, number in enumerate(found) if number is not None),
            locks=queryset.query.select_for_update,
            make=made_by(queryset, compiler),
        )


def asked(ask: Callable[P, QuerySet[Any, Row]]) -> Question[P, Row]:
    """Make a question of a function that returns a queryset."""
    return Question(ask)


KNOWABLE = (UUID, datetime, str, int)
"""Of what types the values are that a stand-in may have become."""


def _shape(value: object) -> object:
    if type(value) in STAND_INS:
        return type(value)
    return len(value) if isinstance(value, SEVERAL) else (value,)


def _stand_in(value: object) -> object:
    """Return something of the same shape as a value."""
    if isinstance(value, SEVERAL):
        return [_stand_in(each) for each in value]
    made = STAND_INS.get(type(value))
    return made() if made else value


def _flat(given: Iterable[object]) -> list[object]:
    values: list[object] = []
    for value in given:
        if isinstance(value, SEVERAL):
            values.extend(value)
        else:
            values.append(value)
    return values
