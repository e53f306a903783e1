"""Who is here, who is on duty and who stands in."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from amparo.audit.models import Record
from amparo.base.problems import Malformed, NotAllowed
from amparo.system.actions.bodies import found_body
from amparo.system.actions.duty import come_back, end_deputy, go_absent, set_deputy, set_duty
from amparo.system.directory import deputies_in, duty_of, officers_on_duty
from amparo.system.models import Absence, Body, Deputy
from amparo.system.rules import Can
from amparo.system.tests.conftest import AT, PersonMaker
from amparo.trust.models import Account

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Office = tuple[Body, Account, Account]


@pytest.fixture
def office(person: PersonMaker) -> Office:
    ana, beto = person("Ana"), person("Beto")
    members = [(ana, "officer"), (beto, "officer")]
    return found_body("office", "Made-up", "XX010101", members=members, by=None, at=AT), ana, beto


def recorded(can: Can) -> int:
    return Record.objects.filter(can=can).count()


def test_the_first_officer_is_on_duty_until_the_roster_says_otherwise(office: Office) -> None:
    body, ana, beto = office
    assert officers_on_duty(body.id, AT) == [ana]
    set_duty(body, account=beto.id, until=AT + DAY, by=None, at=AT + HOUR)
    assert officers_on_duty(body.id, AT + HOUR) == [beto]
    assert officers_on_duty(body.id, AT + DAY) == [ana]
    assert recorded(Can.SET_DUTY) == 1


def test_who_can_not_sign_in_is_not_the_one_on_duty_unless_there_is_nobody_else(
    office: Office,
) -> None:
    body, ana, beto = office
    Account.objects.filter(pk=ana.pk).update(is_active=False)
    assert duty_of(body.id, AT) == (beto.id,)
    set_duty(body, account=ana.id, until=None, by=None, at=AT)
    assert duty_of(body.id, AT) == (beto.id,)
    Account.objects.update(is_active=False)
    assert duty_of(body.id, AT) == (ana.id,)


def test_a_later_roster_replaces_the_earlier_one(office: Office) -> None:
    body, ana, beto = office
    set_duty(body, account=beto.id, until=None, by=None, at=AT)
    set_duty(body, account=ana.id, until=None, by=None, at=AT + HOUR)
    assert duty_of(body.id, AT + HOUR) == (ana.id,)


def test_today_i_am_not_here_hands_the_duty_to_the_deputy_until_midnight(office: Office) -> None:
    body, ana, beto = office
    go_absent(body, account=ana.id, deputy=beto.id, by=ana.id, at=AT)
    midnight = AT.replace(day=11, hour=5, minute=0)
    assert duty_of(body.id, AT) == (beto.id,)
    assert deputies_in(body.id, AT) == {ana.id: beto.id}
    assert duty_of(body.id, midnight) == (ana.id,)
    assert deputies_in(body.id, midnight) == {}
    assert (recorded(Can.GO_ABSENT), recorded(Can.SET_DEPUTY)) == (1, 1)


def test_coming_back_early_ends_the_absence_and_its_deputy(office: Office) -> None:
    body, ana, beto = office
    go_absent(body, account=ana.id, deputy=beto.id, by=ana.id, at=AT)
    come_back(body, account=ana.id, by=ana.id, at=AT + HOUR)
    assert duty_of(body.id, AT + HOUR) == (ana.id,)
    assert deputies_in(body.id, AT + HOUR) == {}
    assert (recorded(Can.COME_BACK), recorded(Can.END_DEPUTY)) == (1, 1)


def test_coming_back_leaves_a_standing_deputy_in_place(office: Office) -> None:
    body, ana, beto = office
    set_deputy(body, account=ana.id, deputy=beto.id, since=AT, until=None, by=None, at=AT)
    go_absent(body, account=ana.id, deputy=beto.id, by=ana.id, at=AT + HOUR)
    come_back(body, account=ana.id, by=ana.id, at=AT + 2 * HOUR)
    assert deputies_in(body.id, AT + 2 * HOUR) == {ana.id: beto.id}
    assert recorded(Can.SET_DEPUTY) == 1


def test_an_absence_without_a_deputy_is_kept_as_what_it_is(office: Office) -> None:
    body, ana, beto = office
    go_absent(body, account=ana.id, deputy=None, by=ana.id, at=AT, until=AT + 3 * DAY)
    assert Absence.objects.in_force(AT + 2 * DAY).get().account == ana
    assert duty_of(body.id, AT + 2 * DAY) == (beto.id,)
    assert not Deputy.objects.exists()


def test_saying_it_twice_keeps_one_absence_in_force(office: Office) -> None:
    body, ana, beto = office
    for moment in (AT, AT + HOUR):
        go_absent(body, account=ana.id, deputy=beto.id, by=ana.id, at=moment)
    assert Absence.objects.in_force(AT + HOUR).count() == 1


def test_a_person_has_one_deputy_at_a_time(office: Office) -> None:
    body, ana, beto = office
    for since in (AT, AT + DAY):
        set_deputy(body, account=ana.id, deputy=beto.id, since=since, until=None, by=None, at=AT)
    assert Deputy.objects.in_force(AT + DAY).count() == 1
    end_deputy(Deputy.objects.in_force(AT + DAY).get(), by=None, at=AT + 2 * DAY)
    assert not Deputy.objects.in_force(AT + 2 * DAY).exists()


def test_nobody_from_outside_the_body_can_be_named(office: Office, person: PersonMaker) -> None:
    body, ana, _ = office
    stranger = person("Stranger").id
    with pytest.raises(NotAllowed):
        set_deputy(body, account=ana.id, deputy=stranger, since=AT, until=None, by=None, at=AT)
    with pytest.raises(NotAllowed):
        set_duty(body, account=stranger, until=None, by=None, at=AT)
    with pytest.raises(NotAllowed):
        go_absent(body, account=ana.id, deputy=stranger, by=ana.id, at=AT)
    assert not Absence.objects.exists(), "a refused deputy must not leave half an absence"


def test_nobody_stands_in_for_themselves(office: Office) -> None:
    body, ana, _ = office
    with pytest.raises(Malformed):
        set_deputy(body, account=ana.id, deputy=ana.id, since=AT, until=None, by=None, at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deputy.objects.create(body=body, account=ana, deputy=ana, since=AT)


def test_a_time_that_ends_before_it_begins_is_refused(office: Office) -> None:
    body, ana, beto = office
    with pytest.raises(Malformed):
        set_deputy(body, account=ana.id, deputy=beto.id, since=AT, until=AT, by=None, at=AT)
    with pytest.raises(Malformed):
        go_absent(body, account=ana.id, deputy=None, by=ana.id, at=AT, until=AT - DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.create(body=body, account=ana, since=AT, until=AT - DAY)


def test_a_deputy_who_left_the_body_is_on_duty_no_more(office: Office) -> None:
    body, ana, beto = office
    go_absent(body, account=ana.id, deputy=beto.id, by=ana.id, at=AT)
    body.circle.memberships.filter(account=beto).update(until=AT + HOUR)
    assert duty_of(body.id, AT + HOUR) == (ana.id,)
