"""The identity of whoever raised a concern: two people, shown once, in nobody else's reach."""

from uuid import UUID

import pytest

from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.base.problems import NotAllowed
from amparo.dossiers.actions.identities import (
    Identity,
    ask_identity,
    decide_identity,
    keeper_of,
    read_request,
    second_people,
    show_identity,
)
from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.projections import rebuild
from amparo.dossiers.actions.supervision import declare_conflict
from amparo.dossiers.models import Dossier, Entry, IdentityRequest
from amparo.dossiers.rules import Author
from amparo.dossiers.tests.conftest import MONDAY, World, later
from amparo.system.actions.custody import name_custodian
from amparo.trust.actions.circles import add_member, end_membership

ASKED = {"identity_for": "judge_order", "identity_by": "MARK-COURT order 12"}
AGREE = {"identity_says": "agree", "identity_tell": "yes"}
ENTRY = UUID(int=99)


def keeper(world: World) -> Author:
    return world.author("custodian", "keeper", "demuna", "custodian")


def second(world: World) -> Author:
    return world.author("supervisor", "service", "demuna", "supervisor")


def asked(world: World) -> IdentityRequest:
    case = world.case_at("demuna", world.raised())
    ask_identity(case, ASKED, entry_id=new_id(MONDAY), by=world.officer(), at=MONDAY)
    return IdentityRequest.objects.get()


def approved(world: World, **says: str) -> IdentityRequest:
    request = asked(world)
    for by in (keeper(world), second(world)):
        decide_identity(request, {**AGREE, **says}, entry_id=new_id(MONDAY), by=by, at=MONDAY)
        request.refresh_from_db()
    return request


def shown(world: World, request: IdentityRequest, hours: int = 1) -> Identity:
    at, ring = later(hours=hours), world.keyring("custodian")
    return show_identity(request, ring, entry_id=new_id(at), by=keeper(world), at=at)


def test_two_people_agree_and_the_custodian_sees_it_once(world: World) -> None:
    request = approved(world)
    identity = shown(world, request)
    assert identity.name == "member"
    assert identity.answers["tie"] == "neighbour"
    with pytest.raises(NotAllowed, match="once"):
        shown(world, request)
    can = Record.objects.filter(subject=request.dossier_id).values_list("can", flat=True)
    assert list(can).count("release_identity") == 1
    assert list(can).count("decide_identity") == 2
    assert "ask_identity" in can


def test_one_person_is_never_enough(world: World) -> None:
    request = asked(world)
    with pytest.raises(NotAllowed):
        shown(world, request)
    decide_identity(request, AGREE, entry_id=new_id(MONDAY), by=keeper(world), at=MONDAY)
    with pytest.raises(NotAllowed):
        shown(world, request)


def test_the_second_person_cannot_come_first_nor_be_an_officer(world: World) -> None:
    request = asked(world)
    with pytest.raises(NotAllowed):
        decide_identity(request, AGREE, entry_id=ENTRY, by=second(world), at=MONDAY)
    decide_identity(request, AGREE, entry_id=new_id(MONDAY), by=keeper(world), at=MONDAY)
    with pytest.raises(NotAllowed):
        decide_identity(
            request, AGREE, entry_id=ENTRY, by=world.officer("other_officer"), at=MONDAY
        )


def test_one_person_in_two_hats_is_not_two_who_decide_at_the_same_moment(world: World) -> None:
    both = world.people["custodian"]
    add_member(
        world.bodies["demuna"].circle,
        both,
        "supervisor",
        opened_with=world.keyring("officer").current_private_of(world.bodies["demuna"].id),
        by=None,
        at=MONDAY,
    )
    request = asked(world)
    looked_at_before = IdentityRequest.objects.get()
    decide_identity(request, AGREE, entry_id=new_id(MONDAY), by=keeper(world), at=MONDAY)
    by = world.author("custodian", "service", "demuna", "supervisor")
    with pytest.raises(NotAllowed):
        decide_identity(looked_at_before, AGREE, entry_id=new_id(MONDAY), by=by, at=MONDAY)
    assert IdentityRequest.objects.get().state == "agreed"


@pytest.mark.parametrize("refuses", ["keeper", "second"])
def test_either_of_them_can_refuse(world: World, refuses: str) -> None:
    request = asked(world)
    for who, by in (("keeper", keeper(world)), ("second", second(world))):
        says = "refuse" if who == refuses else "agree"
        decide_identity(
            request, {**AGREE, "identity_says": says}, entry_id=new_id(MONDAY), by=by, at=MONDAY
        )
        request.refresh_from_db()
        if says == "refuse":
            break
    assert request.state == "refused"
    with pytest.raises(NotAllowed):
        shown(world, request)


def test_after_72_hours_it_is_asked_for_again(world: World) -> None:
    request = approved(world)
    with pytest.raises(NotAllowed, match="72 hours"):
        shown(world, request, hours=73)
    assert not Entry.objects.filter(step__startswith="identity_show").exists()


def test_the_raiser_is_told_only_where_it_is_safe(world: World) -> None:
    request = approved(world)
    shown(world, request)
    concern = request.dossier.came_from
    assert concern is not None
    told = concern.entries.get(step="identity_given")
    assert told.coded == {"identity_for": "judge_order"}
    assert told.hashes == {}


def test_where_it_is_not_safe_nothing_is_told(world: World) -> None:
    shown(world, approved(world, identity_tell="no"))
    assert not Entry.objects.filter(step="identity_given").exists()


def test_a_second_request_waits_for_the_first_and_then_starts_anew(world: World) -> None:
    request = approved(world)
    case, by = request.dossier, world.officer()
    with pytest.raises(NotAllowed, match="already"):
        ask_identity(case, ASKED, entry_id=ENTRY, by=by, at=later(hours=1))
    shown(world, request)
    ask_identity(case, ASKED, entry_id=ENTRY, by=by, at=later(hours=2))
    again = IdentityRequest.objects.get(entry=ENTRY)
    assert again.state == "asked"
    with pytest.raises(NotAllowed):
        shown(world, again, hours=3)
    assert not rebuild(case, by=None, at=later(hours=3))


def test_whoever_keeps_it_reads_why_and_nothing_of_the_file(world: World) -> None:
    request = asked(world)
    who = world.people["custodian"].id
    (opened,) = read_request(request, world.keyring("custodian"), by=who, at=MONDAY)
    assert opened.answers == {"identity_by": "MARK-COURT order 12"}
    assert not Dossier.objects.visible_to(world.reader("custodian")).exists()


def test_it_is_put_before_its_keeper_alone(world: World) -> None:
    request = asked(world)
    for who in world.people:
        theirs = IdentityRequest.objects.kept_by(world.reader(who))
        assert list(theirs) == ([request] if who == "custodian" else []), who


def test_a_custodian_who_must_not_know_of_it_finds_nothing(world: World) -> None:
    request = asked(world)
    kept = Kept(accounts=frozenset({world.people["custodian"].id}), reason="kin")
    declare_conflict(request.dossier, kept, by=second(world), at=MONDAY)
    assert not IdentityRequest.objects.kept_by(world.reader("custodian")).exists()


def test_where_nobody_supervises_the_office_the_keepers_supervisor_is_the_second(
    world: World,
) -> None:
    case = world.case_at("demuna", world.raised())
    supervisor = world.people["supervisor"]
    end_membership(world.bodies["demuna"].circle, supervisor, "supervisor", by=None, at=MONDAY)
    upe = world.bodies["upe"]
    ask_identity(case, ASKED, entry_id=ENTRY, by=world.officer(), at=MONDAY)
    request = IdentityRequest.objects.get()
    assert second_people(request, MONDAY) == frozenset()
    request.keeper_id = str(upe.custodians_id)
    assert second_people(request, MONDAY) == {world.people["upe_supervisor"].id}


def test_a_case_without_a_concern_has_no_name_to_ask_for(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    Dossier.objects.filter(pk=case.pk).update(came_from=None)
    with pytest.raises(NotAllowed, match="no concern"):
        keeper_of(Dossier.objects.get(pk=case.pk), MONDAY)


def test_a_supervisor_cannot_be_made_custodian_of_the_same_office(world: World) -> None:
    with pytest.raises(NotAllowed):
        name_custodian(world.bodies["demuna"], world.people["supervisor"], by=None, at=MONDAY)
