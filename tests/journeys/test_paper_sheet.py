"""The concern's form on a sheet of paper: one page of A4, with every question and answer."""

import pytest
from django.conf import settings
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browser import Screen
from tests.journeys.desk import Desk
from tests.journeys.printing import pages_in, printed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("who", ["rosa", "ana"])
def test_the_sheet_is_one_page_of_a4(
    desk: Desk, chromium: Browser, live_server: LiveServer, who: str
) -> None:
    desk.it_is("2027-05-10 09:15")
    context = chromium.new_context(java_script_enabled=True)
    screen = Screen(context=context, site=live_server.url).signs_in(who)
    for language, says in (("es", "Hoja de papel"), ("en", "Paper sheet")):
        cookie = {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}
        context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict is wanted
        screen.goes("/sheet/").reads(says)
        assert pages_in(printed(screen.page)) == 1, language
    assert screen.stumbles == []
    context.close()
