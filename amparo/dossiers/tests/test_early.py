"""Before its time nothing is deleted by one person, and sexual violence by nobody."""

import pytest

from amparo.base.ids import new_id
from amparo.base.problems import NotAllowed
from amparo.dossiers.actions.early import answer_early, ask_early, newest_of, read_request
from amparo.dossiers.actions.erasing import erase_due
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.readings import read_dossier
from amparo.dossiers.models import Dossier, Entry
from amparo.dossiers.rules import Author
from amparo.dossiers.tests.conftest import MONDAY, World, later, letter

WHY = {"early_ground": "court_order", "early_reason": "MARK-WHY the court orders it today"}
AGREE = {"early_says": "agree", "early_note": "MARK-NOTE looked at with the office"}


def asked(world: World, case: Dossier) -> Entry:
    by = world.author("supervisor", "service", "demuna", "supervisor")
    return ask_early(case, WHY, entry_id=new_id(MONDAY), by=by, at=MONDAY)


def overseer(world: World, who: str = "overseer") -> Author:
    return world.author(who, "oversight", "watch", "oversight")


@pytest.fixture
def case(world: World) -> Dossier:
    return world.case_at("demuna", world.raised())


def test_two_persons_agree_and_the_next_run_erases_it(world: World, case: Dossier) -> None:
    entry = asked(world, case)
    assert erase_due([case], by=None, at=later(hours=1)) == []
    by, key = overseer(world), world.keyring("overseer")
    (opened,) = read_request(entry, key, by=by, at=MONDAY)
    assert opened.answers["early_reason"] == WHY["early_reason"]
    answer_early(entry, AGREE, entry_id=new_id(MONDAY), by=by, at=MONDAY)
    assert [each.what for each in erase_due([case], by=None, at=later(hours=1))] == ["all_but_stub"]
    assert case.came_from is not None
    assert case.came_from.parties.get(key="raiser").account == world.people["member"]


@pytest.mark.parametrize("who", ["supervisor", "elsewhere", "twice"])
def test_nobody_agrees_with_themselves_from_elsewhere_or_twice(
    world: World, case: Dossier, who: str
) -> None:
    entry, by = asked(world, case), overseer(world)
    if who == "supervisor":
        by = overseer(world, "supervisor")
    if who == "elsewhere":
        by = world.author("overseer", "oversight", "upe", "oversight")
    if who == "twice":
        answer_early(entry, AGREE, entry_id=new_id(MONDAY), by=by, at=MONDAY)
    with pytest.raises(NotAllowed):
        answer_early(entry, AGREE, entry_id=new_id(MONDAY), by=by, at=MONDAY)


def test_it_is_asked_for_once_and_again_only_after_a_refusal(world: World, case: Dossier) -> None:
    entry = asked(world, case)
    with pytest.raises(NotAllowed, match="before"):
        asked(world, case)
    no = {**AGREE, "early_says": "refuse"}
    answer_early(entry, no, entry_id=new_id(MONDAY), by=overseer(world), at=MONDAY)
    assert newest_of(case) is None
    assert asked(world, case).pk != entry.pk


def test_sexual_violence_is_deleted_by_nobody(world: World, case: Dossier) -> None:
    by = world.officer()
    read_dossier(case, world.keyring("officer"), by=by, at=MONDAY)
    receipt = {"conflict": "none", "danger_checked": "safe_now", "tell_raiser": "as_usual"}
    append_entry(case, letter("receipt", MONDAY, **receipt), by=by, at=MONDAY)
    rights = ("vac.sexual.contact",)
    qualified = letter("qualify", MONDAY, crime="no", rights=rights)
    append_entry(case, qualified, by=by, at=MONDAY)
    with pytest.raises(NotAllowed, match="kept"):
        asked(world, case)
