"""NASTY: the focal point's brother, from lucia's phone and on evaristo's.

Evaristo coordinates the group; it is about his brother; the mayor is their uncle. His phone is told
the same, byte for byte, with and without it. Made-up people.
"""

from collections.abc import Callable

import pytest

from amparo.dossiers.models import Dossier
from amparo.trust.actions.circles import end_membership
from tests.journeys.conciliating import RECEIPT
from tests.phone.pocket import SOON, Pocket, Said
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAID: Said = {
    **SOON,
    "called": "unsafe",
    "keep_from": ["our_group", "local_auth", "municipality"],
    "signs": ["hurt", "threat"],
    "words_seen": "MARK-WORDS",
}
WISH: Said = {"wants_call": "yes", "call_number": "MARK-NUMBER"}
DRAWERS = ("outbox", "stubs", "boxes", "working", "drafts", "media")


def test_his_phone_is_told_the_same_and_she_hears_back_though_he_removes_her(
    pockets: Callable[..., Pocket], world: World
) -> None:
    his = pockets().enrols(world, "evaristo", sign="moon")
    hers = pockets().enrols(world, "lucia")
    before = told(his)
    word = she_gives_notice_without_them(hers, world)
    it_went_around_them(world)
    the_upe_reads_it(world)
    assert told(his) == before
    assert "Your notices will be here" in his.enters().looks_at("My notices")
    he_removes_her(world)
    she_hears_back_and_can_still_give_notice(hers, word)
    somebody_outside_calls_her(hers, world)


def told(phone: Pocket) -> list[object]:
    """Return what a phone asks and is told, to the byte, and how much lies in each drawer."""
    came = phone.has_a_signal()
    asked, answer = came.request.post_data_buffer, came.body()
    return [asked, answer, [phone.kept(drawer) for drawer in DRAWERS]]


def she_gives_notice_without_them(hers: Pocket, world: World) -> str:
    hers.enters().page.click("nav >> text=Give notice")
    hers.page.click("#begin")
    hers.answers(SAID)
    goes_to = hers.page.inner_text("main")
    assert "UPE Cusco" in goes_to
    assert "DEMUNA" not in goes_to
    evaristo = world.people["evaristo"].id
    hers.page.click(f"label:has(#kept-{evaristo})")
    hers.page.wait_for_selector(f"#with-{evaristo}", state="detached")
    word = hers.sends()
    hers.until_sent()
    return word


def it_went_around_them(world: World) -> None:
    upe = world.bodies["upe"]
    cases = Dossier.objects.filter(protocol="case")
    assert cases.exists()
    assert cases.filter(parties__key="service", parties__body=upe).count() == cases.count()


def the_upe_reads_it(world: World) -> None:
    elsa = world.signed_in("elsa")
    for case in Dossier.objects.filter(protocol="case"):
        page = elsa.get(f"/dossiers/{case.pk}/file/").content.decode()
        assert "MARK-WORDS" in page
        assert "Lucia" not in page
        world.take(case, "receipt", world.officer("elsa", "upe"), **RECEIPT)


def he_removes_her(world: World) -> None:
    circle, lucia = world.bodies["group"].circle, world.people["lucia"]
    end_membership(circle, lucia, "vetted", by=None, at=world.clock.move(days=14))


def she_hears_back_and_can_still_give_notice(hers: Pocket, word: str) -> None:
    hers.has_a_signal()
    hers.opens()
    mine = hers.enters().looks_at("My notices")
    assert word in mine
    assert "Read by a person of UPE Cusco" in mine
    hers.page.click("text=Give notice")
    hers.page.click("#begin")
    again = hers.answers(SAID).sends()
    hers.until_sent()
    assert Dossier.objects.filter(protocol="concern", code_word=again).exists()


def somebody_outside_calls_her(hers: Pocket, world: World) -> None:
    hers.opens().enters().looks_at("I need support")
    hers.page.click(".door:has-text('how to call')")
    hers.page.click("#begin")
    hers.answers(WISH).page.click("#send")
    hers.page.wait_for_selector("#done")
    hers.until_sent()
    gina, calls = world.signed_in("gina"), Dossier.objects.filter(protocol="debrief")
    files = [gina.get(f"/dossiers/{call.pk}/file/").content.decode() for call in calls]
    assert sum("MARK-NUMBER" in file for file in files) == 1
