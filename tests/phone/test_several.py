"""Several phones about one child, several members on one phone, one bad letter among good ones."""

from collections.abc import Callable

import pytest

from amparo.dossiers.models import Dossier, Sent
from amparo.system.actions.bodies import found_body
from amparo.trust.actions.circles import end_membership
from tests.phone.hurt import hurt
from tests.phone.pocket import SOON, WORDS, Pocket
from tests.world import OTHER_DISTRICT, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SPOIL = """async () => {
  const open = indexedDB.open("agenda");
  const base = await new Promise((done) => (open.onsuccess = () => done(open.result)));
  const drawer = base.transaction("outbox", "readwrite").objectStore("outbox");
  const asked = drawer.getAll();
  const [, middle] = await new Promise((done) => {
    asked.onsuccess = () => done(asked.result.sort((a, b) => a.at - b.at));
  });
  middle.body.box[60] ^= 1;
  await new Promise((done) => (drawer.put(middle).onsuccess = done));
  base.close();
}"""


HOME = """async (wanted) => {
  const open = indexedDB.open("agenda");
  const base = await new Promise((done) => (open.onsuccess = () => done(open.result)));
  const asked = base.transaction("packs").objectStore("packs").getAll();
  const all = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
  base.close();
  return all.some((kept) => kept.body.home === wanted);
}"""


def raised() -> set[str]:
    return set(Dossier.objects.filter(protocol="concern").values_list("code_word", flat=True))


@hurt
def test_two_phones_about_one_child_each_hear_of_their_own(
    pocket: Pocket, pockets: Callable[..., Pocket], world: World
) -> None:
    other = pockets().enrols(world, "lucia", sign="moon")
    for each in (pocket, other):
        each.context.set_offline(True)
    words = [each.gives_notice({**SOON, "child_called": "MARK"}) for each in (pocket, other)]
    for each in (pocket, other):
        each.context.set_offline(False)
        each.opens().until_sent()
    assert raised() == set(words)
    assert Dossier.objects.filter(protocol="case").count() == 2
    for each, word in zip((pocket, other), words, strict=True):
        mine = each.enters().looks_at("My notices")
        assert mine.count("Received by DEMUNA Calca") == 1
        assert word in mine


def test_one_bad_letter_holds_up_no_other_and_is_shown(pocket: Pocket) -> None:
    pocket.context.set_offline(True)
    words = []
    for _ in range(3):
        words.append(pocket.gives_notice())
        pocket.page.click("#done")
    pocket.page.evaluate(SPOIL)
    pocket.context.set_offline(False)
    pocket.opens()
    for _ in range(100):
        if pocket.kept("outbox") == 1:
            break
        pocket.page.wait_for_timeout(100)
    assert raised() == {words[0], words[2]}
    mine = pocket.enters().looks_at("My notices")
    assert mine.count("The service could not take it") == 1
    assert mine.count("Received by") == 2


@hurt
def test_a_member_who_moved_gives_notice_where_she_is_now(pocket: Pocket, world: World) -> None:
    pocket.context.set_offline(True)
    before = pocket.gives_notice()
    rosa, at = world.people["rosa"], world.clock.move(hours=1)
    end_membership(world.bodies["group"].circle, rosa, "vetted", by=None, at=at)
    new = "Grupo de Yanatile (made up)"
    found_body("grupo", new, OTHER_DISTRICT, members=[(rosa, "vetted")], by=None, at=at)
    pocket.context.set_offline(False)
    pocket.opens().until_sent()
    assert raised() == {before}, "what she wrote where she was is lost"
    pocket.page.wait_for_function(HOME, arg=OTHER_DISTRICT)
    pocket.opens().begins_notice().answers(SOON)
    assert "DEMUNA Calca" not in pocket.page.inner_text("main")
    after = pocket.sends()
    pocket.until_sent()
    assert Dossier.objects.get(code_word=after, protocol="concern").area_id == OTHER_DISTRICT


def test_two_members_on_one_phone_see_each_their_own(pocket: Pocket, world: World) -> None:
    page = pocket.page
    page.click("nav >> text=Settings")
    page.click("text=Another person uses this phone too")
    pocket.enrols(world, "lucia", sign="moon")
    page.click(".door:has-text('Give notice')")
    page.click("[data-key=moon]")
    page.click("#begin")
    word = pocket.answers(SOON).sends()
    page.click("#done")
    pocket.until_sent()
    assert Sent.objects.to_confirm().count() == 1
    assert word not in enters_as(pocket, "sun").looks_at("My notices")
    pocket.opens()
    assert word in enters_as(pocket, "moon").looks_at("My notices")
    page.click("#was-me")
    page.wait_for_selector("#was-me", state="detached")
    for _ in range(100):
        if not Sent.objects.to_confirm().exists():
            break
        page.wait_for_timeout(100)
    assert not Sent.objects.to_confirm().exists()
    page.go_back()
    page.click("nav >> text=Settings")
    page.click("text=Leave, and delete all that is mine")
    page.click("#leave")
    page.wait_for_selector(".door-danger")
    assert (pocket.kept("members"), pocket.kept("stubs")) == (1, 0)
    pocket.enters()


def enters_as(pocket: Pocket, sign: str) -> Pocket:
    pocket.page.click(".door:has-text('Enter')")
    pocket.page.click(f"[data-key={sign}]")
    pocket.page.fill("#words", WORDS)
    pocket.page.keyboard.press("Enter")
    pocket.page.wait_for_selector("h1:has-text('Inside')")
    return pocket
