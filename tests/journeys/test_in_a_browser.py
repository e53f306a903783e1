"""The whole path in Chromium, with scripts and without: from danger to T3, and who looks after it.

Every page on the way is looked at by axe at 360 and at 1280 px; none scrolls sideways, each thing
to press can be pressed with a thumb, and the browser complains of nothing.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browser import Screen
from tests.journeys.desk import Desk
from tests.journeys.raising import goes_on

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAID: dict[str, dict[str, str | list[str]]] = {
    "danger": {"called_hour": "09:10"},
    "who_not": {"keep_from": ["school", "police"]},
    "seen": {"signs": ["school", "work"], "last_time": "month", "how_known": "noticed"},
    "children": {
        "how_many": "2",
        "each_child-0-child_age": "6_11",
        "each_child-0-child_sex": "girl",
    },
    "where": {"home_district": "ours", "home_place": "MARK-PLACE", "person": "nobody"},
    "words": {"child_view": "agrees", "words_seen": "MARK-WORDS"},
    "find": {"child_called": "MARK-NAME", "language": "que", "needs": ["none"]},
    "about_me": {"tie": "neighbour", "call_me": "MARK-CALL", "safe_number": "999 111 222"},
}
RECEIPT = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "accompany_to",
    "accompany_to": "office",
    "answer_by": "2027-05-14",
}
QUALIFIED = {
    "child_name": "MARK-CHILD",
    "age_band": "9_11",
    "sex": "girl",
    "in_household": "yes",
    "rights": ["vac.neglect.educational"],
    "crime": "no",
    "family_protection": "none",
    "competence": "ours",
    "today": ["nothing_today"],
    "alleged_tie": "nobody",
    "child_told": "told",
    "child_told_on": "2027-05-10",
    "caregiver_told": "planned",
    "caregiver_told_on": "2027-05-12",
    "priority": "d7",
    "next": "asesoria",
}
WRITE = "Write it down"


@pytest.fixture
def contexts(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Return what opens a fresh profile; all are closed after the test."""
    opened: list[BrowserContext] = []

    def fresh(*, scripts: bool) -> BrowserContext:
        context = chromium.new_context(java_script_enabled=scripts, locale="en-GB")
        context.set_default_timeout(20_000)
        opened.append(context)
        return context

    yield fresh
    for context in opened:
        context.close()


@pytest.fixture(params=["with_scripts", "without_scripts"])
def screen(
    request: pytest.FixtureRequest,
    contexts: Callable[..., BrowserContext],
    live_server: LiveServer,
) -> Screen:
    if request.param == "with_scripts":
        return Screen(context=contexts(scripts=True), site=live_server.url)
    glass = contexts(scripts=True)
    return Screen(context=contexts(scripts=False), site=live_server.url, glass_context=glass)


@pytest.mark.opens("concern", "receipt", "qualification", "feedback", "release")
def test_from_danger_to_the_last_answer(desk: Desk, screen: Screen) -> None:
    a_number_answers(desk, screen)
    a_whole_concern_is_raised(screen)
    the_officer_opens_receives_and_qualifies(desk, screen)
    the_raiser_hears_each_answer(desk, screen)
    the_supervisor_looks_after_it(desk, screen)
    oversight_sees_what_was_missed(desk, screen)
    anybody_reads_how_it_is_done(screen)
    assert len(screen.looked_at) > 25, "the journey was not whole"
    assert screen.stumbles == []


def a_number_answers(desk: Desk, screen: Screen) -> None:
    desk.it_is("2027-05-10 09:10")
    rosa = screen.signs_in("rosa").follows("There is danger now")
    rosa.presses("Whom to call here", danger_now="today", health_now="no")
    rosa.presses("Nobody answers").reads("Tried already").presses("They answered")


def a_whole_concern_is_raised(screen: Screen) -> None:
    goes_on(screen, SAID)
    screen.reads("Where it goes", "DEMUNA", "Who will not know", "the school", "MARK-WORDS")
    screen.presses("Send").reads("It reached the office", "No person has read it yet.")


def the_officer_opens_receives_and_qualifies(desk: Desk, screen: Screen) -> None:
    number = desk.case_for("demuna").number
    ana = screen.signs_in("ana").reads_in_order("Danger that no person has answered", number)
    ana.follows(number).follows("Open the file").reads("MARK-WORDS").does_not_read("MARK-CALL")
    ana.follows("Receipt").presses(WRITE, arrived="app").reads("To mend")
    ana.presses(WRITE, RECEIPT).follows("Qualify").presses(WRITE, QUALIFIED)
    ana.reads("Written down.", "Qualified")
    ana.follows("Open the file")
    ana.presses("Show how the person who raised it may be called, for one call")
    ana.reads("MARK-CALL", "999 111 222")


def the_raiser_hears_each_answer(desk: Desk, screen: Screen) -> None:
    case = desk.case_for("demuna")
    rosa = screen.signs_in("rosa").follows("My concerns")
    rosa.reads("A person has read your notice", "Go with them to this office.", "Fri 14 May 2027")
    ana = screen.signs_in("ana").goes(f"/dossiers/{case.id}/")
    ana.follows("Answer the person who raised it").presses(WRITE, answer="in_hand")
    rosa = screen.signs_in("rosa").follows("My concerns")
    rosa.reads("It is in the hands of whoever it belongs to.")
    ana = screen.signs_in("ana").goes(f"/dossiers/{case.id}/steps/release/")
    ana.presses(WRITE, release_why="attention_ended")
    rosa = screen.signs_in("rosa").follows("My concerns").reads("You no longer need to keep this")
    rosa.follows(case.code_word).reads("What was answered to").does_not_read("MARK-")


def the_supervisor_looks_after_it(desk: Desk, screen: Screen) -> None:
    """Another one arrives, which nobody opens for a week."""
    case = desk.world.case_of(desk.world.raise_concern("lucia", danger_now="today"))
    desk.it_is("2027-05-17 09:00")
    carmen = screen.signs_in("carmen").reads("What can hurt somebody today", case.number)
    people = {name: str(desk.world.people[name].id) for name in ("ana", "beto")}
    carmen.follows(case.number)
    carmen.presses("Assign it", worker=people["beto"], deputy=people["ana"])
    carmen.follows(case.number).follows("Keep a person or a body out of it")
    carmen.presses("Keep them out", who=who_in(screen, "Beto"), reason="kin")
    carmen.reads("From now on they do not see").does_not_read("MARK-")
    carmen.goes("/office/").follows("Who opened what").reads("Ana (made up)", "opened the file")
    carmen.goes("/office/").follows("Who is on duty, away, standing in").reads("Beto (made up)")


def who_in(screen: Screen, name: str) -> str:
    """Return the choice under which the page of a conflict knows somebody."""
    option = screen.page.locator("select[name=who] option", has_text=name).first
    return str(option.get_attribute("value"))


def oversight_sees_what_was_missed(desk: Desk, screen: Screen) -> None:
    numbers = [case.number for case in desk.cases("demuna")]
    julio = screen.signs_in("julio").goes("/oversight/")
    julio.reads("DEMUNA Calca (made up)", "fewer than 5").does_not_read("MARK-", *numbers)


def anybody_reads_how_it_is_done(screen: Screen) -> None:
    beto = screen.signs_in("beto").follows("How we work").follows("The service's work")
    beto.reads("Qualify", "24 hours", "DS 005-2019-MIMP art. 30.2", "not verified")


@pytest.mark.opens("concern")
def test_danger_needs_no_mouse(
    desk: Desk, contexts: Callable[..., BrowserContext], live_server: LiveServer
) -> None:
    desk.it_is("2027-05-14 21:30")
    screen = Screen(context=contexts(scripts=True), site=live_server.url).signs_in("rosa")
    screen.tabs_to("There is danger now").enters()
    screen.tabs_to("yes").page.keyboard.press("Space")
    screen.tabs_to("Whom to call here").enters().reads("Call 084 111 222")
    screen.tabs_to("Nobody answers").enters().reads("Tried already")
    screen.tabs_to("They answered").enters()
    screen.tabs_to("Go on").enters()
    screen.tabs_to("nobody in particular").page.keyboard.press("Space")
    screen.tabs_to("Go on").enters()
    screen.tabs_to("Go on").enters()
    screen.tabs_to("Send").enters().reads("It reached the office")
