"""The whole way on a phone without a signal: in danger, giving notice, and what becomes of it."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Route

from amparo.dossiers.models import Dossier
from amparo.system.models import Body, Gap
from amparo.system.rules import GapReason
from tests.phone.pocket import DOOR, SOON, WORDS, Pocket
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHOLE_PACK = re.compile("/phone/pack/[0-9a-f]{64}$")
SAID = {**SOON, "home_place": "MARK-PLACE", "words_seen": "MARK-WORDS", "child_called": "MARK-NAME"}


def fulfil(answer: dict[str, Any], route: Route) -> None:
    route.fulfill(**answer)


def stored(word: str) -> list[Dossier]:
    return list(Dossier.objects.filter(protocol="concern", code_word=word))


def test_a_phone_without_a_signal_helps_keeps_and_sends_later(pocket: Pocket) -> None:
    pocket.context.set_offline(True)
    pocket.page.close()
    pocket.new_tab()
    pocket.opens().page.click(DOOR)
    pocket.page.wait_for_selector("#answered")
    assert "105" in pocket.page.inner_text("main")
    pocket.page.go_back()

    word = pocket.gives_notice(SAID)
    pocket.page.wait_for_selector("text=No signal")
    assert (pocket.kept("outbox"), pocket.kept("drafts")) == (1, 0)
    pocket.page.click("#done")
    pocket.enters().page.click(".door:has-text('My notices')")
    assert "On this phone" in pocket.page.inner_text("main")
    assert "MARK" not in pocket.page.content()

    pocket.context.set_offline(False)
    pocket.page.close()
    pocket.new_tab()
    pocket.opens().until_sent()
    assert len(stored(word)) == 1
    pocket.enters().page.click(".door:has-text('My notices')")
    pocket.page.wait_for_selector("text=Received by")
    assert word in pocket.page.inner_text("main")


def test_a_notice_is_taken_that_was_written_by_the_first_load_of_the_pack_alone(
    pockets: Callable[[], Pocket], world: World
) -> None:
    pocket = pockets()
    pocket.context.route(WHOLE_PACK, lambda route: route.abort())
    pocket.enrols(world, "rosa").gives_notice()
    pocket.until_sent()


def test_a_service_that_no_route_found_is_told_as_missing_and_of_nobody(
    pockets: Callable[[], Pocket], world: World
) -> None:
    Body.objects.filter(kind__in=("posta", "hospital")).delete()
    # Places are worked out anew each minute; this one is no other test's.
    world.clock.move(minutes=77)
    pocket = pockets().enrols(world, "rosa")
    pocket.gives_notice({**SOON, "health_now": "yes"})
    pocket.until_sent()
    missing = Gap.objects.get(reason=GapReason.NO_SERVICE)
    assert (missing.kind, missing.route) == ("posta", "health")


def test_what_came_back_that_is_not_ours_changes_nothing(pocket: Pocket) -> None:
    answers: tuple[dict[str, Any], ...] = (
        {"status": 500, "body": "<h1>It failed</h1>", "content_type": "text/html"},
        {"status": 200, "body": "<html>Welcome to the airport", "content_type": "text/html"},
        {"status": 200, "body": b'AMP1\x00\x00\x00\x50{"next":9'},
        {"status": 503, "body": '{"v":1,"error":"away"}', "content_type": "application/json"},
    )
    for answer in answers:
        pocket.page.route("**/phone/sync", partial(fulfil, answer))
        word = pocket.gives_notice()
        pocket.page.wait_for_selector("text=No signal")
        pocket.page.click("#done")
        pocket.page.unroute("**/phone/sync")
        assert not stored(word)
    assert pocket.kept("outbox") == len(answers)
    pocket.opens().until_sent()
    assert Dossier.objects.filter(protocol="concern").count() == len(answers)


def test_a_wrong_clock_is_told_and_loses_nothing(pocket: Pocket) -> None:
    pocket.page.clock.install(time="2031-02-03T04:05:06Z")
    pocket.opens()
    word = pocket.gives_notice()
    pocket.until_sent()
    assert stored(word)
    pocket.page.click("#done")
    pocket.enters()
    pocket.page.wait_for_selector("text=The clock of this phone is wrong")


def test_a_full_phone_says_so_and_keeps_what_was_written(pocket: Pocket) -> None:
    devtools = pocket.context.new_cdp_session(pocket.page)
    pocket.begins_notice().answers(SAID)
    quota = {"origin": pocket.site, "quotaSize": 1}
    devtools.send("Storage.overrideQuotaForOrigin", quota)
    # Chromium remembers for half a minute how much room there was.
    pocket.page.wait_for_timeout(31_000)
    pocket.page.click("#send")
    pocket.page.wait_for_selector("text=The phone is full")
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": pocket.site})
    word = pocket.sends()
    pocket.until_sent()
    assert stored(word)


def test_another_phone_carries_it_and_it_arrives_once(
    pocket: Pocket, pockets: Callable[[], Pocket], world: World
) -> None:
    carrier = pockets().enrols(world, "lucia", sign="moon")
    pocket.context.set_offline(True)
    word = pocket.gives_notice()
    pocket.page.click("#done")
    pocket.page.click("nav >> text=Carry notices another way")
    with pocket.page.expect_download() as saved:
        pocket.page.click(".door:has-text('file')")
    carrier.page.click("nav >> text=Settings")
    carrier.page.go_back()
    carrier.enters().page.click("nav >> text=Carry notices another way")
    carrier.page.set_input_files("#file", saved.value.path())
    carrier.page.wait_for_selector("text=Taken.")
    carrier.until_sent()
    assert len(stored(word)) == 1
    pocket.context.set_offline(False)
    pocket.opens().until_sent()
    assert len(stored(word)) == 1


def test_hiding_locks_at_once_and_a_pin_is_refused(pocket: Pocket) -> None:
    pocket.enters()
    pocket.page.click(".door:has-text('Hide')")
    pocket.page.wait_for_selector(".month")
    assert "notice" not in pocket.page.inner_text("body").lower()
    pocket.page.click("text=Open")
    pocket.page.click(".door:has-text('Enter')")
    pocket.page.fill("#words", WORDS + "x")
    pocket.page.keyboard.press("Enter")
    pocket.page.wait_for_selector("text=It does not open")


def test_what_ends_after_hiding_shows_nothing(pocket: Pocket) -> None:
    pocket.page.click(".door:has-text('Enter')")
    pocket.page.fill("#words", WORDS)
    pocket.page.keyboard.press("Enter")
    pocket.page.click(".tool-words")
    pocket.page.wait_for_timeout(5_000)
    assert pocket.page.is_visible(".month"), "it opened after all"
