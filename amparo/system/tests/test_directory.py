"""Which bodies there are for a district, and which answers for which."""

from datetime import timedelta

import pytest
from django.db import connection

from amparo.protocols.routes import BodyFacts
from amparo.system import directory
from amparo.system.actions.bodies import end_body, found_body
from amparo.system.actions.standing import accredit
from amparo.system.directory import (
    bodies_facts,
    bodies_of_kinds,
    custodians_of,
    everyone_in,
    members_of,
    national_desks,
    oversight_body_for,
    oversight_of,
    supervisors_of,
    who_can,
    workers_in,
)
from amparo.system.models import Body
from amparo.system.tests.conftest import AT, PersonMaker
from amparo.system.watching import left_unwatched, offices_watched_by

pytestmark = pytest.mark.usefixtures("country")

DISTRICT = "XX010101"


def found(kind: str, area: str, **more: object) -> Body:
    return found_body(kind, f"Made-up {kind}", area, by=None, at=AT, **more)  # type: ignore[arg-type]


def test_routing_learns_of_all_bodies_at_work_for_a_district(person: PersonMaker) -> None:
    office = found("office", DISTRICT, members=[(person("Ana"), "officer")])
    police = found("police", "XX0101")
    found("office", "XX010102")
    accredit(office, document="made up", since=AT, by=None, at=AT)
    assert set(bodies_facts(DISTRICT, AT)) == {
        BodyFacts(office.id, "office", frozenset({DISTRICT}), accredited=True, keyed=True),
        BodyFacts(police.id, "police", frozenset({"XX0101"})),
    }


def test_a_provincial_office_that_serves_its_town_only_is_not_there_for_the_rest() -> None:
    found("office", "XX0101", serves=["XX010102"])
    assert bodies_facts(DISTRICT, AT) == []
    assert len(bodies_facts("XX010102", AT)) == 1


def test_a_body_that_ended_is_routed_to_no_more_but_stays_kept_out() -> None:
    police = found("police", "XX0101")
    end_body(police, by=None, at=AT + timedelta(days=1))
    assert bodies_facts(DISTRICT, AT + timedelta(days=1)) == []
    assert bodies_of_kinds({"police"}, DISTRICT) == {police.id}


def test_a_whole_kind_is_found_as_far_as_it_serves_the_district() -> None:
    near, far = found("police", "XX0101"), found("police", "XX0201")
    found("office", DISTRICT)
    assert bodies_of_kinds({"police"}, DISTRICT) == {near.id}
    assert bodies_of_kinds({"police"}, "XX020101") == {far.id}


def test_a_missed_clock_goes_to_the_nearest_overseer_that_may_know(person: PersonMaker) -> None:
    office = found("office", DISTRICT)
    watch = found("watch", "XX01", members=[(person("Wari"), "watcher")])
    found("watch", "XX02", members=[(person("Yaku"), "watcher")])
    ministry = found("ministry", "XX", members=[(person("Mina"), "watcher")])
    assert oversight_of(office.id) == [watch.id, ministry.id]
    assert oversight_body_for(office.id, kept_from={watch.id}) == ministry.id


def test_an_overseer_watches_all_offices_of_which_it_would_be_told_first(
    person: PersonMaker,
) -> None:
    offices = [found("office", area) for area in (DISTRICT, "XX010102", "XX020101")]
    bodies = [
        found("watch", "XX01", members=[(person("Wari"), "watcher")]),
        found("watch", "XX02"),
        found("ministry", "XX", members=[(person("Mina"), "watcher")]),
    ]
    watched = {body.id: offices_watched_by([body.id]) for body in bodies}
    assert watched[bodies[0].id] == {each.id for each in offices[:2]}
    for body in bodies:
        told = {each.id for each in offices if oversight_body_for(each.id) == body.id}
        assert watched[body.id] == told
        alone = {each.id for each in offices if oversight_of(each.id) == [body.id]}
        assert left_unwatched(body.id) == alone


def test_an_overseer_whom_nobody_could_read_for_is_passed_over() -> None:
    office = found("office", DISTRICT)
    found("watch", "XX01")
    assert oversight_body_for(office.id) is None


def test_a_national_desk_must_hold_a_key(person: PersonMaker) -> None:
    found("ministry", "XX")
    assert national_desks(AT) == []
    desk = found("ministry", "XX", members=[(person("Mina"), "watcher")])
    assert national_desks(AT) == [desk.id]


def test_members_are_found_by_role_while_they_are_members(person: PersonMaker) -> None:
    ana, beto = person("Ana"), person("Beto")
    office = found("office", DISTRICT, members=[(ana, "officer"), (beto, "supervisor")])
    assert members_of(office.id, "officer", AT) == [ana]
    assert supervisors_of(office.id, AT) == [beto]
    assert everyone_in(office.id, AT) == {ana.id, beto.id}
    assert everyone_in(office.id, AT - timedelta(seconds=1)) == set()


def test_a_custodian_belongs_to_the_body_and_does_not_work_in_it(person: PersonMaker) -> None:
    ana, nina = person("Ana"), person("Nina")
    office = found("office", DISTRICT, members=[(ana, "officer"), (nina, "custodian")])
    assert custodians_of(office.id, AT) == [nina]
    assert everyone_in(office.id, AT) == {ana.id, nina.id}
    assert workers_in(office.id, AT) == {ana.id}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has another planner")
def test_who_is_in_a_body_is_found_without_going_through_all_memberships() -> None:
    plan = directory._held._ask(found("office", DISTRICT).id, AT).explain()  # noqa: SLF001  # as it is asked
    assert "SEARCH trust_membership" in plan
    assert "SCAN trust_membership" not in plan


def test_what_a_role_may_do_is_the_packs_word() -> None:
    assert who_can(found("watch", "XX01")) == {"watcher": frozenset({"oversee", "see_gaps"})}
    assert who_can(found("office", DISTRICT))["custodian"] == {"keep_draft"}
