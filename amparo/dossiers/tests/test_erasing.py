"""What the law no longer lets be kept is destroyed; the journal and the log stay whole."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from amparo.audit.actions import number
from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.base.problems import Malformed, NotAllowed
from amparo.dossiers.actions.drafts import keep_draft
from amparo.dossiers.actions.erasing import (
    Due,
    decide_retention,
    due_in,
    erase,
    erase_due,
    keep_ledger,
    replay_ledger,
)
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.projections import rebuild, standing_of
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.ledger import ledger_path, read_ledger
from amparo.dossiers.models import (
    Dossier,
    Draft,
    Duty,
    Entry,
    Erasure,
    NameIndex,
    SealedPart,
    Wrap,
)
from amparo.dossiers.rules import Author
from amparo.dossiers.tests.conftest import MONDAY, World, later, letter
from amparo.dossiers.verify import altered_entries

REASON = "Two years have passed and nobody asked for it."
ERASE = {"retention_says": "erase", "retention_reason": REASON}


def supervisor(world: World) -> Author:
    return world.author("supervisor", "service", "demuna", "supervisor")


def ended(world: World, **answers: object) -> Dossier:
    """Return a case that was qualified as no matter of rights, with a child's name in it."""
    case = world.case_at("demuna", world.raised())
    by = world.officer()
    read_dossier(case, world.keyring("officer"), by=by, at=MONDAY)
    for step, values in (
        ("receipt", {"conflict": "none", "danger_checked": "safe_now", "tell_raiser": "as_usual"}),
        ("qualify", {"crime": "no", "next": "not_a_rights_matter", **answers}),
    ):
        said = {**values, "child_name": "MARK-CHILD Qori"} if step == "qualify" else values
        append_entry(case, letter(step, MONDAY, **said), by=by, at=MONDAY)
    return Dossier.objects.get(pk=case.pk)


AFTER = later(days=2 * 365 + 2)


def the_due(case: Dossier, rule: str, at: datetime = AFTER) -> Due:
    return next(due for due in due_in([case], at) if due.reached.rule.key == rule)


def decided(world: World, case: Dossier, says: str = "erase") -> None:
    values = {**ERASE, "retention_says": says}
    due = the_due(case, "PE.keep.not_a_case")
    decide_retention(due, values, entry_id=new_id(AFTER), by=supervisor(world), at=AFTER)


def test_it_is_due_after_its_time_and_not_a_minute_before(world: World) -> None:
    case = ended(world)
    due = the_due(case, "PE.keep.not_a_case").reached.due
    assert not list(due_in([case], due))
    assert [d.reached.rule.key for d in due_in([case], due + timedelta(minutes=1))] == [
        "PE.keep.not_a_case"
    ]


def test_reaching_the_date_alone_erases_nothing(world: World) -> None:
    case = ended(world)
    assert erase_due([case], by=None, at=AFTER) == []
    assert SealedPart.objects.filter(entry__dossier=case).exists()


def test_sexual_violence_is_never_put_before_anybody(world: World) -> None:
    case = ended(world, rights=("vac.sexual.contact",))
    assert not list(due_in([case], later(days=365 * 40)))


def test_a_decision_destroys_words_keys_index_and_drafts_and_the_journal_replays_alike(
    world: World,
) -> None:
    case = ended(world)
    page = f"/dossiers/{case.pk}/steps/cause/"
    keep_draft(page, {"cause_note": ["MARK"]}, by=world.people["officer"], at=MONDAY)
    decided(world, case)
    before = standing_of(case, AFTER)
    assert len(erase_due([case], by=None, at=AFTER)) == 1
    both = [case, case.came_from]
    assert not SealedPart.objects.filter(entry__dossier__in=both).exists()
    assert not Wrap.objects.filter(part__entry__dossier__in=both).exists()
    assert not NameIndex.objects.filter(dossier__in=both).exists()
    assert not Draft.objects.exists()
    assert standing_of(case, AFTER) == before
    assert not rebuild(case, by=None, at=AFTER)


def test_the_log_still_proves_every_entry_and_the_diary_says_deleted(world: World) -> None:
    case = ended(world)
    decided(world, case)
    erase_due([case], by=None, at=AFTER)
    number()
    assert list(altered_entries()) == []
    opened = read_dossier(case, world.keyring("officer"), by=world.officer(), at=AFTER)
    assert all(not each.answers for each in opened)
    assert "erased" in next(e.locked for e in opened if e.entry.step == "qualify")


def test_where_the_rule_says_all_the_clear_answers_and_their_salt_go_too(world: World) -> None:
    case = ended(world)
    state = case.state
    erase(case, "PE.keep.case", "all", by=None, at=AFTER)
    for entry in Entry.objects.filter(dossier__in=[case, case.came_from]):
        assert entry.coded == {}
        assert (bytes(entry.salt), bytes(entry.answers_mac)) == (b"", b"")
    assert list(altered_entries()) == []
    assert not Duty.objects.filter(dossier=case).exists()
    assert Dossier.objects.get(pk=case.pk).state == state
    assert not rebuild(case, by=None, at=AFTER)


def test_the_raisers_identity_goes_by_time_alone_and_nothing_else_with_it(world: World) -> None:
    case = ended(world)
    by = world.officer()
    for step in ("answer_raiser", "release"):
        said = {"answer": "in_hand"} if step == "answer_raiser" else {"release_why": "ended"}
        append_entry(case, letter(step, MONDAY, **said), by=by, at=MONDAY)
    at = later(days=2 * 366 + 2)
    assert [each.what for each in erase_due([case], by=None, at=at)] == ["reporter"]
    [raised] = Entry.objects.filter(dossier=case.came_from, step="raise")
    assert bytes(raised.answers_mac) == b""
    left = SealedPart.objects.filter(entry__dossier=case.came_from)
    assert set(left.values_list("part_class", flat=True)) == {"sealed"}
    assert case.came_from is not None
    assert case.came_from.parties.get(key="raiser").account is None


def test_kept_once_more_it_comes_back_after_the_same_time(world: World) -> None:
    case = ended(world)
    decided(world, case, "keep")
    assert not list(due_in([case], AFTER + timedelta(days=1)))
    assert erase_due([case], by=None, at=AFTER + timedelta(days=1)) == []
    again = AFTER + timedelta(days=2 * 365 + 2)
    assert the_due(case, "PE.keep.not_a_case", again).reached.decided == ""


@pytest.mark.parametrize("who", ["officer", "early", "twice"])
def test_only_the_supervisor_decides_once_and_not_before_its_date(world: World, who: str) -> None:
    case = ended(world)
    due = the_due(case, "PE.keep.not_a_case")
    by = world.officer() if who == "officer" else supervisor(world)
    at = MONDAY if who == "early" else AFTER
    if who == "twice":
        decided(world, case)
    with pytest.raises(NotAllowed):
        decide_retention(due, ERASE, entry_id=new_id(at), by=by, at=at)


def test_the_database_lets_an_entry_be_emptied_and_nothing_else(world: World) -> None:
    case = ended(world)
    entry = case.entries.get(step="qualify")
    changes: tuple[dict[str, object], ...] = (
        {"step": "other"},
        {"coded": {"crime": "yes"}},
        {"coded": {}},
        {"answers_mac": b"", "salt": b"other"},
        {"answers_mac": b"", "coded": {}, "salt": b"", "erased_hash": b"short"},
    )
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Entry.objects.filter(pk=entry.pk).update(**change)


def test_the_ledger_holds_ids_and_dates_and_deletes_again_what_a_backup_brought_back(
    world: World,
) -> None:
    case = ended(world)
    erase(case, "PE.keep.not_a_case", "words", by=None, at=AFTER)
    assert keep_ledger() == 1
    assert keep_ledger() == 0
    text = ledger_path().read_text()
    assert "MARK" not in text
    assert case.number not in text
    (deleted,) = read_ledger()
    assert (deleted.dossier, deleted.at) == (case.pk, AFTER)
    other = ended(world)
    line = text.replace(str(deleted.dossier), str(other.pk)).replace(
        str(deleted.id), str(new_id(AFTER))
    )
    ledger_path().write_text(text + line)
    assert replay_ledger(by=None, at=AFTER) == 1
    assert not SealedPart.objects.filter(entry__dossier=other).exists()


@pytest.mark.usefixtures("world")
def test_a_ledger_that_was_damaged_says_so() -> None:
    ledger_path().write_text("{}\n")
    with pytest.raises(Malformed, match="Line 1"):
        read_ledger()


def test_that_it_was_erased_and_by_whom_is_in_the_log_without_a_name(world: World) -> None:
    case = ended(world)
    decided(world, case)
    erase_due([case], by=None, at=AFTER)
    record = Record.objects.get(can="erase")
    assert record.detail == {"rule": "PE.keep.not_a_case", "what": "words"}
    assert Record.objects.get(can="decide_retention").by == world.people["supervisor"].id
    assert Erasure.objects.get().dossier == case
