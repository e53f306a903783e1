"""Bodies: entered with their keys, accredited, recognised, ended."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from amparo.audit.models import Record
from amparo.base.problems import Malformed
from amparo.system.actions.bodies import (
    Contact,
    change_contact,
    end_body,
    found_body,
    name_second_holder,
)
from amparo.system.actions.standing import (
    accredit,
    recognise,
    withdraw_accreditation,
    withdraw_recognition,
)
from amparo.system.hours import WeeklyHours
from amparo.system.models import Accreditation, Body, Recognition
from amparo.system.rules import Can
from amparo.system.tests.conftest import AT, PersonMaker
from amparo.trust.keyring import keyed_circles
from amparo.trust.models import Circle, EpochKey

pytestmark = pytest.mark.usefixtures("country")

LATER = AT + timedelta(days=30)


def found(kind: str = "office", area: str = "XX010101", **more: object) -> Body:
    return found_body(kind, f"Made-up {kind}", area, by=None, at=AT, **more)  # type: ignore[arg-type]


def recorded(can: Can) -> int:
    return Record.objects.filter(can=can).count()


def test_a_body_with_members_has_a_key_that_each_of_them_holds(person: PersonMaker) -> None:
    ana, beto = person("Ana"), person("Beto")
    office = found(members=[(ana, "officer"), (beto, "supervisor")])
    assert keyed_circles([office.id]) == {office.id}
    holders = EpochKey.objects.filter(epoch__circle=office.circle).values_list("account", flat=True)
    assert set(holders) == {ana.id, beto.id}
    assert recorded(Can.FOUND_BODY) == 1


def test_a_body_without_members_has_no_key() -> None:
    police = found("police")
    assert not keyed_circles([police.id])


def test_a_body_serves_where_it_stands_unless_said_otherwise() -> None:
    assert {area.code for area in found().serves.all()} == {"XX010101"}
    provincial = found(area="XX0101", serves=["XX010101"])
    assert {area.code for area in provincial.serves.all()} == {"XX010101"}


def test_a_group_is_not_listed_because_its_kind_is_not() -> None:
    assert found("office").listed
    assert not found("group").listed


@pytest.mark.parametrize(
    ("kind", "area", "serves"),
    [("ronda", "XX010101", ()), ("office", "nowhere", ()), ("office", "XX010101", ("nowhere",))],
)
def test_an_unknown_kind_or_area_is_refused_and_leaves_nothing(
    kind: str, area: str, serves: tuple[str, ...]
) -> None:
    with pytest.raises(Malformed):
        found(kind, area, serves=serves)
    assert not Circle.objects.exists()


def test_a_role_that_the_kind_does_not_have_is_refused(person: PersonMaker) -> None:
    with pytest.raises(Malformed, match="watcher"):
        found(members=[(person("Ana"), "watcher")])


def test_where_one_person_works_another_body_holds_the_second_key(person: PersonMaker) -> None:
    regional = found("regional", "XX01", members=[(person("Carla"), "officer")])
    office = found(members=[(person("Ana"), "officer")], second_holder=regional)
    assert office.second_holder == regional
    held = EpochKey.objects.filter(epoch__circle=office.circle, holder__circle=regional.circle)
    assert held.exists()
    assert recorded(Can.NAME_SECOND_HOLDER) == 1


def test_a_body_is_never_its_own_second_holder(person: PersonMaker) -> None:
    office = found(members=[(person("Ana"), "officer")])
    with pytest.raises(Malformed):
        name_second_holder(office, office, opened_with=None, by=None, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Body.objects.update(second_holder=office)


def test_hours_and_telephone_can_change() -> None:
    office = found()
    week = WeeklyHours.from_json({"mon": [["08:00", "16:30"]]})
    change_contact(office, Contact("012345678", "Mondays", week), by=None, at=AT)
    office.refresh_from_db()
    assert (office.phone, office.opening_hours) == ("012345678", "Mondays")
    assert WeeklyHours.from_json(office.weekly_hours) == week
    assert recorded(Can.CHANGE_BODY) == 1


def test_an_accreditation_holds_from_its_day_until_it_is_withdrawn() -> None:
    office = found()
    accredit(office, document="RD 12-2027, made up", since=AT, by=None, at=AT)
    withdraw_accreditation(office, by=None, at=LATER)
    assert not Body.objects.accredited(AT - timedelta(seconds=1)).exists()
    assert Body.objects.accredited(AT).get() == office
    assert not Body.objects.accredited(LATER).exists()
    assert (recorded(Can.ACCREDIT), recorded(Can.WITHDRAW_ACCREDITATION)) == (1, 1)


def test_accrediting_twice_keeps_one() -> None:
    office = found()
    for _ in range(2):
        accredit(office, document="RD 12-2027, made up", since=AT, by=None, at=AT)
    assert Accreditation.objects.count() == 1
    assert recorded(Can.ACCREDIT) == 1


def test_withdrawing_what_is_not_there_records_nothing() -> None:
    withdraw_accreditation(found(), by=None, at=AT)
    assert recorded(Can.WITHDRAW_ACCREDITATION) == 0


def test_a_recognition_comes_and_goes() -> None:
    group = found("group")
    recognise(group, document="Ordinance 3, made up", since=AT, by=None, at=AT)
    assert Recognition.objects.in_force(AT).get().body == group
    withdraw_recognition(group, by=None, at=LATER)
    assert not Recognition.objects.in_force(LATER).exists()
    assert (recorded(Can.RECOGNISE), recorded(Can.WITHDRAW_RECOGNITION)) == (1, 1)


def test_a_body_ends_once() -> None:
    office = found()
    for moment in (LATER, LATER + timedelta(days=1)):
        end_body(office, by=None, at=moment)
    assert office.ended_at == LATER
    assert recorded(Can.END_BODY) == 1
    assert Body.objects.at_work(LATER - timedelta(seconds=1)).exists()
    assert not Body.objects.at_work(LATER).exists()
