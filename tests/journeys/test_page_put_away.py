"""A page that nobody used for a while, or that was left open in another tab, shows nothing more."""

import pytest
from playwright.sync_api import BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from amparo.trust.sessions import idle_limit
from tests.journeys.browser import Screen
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AWAY = "This page was put away"
LASTS = int(idle_limit().total_seconds() * 1000)
MINUTE = 60_000


@pytest.fixture
def screen(browsing: BrowserContext, live_server: LiveServer) -> Screen:
    """A browser whose clock can be moved."""
    screen = Screen(context=browsing, site=live_server.url)
    screen.page.clock.install()
    return screen


def an_open_file(desk: Desk, screen: Screen) -> str:
    """Let ana open what a child said; return the file's address."""
    desk.it_is("2027-05-10 10:00")
    case = desk.world.case_of(desk.world.raise_concern(words_seen="MARK-WORDS"))
    screen.signs_in("ana").goes(f"/dossiers/{case.id}/file/").reads("MARK-WORDS")
    return f"/dossiers/{case.id}/file/"


def shown(page: Page) -> str:
    return page.content() + page.title()


def test_what_was_shown_is_gone_when_its_session_has_ended(desk: Desk, screen: Screen) -> None:
    an_open_file(desk, screen)
    screen.page.clock.fast_forward(LASTS - MINUTE)
    assert "MARK-WORDS" in shown(screen.page)
    screen.page.clock.fast_forward(2 * MINUTE)
    screen.page.get_by_role("heading", name=AWAY).wait_for()
    assert "MARK-WORDS" not in shown(screen.page)
    screen.follows("Open it again").reads("MARK-WORDS")


def test_what_was_typed_is_kept_when_its_page_is_put_away(desk: Desk, screen: Screen) -> None:
    address = an_open_file(desk, screen)
    case = address.split("/")[2]
    screen.goes(f"/dossiers/{case}/steps/receipt/")
    screen.page.check("[name=conflict][value=office]")
    screen.page.fill("[name=conflict_reason]", "MARK-WHY")
    with screen.page.expect_navigation():
        screen.page.clock.fast_forward(LASTS + MINUTE)
    assert screen.page.input_value("[name=conflict_reason]") == "MARK-WHY"
    assert "We kept what you had typed." in shown(screen.page)


def test_signing_out_in_one_tab_puts_away_the_others(desk: Desk, screen: Screen) -> None:
    address = an_open_file(desk, screen)
    other = screen.context.new_page()
    other.goto(screen.site + address)
    assert "MARK-WORDS" in shown(other)
    screen.presses("Sign out")
    other.get_by_role("heading", name=AWAY).wait_for()
    assert "MARK-WORDS" not in shown(other)
