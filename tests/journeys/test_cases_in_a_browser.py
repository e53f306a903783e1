"""Searching cases at a real browser, by keyboard too; and the same pages written from the right."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import Browser
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from amparo.dossiers.models import Dossier
from tests.journeys.browser import Screen
from tests.journeys.desk import Desk
from tests.tongue import CODE, begin_language, install_words
from tests.world import World


@pytest.fixture
def screen(chromium: Browser, live_server: LiveServer) -> Iterator[Screen]:
    context = chromium.new_context(locale="en-GB")
    context.set_default_timeout(60_000)
    yield Screen(context=context, site=live_server.url)
    context.close()


def case_of_ana(world: World) -> Dossier:
    case = world.case_of(world.raise_concern())
    world.opened(case)
    world.take(case, "receipt", conflict="none", danger_checked="safe_now", reserve="yes")
    world.take(case, "inquire", child_name="MARK-CHILD Quispe")
    world.assign(case)
    return case


def looks_again(screen: Screen) -> Screen:
    """Look at this page closely, though one of its address was looked at before."""
    screen.looked_at.clear()
    return screen


def test_cases_are_searched_and_names_shown(desk: Desk, screen: Screen) -> None:
    case = case_of_ana(desk.world)
    ana = looks_again(screen.signs_in("ana")).follows("Cases").reads("My cases", case.number)
    ana.does_not_read("MARK-CHILD")
    looks_again(ana).presses("Show names on this list").reads("MARK-CHILD Quispe")
    looks_again(ana).presses("Search", name="kispe mark-child").reads(case.number, "Show all again")
    looks_again(ana).presses("Search", name="Rosa Mamani").reads("Nothing fits")
    looks_again(ana).presses("Search", number="K7QM").reads("compare them one by one")
    assert "MARK" not in ana.page.url
    carmen = looks_again(screen.signs_in("carmen")).follows("Cases").reads("Cases of the office")
    carmen.page.get_by_text("Narrow the list").click()
    looks_again(carmen).presses("Search", clock="late").reads("Take one choice back")
    assert screen.stumbles == []


def test_a_name_is_searched_without_a_mouse(desk: Desk, screen: Screen) -> None:
    case = case_of_ana(desk.world)
    ana = screen.signs_in("ana").goes("/cases/").tabs_to("Name of the child")
    ana.page.keyboard.type("Quispe MARK-CHILD")
    ana.enters().reads("1 case", case.number)


def test_pages_written_from_the_right_are_as_easy_to_use(
    desk: Desk,
    screen: Screen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    settings: Settings,
) -> None:
    begin_language(tmp_path, monkeypatch, settings)
    install_words(tmp_path, desk.world)
    case = case_of_ana(desk.world)
    ana = screen.signs_in("ana")
    cookie = {"name": django_settings.LANGUAGE_COOKIE_NAME, "value": CODE, "url": screen.site}
    ana.context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict is wanted
    for address in ("/duties/", "/cases/", f"/dossiers/{case.pk}/file/", "/numbers/"):
        looks_again(ana).goes(address)
        assert ana.page.evaluate("getComputedStyle(document.body).direction") == "rtl"
        left = "document.querySelector('h1').getBoundingClientRect().right"
        assert ana.page.evaluate(left) > ana.page.viewport_size["width"] / 2  # type: ignore[index]
    assert [fault for fault in screen.stumbles if "valid-lang" not in fault] == []
