"""What a quick look at many dossiers must not miss."""

from datetime import timedelta

import pytest

from amparo.dossiers.actions.comparing import may_differ
from amparo.dossiers.actions.escalations import escalate_missed
from amparo.dossiers.models import Dossier, Duty, Entry, Escalation
from tests.world import Clock, World


def differing() -> set[str]:
    return {dossier.protocol for dossier in may_differ(list(Dossier.objects.all()))}


def test_what_the_actions_stored_is_what_replaying_gives(world: World, clock: Clock) -> None:
    world.raise_concern("rosa", danger_now="now")
    clock.move(hours=30)
    escalate_missed(at=clock.at)
    assert Escalation.objects.exists()
    assert differing() == set()


@pytest.mark.parametrize(
    "change",
    [
        {"state": "released"},
        {"next_due": None},
        {"last_position": 9},
    ],
)
def test_a_dossier_that_says_something_else_is_found(
    world: World, change: dict[str, object]
) -> None:
    case = world.case_of(world.raise_concern("rosa"), "demuna")
    Dossier.objects.filter(pk=case.pk).update(**change)
    assert differing() == {"case"}


def test_a_duty_that_is_missing_or_moved_is_found(world: World) -> None:
    case = world.case_of(world.raise_concern("rosa"), "demuna")
    duty = Duty.objects.filter(dossier=case).first()
    assert duty is not None
    Duty.objects.filter(pk=duty.pk).update(due=duty.due + timedelta(minutes=1))
    assert differing() == {"case"}
    Duty.objects.filter(pk=duty.pk).update(due=duty.due, tell_at=None)
    assert differing() == {"case"}
    Duty.objects.filter(pk=duty.pk).delete()
    assert differing() == {"case"}


def test_an_escalation_that_is_missing_is_found(world: World, clock: Clock) -> None:
    world.raise_concern("rosa", danger_now="now")
    clock.move(hours=30)
    escalate_missed(at=clock.at)
    Escalation.objects.all().delete()
    assert differing() == {"case"}


def test_a_dossier_without_a_journal_is_found(world: World) -> None:
    case = world.case_of(world.raise_concern("rosa"), "demuna")
    lone = Dossier.objects.get(pk=case.pk)
    lone.pk, lone.number = world.people["rosa"].id, "XXXX"
    lone.save(force_insert=True)
    assert not Entry.objects.filter(dossier=lone).exists()
    assert differing() == {"case"}
