"""Emergency access: inside one office, for four hours, told at once, reviewed by somebody else."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.base.problems import CannotOpen, NotAllowed
from amparo.dossiers.actions.emergency import open_in_emergency, read_reasons, review_accesses
from amparo.dossiers.actions.escalations import escalate_missed
from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.projections import rebuild
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.actions.supervision import assign, declare_conflict
from amparo.dossiers.models import Access, Dossier, Duty, Entry
from amparo.dossiers.rules import Author
from amparo.dossiers.tests.conftest import MONDAY, World, later
from amparo.trust.keyring import Keyring

WHY = {"access_why": "danger_now", "access_reason": "MARK-WHY the child is at the door"}
ENTRY = UUID(int=77)


def supervisor(world: World) -> Author:
    return world.author("supervisor", "service", "demuna", "supervisor")


def overseer(world: World) -> Author:
    return world.author("overseer", "oversight", "watch", "oversight")


def assigned(world: World) -> Dossier:
    """Return a case that is in the first officer's hands."""
    case = world.case_at("demuna", world.raised())
    officer = world.people["officer"].id
    assign(case, officer, None, entry_id=UUID(int=7), by=supervisor(world), at=MONDAY)
    return case


def opened(
    world: World, case: Dossier, who: str = "other_officer", at: datetime = MONDAY
) -> Access:
    role = "supervisor" if who == "supervisor" else "officer"
    by = world.author(who, "service", "demuna", role)
    return open_in_emergency(case, WHY, world.keyring(who), entry_id=new_id(at), by=by, at=at)


def has(world: World, who: str, case: Dossier, at: datetime) -> bool:
    return Dossier.objects.in_full(world.reader(who, at)).filter(pk=case.pk).exists()


def test_it_opens_for_four_hours_to_the_minute_and_then_it_is_gone(world: World) -> None:
    case = assigned(world)
    assert not has(world, "other_officer", case, MONDAY)
    access = opened(world, case)
    assert access.until == later(hours=4)
    assert has(world, "other_officer", case, later(hours=3, minutes=59))
    assert not has(world, "other_officer", case, later(hours=4))
    assert not Dossier.objects.visible_to(world.reader("other_officer", later(hours=4))).exists()


def test_it_opens_to_whoever_asked_and_to_nobody_else(world: World) -> None:
    case = assigned(world)
    opened(world, case)
    assert not has(world, "supervisor", case, later(hours=1))
    assert not has(world, "upe_officer", case, later(hours=1))


def test_the_words_can_be_read_meanwhile(world: World) -> None:
    case = assigned(world)
    opened(world, case)
    by = world.officer("other_officer")
    entries = read_dossier(case, world.keyring("other_officer"), by=by, at=later(hours=1))
    assert "MARK-WORDS she herds animals" in [e.answers.get("words_seen") for e in entries]


def test_what_is_found_for_it_is_never_past_an_exclusion_nor_in_another_office(
    world: World,
) -> None:
    case = assigned(world)
    other = world.people["other_officer"].id
    for who, is_there in (("other_officer", True), ("supervisor", True), ("upe_officer", False)):
        found = Dossier.objects.openable_in_emergency(world.reader(who))
        assert found.filter(pk=case.pk).exists() is is_there
    opened(world, case)
    kept = Kept(accounts=frozenset({other}), reason="kin")
    declare_conflict(case, kept, by=supervisor(world), at=later(hours=1))
    assert not has(world, "other_officer", case, later(hours=2))
    found = Dossier.objects.openable_in_emergency(world.reader("other_officer", later(hours=2)))
    assert not found.filter(pk=case.pk).exists()


def test_a_custodian_has_none(world: World) -> None:
    case = assigned(world)
    found = Dossier.objects.openable_in_emergency(world.reader("custodian"))
    assert not found.filter(pk=case.pk).exists()


def test_whoever_does_not_hold_the_offices_key_gets_nothing(world: World) -> None:
    case = assigned(world)
    stranger = world.people["upe_officer"]
    ring = Keyring(stranger.id, bytes(stranger.sealed_private))
    by = world.officer("other_officer")
    with pytest.raises(CannotOpen):
        open_in_emergency(case, WHY, ring, entry_id=ENTRY, by=by, at=MONDAY)
    assert not Access.objects.exists()


def test_it_is_in_the_log_and_sent_twice_it_is_one(world: World) -> None:
    case = assigned(world)
    by, ring = world.officer("other_officer"), world.keyring("other_officer")
    for _ in range(2):
        open_in_emergency(case, WHY, ring, entry_id=ENTRY, by=by, at=MONDAY)
    assert Access.objects.count() == 1
    assert Record.objects.filter(can="open_in_emergency", subject=case.pk).count() == 1


def test_neither_the_entry_nor_its_record_stays_if_the_log_fails(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = assigned(world)

    def fails(*_args: object, **_kwargs: object) -> None:
        raise OSError("no log")

    monkeypatch.setattr("amparo.dossiers.actions.emergency.record", fails)
    with pytest.raises(OSError, match="no log"):
        opened(world, case)
    assert not Access.objects.exists()
    assert not has(world, "other_officer", case, later(minutes=1))


def test_the_supervisor_is_told_at_once_and_her_review_ends_it(world: World) -> None:
    case = assigned(world)
    access = opened(world, case)
    mine = Access.objects.to_review_by(world.reader("supervisor"))
    assert list(mine) == [access]
    assert list(Access.objects.in_work_of(world.reader("officer"))) == [access]
    (reason,) = read_reasons(
        case, mine, world.keyring("supervisor"), by=supervisor(world), at=MONDAY
    )
    assert reason.answers["access_reason"] == WHY["access_reason"]
    found = {"access_found": "needed"}
    by = supervisor(world)
    review_accesses(case, [access.entry_id], found, entry_id=ENTRY, by=by, at=later(hours=5))
    assert not Access.objects.to_review_by(world.reader("supervisor")).exists()
    assert Record.objects.filter(can="review_access", subject=case.pk).count() == 2


def test_not_reviewed_in_time_it_is_told_above_and_reviewed_there(world: World) -> None:
    case = assigned(world)
    access = opened(world, case)
    at = later(hours=72, minutes=1)
    escalate_missed(at=later(hours=71, minutes=59))
    assert not Access.objects.to_review_by(world.reader("overseer", at)).exists()
    escalate_missed(at=at)
    assert list(Access.objects.to_review_by(world.reader("overseer", at))) == [access]
    found = {"access_found": "cannot_tell"}
    by = overseer(world)
    review_accesses(case, [access.entry_id], found, entry_id=ENTRY, by=by, at=at)
    duty = Duty.objects.get(clock="access.review", dossier=case)
    assert duty.done_at == at


def test_what_the_supervisor_used_herself_only_the_body_above_reviews(world: World) -> None:
    case = assigned(world)
    access = opened(world, case, "supervisor")
    assert access.reviewer == world.bodies["watch"]
    assert not Access.objects.to_review_by(world.reader("supervisor")).exists()
    assert list(Access.objects.to_review_by(world.reader("overseer"))) == [access]
    assert not has(world, "overseer", case, MONDAY)
    by, ring = overseer(world), world.keyring("overseer")
    (reason,) = read_reasons(case, [access], ring, by=by, at=MONDAY)
    assert reason.answers["access_reason"] == WHY["access_reason"]
    with pytest.raises(NotAllowed):
        review_accesses(
            case, [access.entry_id], {}, entry_id=ENTRY, by=supervisor(world), at=MONDAY
        )


def test_an_access_that_came_meanwhile_is_not_reviewed_unseen(world: World) -> None:
    case = assigned(world)
    first = opened(world, case)
    opened(world, case, at=later(hours=5))
    by = supervisor(world)
    with pytest.raises(NotAllowed):
        review_accesses(
            case,
            [first.entry_id],
            {"access_found": "needed"},
            entry_id=ENTRY,
            by=by,
            at=later(hours=6),
        )


def test_rebuilding_gives_the_same_accesses(world: World) -> None:
    case = assigned(world)
    opened(world, case)
    assert not rebuild(case, by=None, at=later(hours=1))
    Access.objects.update(until=MONDAY + timedelta(days=9))
    assert rebuild(case, by=None, at=later(hours=1))
    assert Access.objects.get().until == later(hours=4)


def test_the_reason_is_sealed_and_the_code_is_clear(world: World) -> None:
    case = assigned(world)
    opened(world, case)
    entry = Entry.objects.get(step="emergency_access")
    assert entry.coded == {"access_why": "danger_now"}
    assert "sealed" in entry.hashes
