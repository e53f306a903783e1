"""A question is what its queryset is, and is written once."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

from amparo.audit.models import Pending, Record
from amparo.rows.asked import asked
from amparo.rows.written import add_rows

pytestmark = pytest.mark.django_db

AT = datetime(2027, 3, 1, 12, 30, 0, 250, tzinfo=UTC)


@asked
def about(subject: UUID | None, until: datetime) -> QuerySet[Record]:
    return Record.objects.filter(subject=subject, at__lte=until).order_by("pk")


@asked
def ids_called(words: list[str]) -> QuerySet[Record, UUID]:
    return Record.objects.filter(can__in=words).order_by("pk").values_list("pk", flat=True)


@asked
def waiting(can: str) -> QuerySet[Pending]:
    return Pending.objects.filter(record__can=can).select_related("record")


def kept(subject: UUID | None, can: str = "see") -> Record:
    row = Record(id=uuid4(), can=can, subject=subject, at=AT, detail={"a": "b"}, commits=b"\x00x")
    add_rows([row])
    return row


def test_it_finds_what_its_queryset_finds_whatever_the_values() -> None:
    one, other, nobodys = kept(uuid4()), kept(uuid4()), kept(None)
    assert about(uuid4(), AT) == []
    assert [row.recorded() for row in about(one.subject, AT)] == [one.recorded()]
    assert about(other.subject, AT) == [other]
    assert about(other.subject, AT - timedelta(seconds=1)) == []
    assert about(None, AT) == [nobodys]


def test_a_collection_may_hold_any_number() -> None:
    see, hear, _say = (kept(None, can) for can in ("see", "hear", "say"))
    assert ids_called([]) == []
    assert ids_called(["see"]) == [see.pk]
    assert ids_called(["see", "hear"]) == sorted([see.pk, hear.pk])
    assert ids_called(["hear"]) == [hear.pk]


def test_what_comes_along_comes_along() -> None:
    row = kept(None)
    add_rows([Pending(record=row)])
    [found] = waiting("see")
    assert found.record.recorded() == row.recorded()


def test_it_is_written_once_for_each_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    write = SQLCompiler.as_sql

    def counted(self: SQLCompiler, *args: object, **kwargs: object) -> object:
        written.append(self)
        return write(self, *args, **kwargs)  # type: ignore[arg-type]

    question = asked(lambda key: Record.objects.filter(pk=key))
    question(uuid4())
    monkeypatch.setattr(SQLCompiler, "as_sql", counted)
    question(uuid4())
    assert written == []


def test_one_that_does_more_with_its_values_is_refused() -> None:
    containing = asked(lambda word: Record.objects.filter(can__contains=word))
    with pytest.raises(ValueError, match="hand them on"):
        containing("se")
    earlier = asked(lambda at: Record.objects.filter(at__lte=at - timedelta(days=1)))
    with pytest.raises(ValueError, match="hand them on"):
        earlier(AT)


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_within_a_transaction_only() -> None:
    locked = asked(lambda key: Record.objects.select_for_update().filter(pk=key))
    with transaction.atomic():
        assert locked(uuid4()) == []
    with pytest.raises(TransactionManagementError):
        locked(uuid4())


def test_what_is_not_made_here_is_refused() -> None:
    more = asked(lambda: Pending.objects.prefetch_related("record"))
    with pytest.raises(ValueError, match="more than one"):
        more()
    named = asked(lambda: Record.objects.values("pk"))
    with pytest.raises(ValueError, match="not made here"):
        named()
