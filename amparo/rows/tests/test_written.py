"""Rows are added as Django would have added them, in as few statements as can be."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from amparo.audit.models import Pending, Record
from amparo.rows.written import (
    AT_ONCE,
    add_rows,
    gathered,
    is_gathering,
    remove_rows,
    together,
)
from amparo.trust.models import DirectoryKey

pytestmark = pytest.mark.django_db

AT = datetime(2027, 3, 1, 12, 30, 0, 250, tzinfo=UTC)


def record() -> Record:
    detail = {"step": "raise", "ñ": "'); --"}
    return Record(id=uuid4(), can="see", subject=uuid4(), at=AT, detail=detail, commits=b"\x00\xff")


def key(place: int) -> DirectoryKey:
    public = place.to_bytes(32)
    days = {"valid_from": AT, "valid_to": AT + timedelta(days=90)}
    return DirectoryKey(online_public=public, signature=b"s" * 64, **days)


def test_a_row_comes_back_as_it_was() -> None:
    row = record()
    add_rows([row])
    assert Record.objects.get(pk=row.pk).recorded() == row.recorded()


def test_a_number_is_filled_in() -> None:
    rows = [key(place) for place in range(3)]
    add_rows(rows)
    assert DirectoryKey.objects.in_bulk([row.pk for row in rows]) == {row.pk: row for row in rows}
    for row in rows:
        assert bytes(DirectoryKey.objects.get(pk=row.pk).online_public) == row.online_public


def test_many_are_added_in_few_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(2):
        add_rows([record() for _ in range(AT_ONCE + 1)])
    assert Record.objects.count() == AT_ONCE + 1


def test_none_are_added_in_none(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        add_rows([])


def test_a_row_that_is_there_is_refused() -> None:
    row = record()
    add_rows([row])
    with pytest.raises(IntegrityError), transaction.atomic():
        add_rows([row])


def test_what_is_added_together_takes_one_statement_a_table(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rows = [record() for _ in range(3)]
    with django_assert_num_queries(2), together():
        for row in rows:
            add_rows([row])
            add_rows([Pending(record=row)])
    assert set(Pending.objects.values_list("record", flat=True)) == {row.pk for row in rows}


def test_what_fails_half_way_adds_nothing() -> None:
    def fail() -> None:
        with together():
            add_rows([record()])
            add_rows([key(1 / 0)])  # type: ignore[arg-type]

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Record.objects.exists()


def test_what_is_gathered_is_added_when_it_is_told_to() -> None:
    with gathered() as rows, together():
        add_rows([record()])
        assert is_gathering()
    assert not Record.objects.exists()
    assert not is_gathering()
    rows.add()
    assert Record.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_added_together_is_added_whole_or_not_at_all() -> None:
    def add() -> None:
        row = record()
        with together():
            add_rows([key(1)])
            add_rows([row, row])

    with pytest.raises(IntegrityError):
        add()
    assert not DirectoryKey.objects.exists()


def test_rows_are_removed_by_their_ids_and_counted() -> None:
    rows = [key(place) for place in range(3)]
    add_rows(rows)
    gone, also, stays = (row.pk for row in rows)
    assert remove_rows(DirectoryKey, [gone, also]) == len([gone, also])
    assert remove_rows(DirectoryKey, [gone]) == 0
    assert [row.pk for row in DirectoryKey.objects.all()] == [stays]


def test_a_moment_of_any_zone_is_stored_as_django_stores_it() -> None:
    row = record()
    later = AT + timedelta(seconds=1)
    row.at = later.astimezone(ZoneInfo("America/Lima"))
    add_rows([row])
    assert Record.objects.get(at=later) == row
