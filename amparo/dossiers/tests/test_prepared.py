"""A prepared question answers for whoever asks it now, never for who asked first."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db.models import QuerySet
from pytest_django import DjangoAssertNumQueries

from amparo.dossiers.models import Dossier
from amparo.dossiers.tests.conftest import MONDAY, World
from amparo.rows.prepared import filled_up, prepared
from amparo.trust.rules import Reader

EVERYBODY = ("officer", "other_officer", "supervisor", "coordinator", "upe_officer", "overseer")


@prepared
def known(reader: Reader) -> QuerySet[Dossier]:
    return Dossier.objects.visible_to(reader).order_by("number")


@prepared
def opened(reader: Reader, number: str) -> QuerySet[Dossier]:
    mine = Dossier.objects.in_full(reader).select_related("came_from")
    return mine.filter(number=number)


@prepared
def of(ids: tuple[UUID, ...], since: datetime | None) -> QuerySet[Dossier, UUID]:
    rows = Dossier.objects.filter(pk__in=ids)
    return (rows.filter(opened_at__gte=since) if since else rows).values_list("pk", flat=True)


def test_each_reader_is_answered_what_they_may_know_and_nothing_else(world: World) -> None:
    world.raised()
    world.raised()
    for who in (*EVERYBODY, *EVERYBODY):
        reader = world.reader(who)
        assert known(reader) == list(Dossier.objects.visible_to(reader).order_by("number"))


def test_whoever_lost_a_role_or_the_hour_is_answered_as_one_without_it(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    reader = world.reader("officer")
    assert opened(reader, case.number) == [case]
    for less in (
        replace(reader, on_duty=frozenset()),
        replace(reader, grants={}),
        replace(reader, memberships=()),
        replace(reader, account_id=uuid4(), on_duty=frozenset({uuid4()})),
    ):
        expected = Dossier.objects.in_full(less).filter(number=case.number)
        assert opened(less, case.number) == list(expected)
    assert opened(reader, "nobody's") == []
    assert opened(world.reader("supervisor"), "read_dossier") == []
    assert opened(reader, case.number)[0].came_from == case.came_from


def test_whoever_works_in_several_bodies_is_answered_from_all_and_no_others(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    one, own = world.reader("officer"), world.bodies["demuna"].id
    for many in range(1, 7):
        others = [uuid4() for _ in range(many)]
        held = tuple(replace(one.memberships[0], circle_id=each) for each in others)
        grants = dict.fromkeys((own, *others), one.grants[own])
        several = replace(one, memberships=(*held, *one.memberships), grants=grants)
        elsewhere = replace(several, memberships=held)
        assert opened(several, case.number) == [case]
        assert opened(elsewhere, case.number) == []
        assert known(several) == list(Dossier.objects.visible_to(several).order_by("number"))


def test_it_asks_once_and_what_it_needs_comes_with_it(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case = world.case_at("demuna", world.raised())
    reader = world.reader("officer")
    with django_assert_num_queries(1):
        [found] = opened(reader, case.number)
        assert found.came_from is not None


def test_how_many_are_asked_for_and_what_is_absent_make_a_question_of_their_own(
    world: World,
) -> None:
    cases = [world.case_at("demuna", world.raised()) for _ in range(3)]
    ids = tuple(case.pk for case in cases)
    assert of((), MONDAY) == []
    assert set(of(ids[:2], None)) == set(ids[:2])
    assert set(of(ids, MONDAY - timedelta(days=9))) == set(ids)
    assert of(ids, MONDAY + timedelta(days=9)) == []
    assert set(of(filled_up(ids), None)) == set(ids)
    assert len(filled_up(ids)) == 4


@pytest.mark.usefixtures("world")
def test_a_question_that_works_out_a_value_is_refused() -> None:
    @prepared
    def later(at: datetime) -> QuerySet[Dossier]:
        return Dossier.objects.filter(opened_at__gte=at + timedelta(days=1))

    @prepared
    def written(number: str) -> QuerySet[Dossier]:
        return Dossier.objects.filter(number__startswith=number)

    with pytest.raises(ValueError, match="does more with its values"):
        later(MONDAY)
    with pytest.raises(ValueError, match="does more with its values"):
        written("K7")
