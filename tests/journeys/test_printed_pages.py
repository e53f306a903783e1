"""What is printed from the desk, in Chromium: each page looked at, and its sheets of A4 counted."""

import re

import pytest
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from tests.journeys.browser import Screen
from tests.journeys.desk import Desk
from tests.journeys.printing import pages_in, printed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_file_and_a_protocols_drawing_come_out_on_a4(
    desk: Desk, chromium: Browser, live_server: LiveServer
) -> None:
    desk.it_is("2027-05-10 11:00")
    case = desk.world.case_of(desk.world.raise_concern())
    context = chromium.new_context(java_script_enabled=True)
    screen = Screen(context=context, site=live_server.url).signs_in("ana")
    the_drawing_has_the_pages_that_it_says(screen)
    the_file_bears_its_number(screen, f"/dossiers/{case.id}/")
    the_copy_and_what_restricts_it(screen, f"/dossiers/{case.id}/")
    assert screen.stumbles == []
    context.close()


def the_drawing_has_the_pages_that_it_says(screen: Screen) -> None:
    screen.goes("/protocols/case/").follows("The same as a drawing").follows("The drawing to print")
    pages = screen.html.count("<svg")
    assert f"page {pages} of {pages}" in screen.html
    assert pages_in(printed(screen.page)) == pages


def the_file_bears_its_number(screen: Screen, case: str) -> None:
    screen.goes(f"{case}file/").follows("Print the file").presses("Show it for the printer")
    assert re.search(r"print 1 · DEMUNA Calca", screen.html)
    assert pages_in(printed(screen.page)) >= 1


def the_copy_and_what_restricts_it(screen: Screen, case: str) -> None:
    screen.goes(f"{case}restrict/").reads("There is nothing to restrict yet")
    screen.goes(f"{case}copy/").presses("Open the pieces and decide")
    screen.presses("Make the copy", copy_for="the mother", read_again="yes")
    screen.reads("There is no piece to give yet.")
    assert pages_in(printed(screen.page)) == 1
