"""What a reader may do, and what exists for whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from amparo.system.actions.bodies import found_body
from amparo.system.actions.duty import go_absent, set_duty
from amparo.system.actions.gaps import record_gap
from amparo.system.actions.standing import recognise, withdraw_recognition
from amparo.system.middleware import ReaderMiddleware
from amparo.system.models import Absence, Body, Gap, StoredPack
from amparo.system.readers import reader_for
from amparo.system.rules import GapReason
from amparo.system.tests.conftest import AT, PersonMaker
from amparo.trust.models import Account

pytestmark = pytest.mark.usefixtures("country")

DISTRICT = "XX010101"
LATER = AT + timedelta(days=1)


def found(kind: str, area: str, *members: tuple[Account, str]) -> Body:
    return found_body(kind, f"Made-up {kind}", area, members=members, by=None, at=AT)


def test_what_a_reader_may_do_comes_from_role_kind_and_pack(person: PersonMaker) -> None:
    ana = person("Ana")
    office = found("office", DISTRICT, (ana, "officer"))
    reader = reader_for(ana, AT)
    assert reader.may("read_dossier")
    assert not reader.may("supervise")
    assert reader.bodies_where("read_dossier") == {office.id}
    assert reader.on_duty == {office.id}


def test_two_hats_allow_each_in_its_own_body_only(person: PersonMaker) -> None:
    ana, beto = person("Ana"), person("Beto")
    office = found("office", DISTRICT, (beto, "officer"), (ana, "supervisor"))
    group = found("group", DISTRICT, (ana, "vetted"))
    reader = reader_for(ana, AT)
    assert reader.bodies_where("supervise") == {office.id}
    assert reader.bodies_where("raise_concern") == {group.id}
    assert reader.on_duty == frozenset()


def test_whoever_stands_in_is_on_duty_and_stands_in(person: PersonMaker) -> None:
    ana, beto = person("Ana"), person("Beto")
    office = found("office", DISTRICT, (ana, "officer"), (beto, "officer"))
    go_absent(office, account=ana.id, deputy=beto.id, by=ana.id, at=AT)
    reader = reader_for(beto, AT)
    assert reader.on_duty == {office.id}
    assert reader.stands_in_for == {ana.id}
    assert reader_for(beto, LATER).stands_in_for == frozenset()


def test_a_supervisor_whom_the_roster_names_is_on_duty(person: PersonMaker) -> None:
    ana, beto = person("Ana"), person("Beto")
    office = found("office", DISTRICT, (ana, "officer"), (beto, "supervisor"))
    set_duty(office, account=beto.id, until=None, by=beto.id, at=AT)
    assert reader_for(beto, AT).on_duty == {office.id}
    assert reader_for(ana, AT).on_duty == frozenset()


def test_removed_from_the_group_a_person_keeps_the_voice_and_nothing_else(
    person: PersonMaker,
) -> None:
    vera = person("Vera")
    group = found("group", DISTRICT, (vera, "vetted"))
    recognise(group, document="made up", since=AT, by=None, at=AT)
    withdraw_recognition(group, by=None, at=LATER)
    group.circle.memberships.update(until=LATER)
    reader = reader_for(vera, LATER)
    assert reader.may("raise_concern")
    assert reader.may("follow_concern")
    assert not reader.may("meet")
    assert reader.bodies == frozenset()


def test_a_former_officer_keeps_nothing(person: PersonMaker) -> None:
    ana = person("Ana")
    office = found("office", DISTRICT, (ana, "officer"))
    office.circle.memberships.update(until=LATER)
    reader = reader_for(ana, LATER)
    assert not reader.may("read_dossier")
    assert reader.own == frozenset()
    assert reader.on_duty == frozenset()


def test_a_stranger_may_nothing(person: PersonMaker) -> None:
    reader = reader_for(person("Stranger"), AT)
    assert not any(map(reader.may, ("raise_concern", "read_dossier", "see_gaps")))


def test_before_a_pack_is_installed_nobody_may_anything(person: PersonMaker) -> None:
    ana = person("Ana")
    found("office", DISTRICT, (ana, "officer"))
    StoredPack.objects.update(current=False)
    assert not reader_for(ana, AT).may("read_dossier")


def test_offices_are_seen_by_all_and_groups_by_members_and_overseers(person: PersonMaker) -> None:
    vera, wari, yaku, ana = map(person, ("Vera", "Wari", "Yaku", "Ana"))
    office = found("office", DISTRICT, (ana, "officer"))
    group = found("group", DISTRICT, (vera, "vetted"))
    near = found("watch", "XX01", (wari, "watcher"))
    far = found("watch", "XX02", (yaku, "watcher"))
    listed = {office, near, far}
    assert set(Body.objects.visible_to(reader_for(ana, AT))) == listed
    assert set(Body.objects.visible_to(reader_for(vera, AT))) == listed | {group}
    assert set(Body.objects.visible_to(reader_for(wari, AT))) == listed | {group}
    assert set(Body.objects.visible_to(reader_for(yaku, AT))) == listed


@pytest.mark.parametrize(
    ("kind", "role", "area", "seen"),
    [
        ("ministry", "watcher", "XX", 1),
        ("watch", "watcher", "XX01", 1),
        ("watch", "watcher", "XX02", 0),
        ("office", "supervisor", DISTRICT, 0),
        ("group", "vetted", DISTRICT, 0),
    ],
)
def test_gaps_are_seen_by_those_who_oversee_the_area(
    person: PersonMaker, kind: str, role: str, area: str, seen: int
) -> None:
    ana = person("Ana")
    found(kind, area, (ana, role))
    record_gap(area=DISTRICT, reason=GapReason.NO_SERVICE, kind="police", at=AT)
    assert Gap.objects.visible_to(reader_for(ana, AT)).count() == seen


def test_who_is_away_is_seen_in_the_own_body_only(person: PersonMaker) -> None:
    ana, beto = person("Ana"), person("Beto")
    office = found("office", DISTRICT, (ana, "officer"))
    found("office", "XX010102", (beto, "officer"))
    go_absent(office, account=ana.id, deputy=None, by=ana.id, at=AT)
    assert Absence.objects.visible_to(reader_for(ana, AT)).exists()
    assert not Absence.objects.visible_to(reader_for(beto, AT)).exists()


def test_each_request_carries_its_reader(person: PersonMaker) -> None:
    ana = person("Ana")
    found("office", DISTRICT, (ana, "officer"))
    request = HttpRequest()
    request.user = ana
    carry(request)
    assert request.reader.may("read_dossier") is (now() >= AT)  # type: ignore[attr-defined]
    assert request.reader.account_id == ana.id  # type: ignore[attr-defined]


def test_a_request_of_nobody_carries_no_reader() -> None:
    request = HttpRequest()
    request.user = AnonymousUser()
    carry(request)
    assert request.reader is None  # type: ignore[attr-defined]


def carry(request: HttpRequest) -> None:
    ReaderMiddleware(lambda _: HttpResponse())(request)


def test_finding_out_who_reads_stays_cheap(
    person: PersonMaker, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    ana = person("Ana")
    found("office", DISTRICT, (ana, "officer"))
    with django_assert_max_num_queries(11):
        reader_for(ana, AT)
