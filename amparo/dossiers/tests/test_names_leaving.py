"""An alleged person's name leaves its case for the custodians: no key of the office opens it."""

from collections.abc import Iterator

import pytest

from amparo.audit.actions import number
from amparo.base.ids import derived_id, new_id
from amparo.base.problems import CannotOpen, NotAllowed
from amparo.dossiers.actions.erasing import (
    decide_retention,
    due_in,
    erase_due,
    may_be_decided,
    replay_ledger,
)
from amparo.dossiers.actions.identities import (
    Identity,
    ask_identity,
    decide_identity,
    has_left,
    show_identity,
)
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.parts import context_of
from amparo.dossiers.actions.projections import rebuild
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.ledger import Deleted, write_ledger
from amparo.dossiers.models import Dossier, Entry, IdentityRequest, SealedPart, Wrap
from amparo.dossiers.tests.conftest import MONDAY, World, later, letter
from amparo.dossiers.verify import altered_entries
from amparo.forms.form import ALLEGED
from amparo.protocols.retention import TO_CUSTODIAN
from amparo.sealing.keys import open_with
from amparo.sealing.parts import open_part
from amparo.trust.actions.circles import start_epoch
from amparo.trust.models import Epoch

AFTER = later(days=368)
OFFICE = ("officer", "other_officer", "supervisor")
UNCONFIRMED = {
    "crime": "no",
    "family_protection": "none",
    "alleged_tie": "known",
    "alleged_name": "MARK-ALLEGED",
    "next": "gestiones",
    "child_name": "MARK-CHILD Qori",
}


@pytest.fixture
def case(world: World) -> Dossier:
    """A case in which somebody was named, and what was said could not be confirmed."""
    case = world.case_at("demuna", world.raised())
    by = world.officer()
    read_dossier(case, world.keyring("officer"), by=by, at=MONDAY)
    receipt = {"conflict": "none", "danger_checked": "safe_now", "tell_raiser": "as_usual"}
    append_entry(case, letter("receipt", MONDAY, **receipt), by=by, at=MONDAY)
    append_entry(case, letter("qualify", MONDAY, **UNCONFIRMED), by=by, at=MONDAY)
    return Dossier.objects.get(pk=case.pk)


def decide(world: World, case: Dossier, says: str) -> None:
    (due,) = (due for due in due_in([case], AFTER) if due.reached.rule.key == "PE.keep.alleged")
    said = {"retention_says": says, "retention_reason": "A year has passed; nothing was confirmed."}
    by = world.author("supervisor", "service", "demuna", "supervisor")
    decide_retention(due, said, entry_id=new_id(AFTER), by=by, at=AFTER)


def gone(world: World, case: Dossier, says: str = TO_CUSTODIAN) -> None:
    decide(world, case, says)
    erase_due([case], by=None, at=AFTER)


def name_of(case: Dossier) -> SealedPart:
    return SealedPart.objects.get(entry__dossier=case, part_class=ALLEGED)


def privates(world: World, who: str) -> Iterator[bytes]:
    """Yield every private key that somebody can come by: of all epochs, and their own."""
    ring = world.keyring(who)
    yield ring.account_private
    for epoch in Epoch.objects.values_list("pk", flat=True):
        private = ring.private_of(epoch)
        if private:
            yield private


def tried(world: World, who: str, boxes: list[bytes], part: SealedPart) -> set[bytes]:
    """Try every key of somebody on every box; return what the part says where one opens."""
    entry, found = part.entry, set()
    context = context_of(entry.id, entry.dossier_id, entry.step, entry.author_id, ALLEGED)
    for private in privates(world, who):
        for box in boxes:
            try:
                key = open_with(private, box)
            except CannotOpen:
                continue
            found.add(open_part(bytes(part.ciphertext), key, context))
    return found


def boxes_of(case: Dossier) -> list[bytes]:
    return [
        bytes(box) for box in Wrap.objects.filter(part=name_of(case)).values_list("box", flat=True)
    ]


def test_the_name_is_a_part_of_its_own_for_the_office_and_its_custodians(
    world: World, case: Dossier
) -> None:
    for who in (*OFFICE, "custodian"):
        (said,) = tried(world, who, boxes_of(case), name_of(case))
        assert b"MARK-ALLEGED" in said
        assert b"MARK-CHILD" not in said
    assert not tried(world, "desk_custodian", boxes_of(case), name_of(case))
    opened = read_dossier(case, world.keyring("officer"), by=world.officer(), at=MONDAY)
    assert any(each.answers.get("alleged_name") == "MARK-ALLEGED" for each in opened)


def test_no_key_of_the_office_opens_it_after_it_left_and_the_custodians_does(
    world: World, case: Dossier
) -> None:
    before = boxes_of(case)
    demuna, ring = world.bodies["demuna"].circle, world.keyring("officer")
    start_epoch(demuna, opened_with=ring.current_private_of(demuna.pk), by=None, at=later(days=9))
    gone(world, case)
    left = boxes_of(case)
    assert len(left) == len(before) - 1
    for who in OFFICE:
        assert not tried(world, who, left, name_of(case)), who
    (said,) = tried(world, "custodian", left, name_of(case))
    assert b"MARK-ALLEGED" in said


def test_the_rest_of_the_file_is_read_as_before_and_says_where_the_name_went(
    world: World, case: Dossier
) -> None:
    gone(world, case)
    opened = read_dossier(case, world.keyring("officer"), by=world.officer(), at=AFTER)
    qualified = next(each for each in opened if each.entry.step == "qualify")
    assert qualified.answers == {"child_name": "MARK-CHILD Qori"}
    assert qualified.locked == (ALLEGED,)
    number()
    assert not list(altered_entries())
    assert not rebuild(case, by=None, at=AFTER)


def test_what_recognises_the_letter_can_confirm_no_guess_of_the_name(
    world: World, case: Dossier
) -> None:
    gone(world, case)
    entry = Entry.objects.get(dossier=case, step="qualify")
    assert bytes(entry.answers_mac) == b""
    assert entry.coded["alleged_tie"] == "known"


def test_erased_it_is_gone_for_the_custodian_too_and_nothing_else_is(
    world: World, case: Dossier
) -> None:
    gone(world, case, "erase")
    assert not SealedPart.objects.filter(part_class=ALLEGED).exists()
    assert SealedPart.objects.filter(entry__dossier=case, part_class="sealed").exists()


def test_kept_it_stays_and_is_asked_again_a_year_later(world: World, case: Dossier) -> None:
    gone(world, case, "keep")
    assert len(boxes_of(case)) == 2
    assert not list(due_in([case], AFTER))


def test_a_backup_put_back_loses_the_offices_keys_again(world: World, case: Dossier) -> None:
    rule = "PE.keep.alleged"
    write_ledger([Deleted(derived_id(case.pk, rule), case.pk, rule, TO_CUSTODIAN, AFTER)])
    assert tried(world, "officer", boxes_of(case), name_of(case))
    assert replay_ledger(by=None, at=AFTER) == 1
    assert not tried(world, "officer", boxes_of(case), name_of(case))
    assert tried(world, "custodian", boxes_of(case), name_of(case))


def test_where_no_custodian_holds_it_it_cannot_go_to_one(world: World, case: Dossier) -> None:
    keepers = [body.custodians_id for body in world.bodies.values() if body.custodians_id]
    Wrap.objects.filter(part=name_of(case), epoch__circle__in=keepers).delete()
    (due,) = due_in([case], AFTER)
    assert may_be_decided(due) == ("keep", "erase")
    with pytest.raises(NotAllowed):
        decide(world, case, TO_CUSTODIAN)


def test_two_people_give_the_name_and_it_is_shown_once(world: World, case: Dossier) -> None:
    asking = {"identity_for": "judge_order", "identity_by": "MARK-COURT order 12"}
    by = world.officer()
    with pytest.raises(NotAllowed):
        ask_identity(case, asking, ALLEGED, entry_id=new_id(AFTER), by=by, at=AFTER)
    gone(world, case)
    assert has_left(case)
    ask_identity(case, asking, ALLEGED, entry_id=new_id(AFTER), by=by, at=AFTER)
    keeper = world.author("custodian", "keeper", "demuna", "custodian")
    second = world.author("supervisor", "service", "demuna", "supervisor")
    for who in (keeper, second):
        with pytest.raises(NotAllowed):
            shown(world)
        request = IdentityRequest.objects.get()
        said = {"identity_says": "agree", "identity_tell": "yes"}
        decide_identity(request, said, entry_id=new_id(AFTER), by=who, at=AFTER)
    assert shown(world) == Identity("", {"alleged_name": "MARK-ALLEGED"})
    assert not Entry.objects.filter(step="identity_given").exists()
    with pytest.raises(NotAllowed):
        shown(world)


def shown(world: World) -> Identity:
    request, ring = IdentityRequest.objects.get(), world.keyring("custodian")
    by = world.author("custodian", "keeper", "demuna", "custodian")
    return show_identity(request, ring, entry_id=new_id(AFTER), by=by, at=AFTER)
