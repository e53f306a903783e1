"""NASTY: her husband, the accused's friend, takes her phone from her hand, unlocked, at 22:00.

She reports it from her sister's. What he has in his hand is shut, and no file of it says anything.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from amparo.dossiers.models import Dossier, Sent
from amparo.trust.devices import lost_code
from amparo.trust.models import Device
from tests.phone.files import found_in
from tests.phone.hurt import hurt
from tests.phone.pocket import SOON, Pocket
from tests.world import World

pytestmark = [hurt, pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MARKS = ("QPLAZAXW", "ZVDICHOK", "XJNOMBRY", "WKLLAMAD")
SAID = {
    **SOON,
    "home_place": MARKS[0],
    "words_seen": MARKS[1],
    "child_called": MARKS[2],
    "call_me": MARKS[3],
}
SHUT = "This phone was reported lost"


def test_a_phone_taken_while_unlocked_is_shut_from_another_one(
    profile: Pocket, pockets: Callable[..., Pocket], world: World, tmp_path: Path
) -> None:
    taken, sisters = profile, pockets().enrols(world, "lucia", sign="moon")
    word = she_sent_one_began_another_and_one_waits(taken)
    he_reads_a_word_and_no_more(taken, word)
    she_reports_it(sisters, world)
    it_shuts_in_his_hand(taken)
    what_waited_is_kept_to_be_confirmed()
    nothing_opens_with_her_words(taken, word)
    taken.context.close()
    assert found_in(tmp_path / "phone", ("outbox",)), "the files were not read"
    assert found_in(tmp_path / "phone", MARKS) == []
    on_a_new_phone_it_is_hers_again(pockets, world, word)


def she_sent_one_began_another_and_one_waits(taken: Pocket) -> str:
    word = taken.gives_notice(SAID)
    taken.until_sent()
    taken.page.click("#done")
    taken.begins_notice().answers(SAID)
    taken.opens().context.set_offline(True)
    taken.gives_notice(SAID)
    taken.page.click("#done")
    return word


def he_reads_a_word_and_no_more(taken: Pocket, word: str) -> None:
    taken.enters()
    assert taken.page.title() == "Agenda"
    mine = taken.looks_at("My notices")
    assert word in mine
    assert [mark for mark in (*MARKS, "Rosa") if mark in taken.page.content()] == []
    assert taken.kept("drafts") == 1


def she_reports_it(sisters: Pocket, world: World) -> None:
    device = Device.objects.get(account=world.people["rosa"])
    page = sisters.page
    page.click("nav >> text=I lost a phone")
    page.fill("#lost", "22222-22222")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=This code is of no phone")
    page.fill("#lost", lost_code(device.id))
    page.keyboard.press("Enter")
    page.wait_for_selector("text=That phone gets nothing more")
    page.wait_for_selector("text=It does not undo this: what was already opened on it")


def it_shuts_in_his_hand(taken: Pocket) -> None:
    taken.context.set_offline(False)
    taken.page.wait_for_selector(f"text={SHUT}")
    taken.page.wait_for_selector(".door-danger")
    taken.until_sent()
    drawers = ("working", "boxes", "drafts")
    assert {drawer: taken.kept(drawer) for drawer in drawers} == dict.fromkeys(drawers, 0)


def what_waited_is_kept_to_be_confirmed() -> None:
    assert Dossier.objects.filter(protocol="concern").count() == 2
    assert Sent.objects.filter(doubt="revoked").count() == 1


def nothing_opens_with_her_words(taken: Pocket, word: str) -> None:
    taken.opens().page.click(".door-danger")
    taken.page.wait_for_selector("text=105")
    taken.page.go_back()
    taken.page.click(".door:has-text('Give notice')")
    taken.page.wait_for_selector("h1:has-text('Begin on this phone')")
    taken.page.go_back()
    mine = taken.enters().looks_at("My notices")
    assert word not in mine
    assert "Received by" not in mine


def on_a_new_phone_it_is_hers_again(
    pockets: Callable[..., Pocket], world: World, word: str
) -> None:
    mine = pockets().enrols(world, "rosa").enters().looks_at("My notices")
    assert mine.count("Received by DEMUNA Calca") == 2
    assert word in mine
