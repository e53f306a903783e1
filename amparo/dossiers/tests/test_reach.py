"""Who sees what: full, stub, duty, and nothing at all past an exclusion."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from amparo.base.problems import NotAllowed
from amparo.dossiers.actions.escalations import escalate_missed
from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.supervision import assign, declare_conflict
from amparo.dossiers.models import Dossier, Duty
from amparo.dossiers.rules import Author
from amparo.dossiers.tests.conftest import MONDAY, World, later
from amparo.trust.models import Membership


def seen(world: World, who: str, at: datetime = MONDAY) -> set[Dossier]:
    return set(Dossier.objects.visible_to(world.reader(who, at)))


def in_full(world: World, who: str) -> set[Dossier]:
    return set(Dossier.objects.in_full(world.reader(who)))


def supervisor(world: World) -> Author:
    return world.author("supervisor", "service", "demuna", "supervisor")


def test_before_assignment_only_the_officer_on_duty_has_the_file(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    assert case in in_full(world, "officer")
    assert case not in seen(world, "other_officer")


def test_a_supervisor_sees_the_duty_and_not_the_file(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    assert case in seen(world, "supervisor")
    assert case not in in_full(world, "supervisor")


@pytest.mark.parametrize("who", ["coordinator", "mayor", "upe_officer", "overseer"])
def test_for_everybody_else_it_does_not_exist(world: World, who: str) -> None:
    world.raised()
    assert seen(world, who) == set()


def test_after_assignment_the_worker_and_the_deputy_have_it_and_the_duty_officer_does_not(
    world: World,
) -> None:
    case = world.case_at("demuna", world.raised())
    worker = world.people["other_officer"].id
    by = supervisor(world)
    assign(case, worker, None, entry_id=UUID(int=7), by=by, at=later(hours=1))
    assert case in in_full(world, "other_officer")
    assert case not in seen(world, "officer")


def test_only_an_officer_of_the_office_can_be_assigned(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    by = supervisor(world)
    for who in ("upe_officer", "mayor"):
        with pytest.raises(NotAllowed):
            assign(case, world.people[who].id, None, entry_id=UUID(int=7), by=by, at=MONDAY)


def test_a_declared_conflict_takes_the_file_away_and_the_assignment_with_it(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    by = supervisor(world)
    officer = world.people["officer"].id
    assign(case, officer, None, entry_id=UUID(int=7), by=by, at=later(hours=1))
    kept = Kept(accounts=frozenset({officer}), reason="family")
    declare_conflict(case, kept, by=by, at=later(hours=2))
    assert case not in seen(world, "officer")
    assert Dossier.objects.get(pk=case.pk).assigned_to is None
    with pytest.raises(NotAllowed):
        assign(case, officer, None, entry_id=UUID(int=8), by=by, at=later(hours=3))


def test_a_conflict_of_a_body_keeps_out_everybody_in_it(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    by = supervisor(world)
    body = world.bodies["demuna"].pk
    declare_conflict(case, Kept(bodies=frozenset({body})), by=by, at=later(hours=2))
    for who in ("officer", "other_officer", "supervisor"):
        assert case not in seen(world, who)


def test_a_missed_clock_is_told_to_the_supervisor_then_to_oversight_once_each(
    world: World,
) -> None:
    case = world.case_at("demuna", world.raised())
    assert escalate_missed(at=later(hours=23)) == 0
    first = escalate_missed(at=later(hours=24, minutes=1))
    assert first > 0
    assert escalate_missed(at=later(hours=24, minutes=1)) == 0
    assert seen(world, "overseer") == set()
    escalate_missed(at=later(days=3))
    assert case in seen(world, "overseer", later(days=3))
    assert case not in in_full(world, "overseer")


def test_what_every_level_was_told_of_is_not_looked_at_again(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    duty = Duty.objects.get(dossier=case, clock="PE.case.open")
    assert duty.tell_at == duty.due
    escalate_missed(at=duty.due + timedelta(minutes=1))
    duty.refresh_from_db()
    assert duty.tell_at is not None
    assert duty.tell_at > duty.due
    escalate_missed(at=later(days=60))
    duty.refresh_from_db()
    assert duty.tell_at is None
    assert not Duty.objects.to_tell(later(days=90)).filter(dossier=case).exists()


def test_escalation_changes_no_state_and_meets_no_duty(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    escalate_missed(at=later(days=3))
    assert Dossier.objects.get(pk=case.pk).state == "arrived"
    assert Duty.objects.filter(dossier=case, done_at__isnull=True, clock="PE.dna.qualify").exists()


def test_escalation_skips_an_oversight_body_that_must_not_know(world: World) -> None:
    case = world.case_at("demuna", world.raised())
    by = supervisor(world)
    watch = world.bodies["watch"].pk
    declare_conflict(case, Kept(bodies=frozenset({watch})), by=by, at=later(hours=1))
    escalate_missed(at=later(days=3))
    assert case not in seen(world, "overseer", later(days=3))
    assert not case.escalations.filter(body=watch).exists()


def test_losing_a_membership_does_not_take_a_raisers_own_concern_away(world: World) -> None:
    raised = world.raised()
    member = world.people["member"]
    Membership.objects.filter(account=member).update(until=later(hours=1))
    mine = Dossier.objects.raised_by(world.reader("member", later(days=1)))
    assert set(mine) == set(raised.concerns)


def test_a_situation_is_its_raisers_and_her_companions_alone(world: World) -> None:
    raised = world.raised()
    own = Dossier.objects.raised_in(raised.situation, world.reader("member"))
    assert set(own) == set(raised.concerns)
    assert not Dossier.objects.raised_in(raised.situation, world.reader("officer"))
    assert not Dossier.objects.raised_in(world.raised().situation, world.reader("officer"))
