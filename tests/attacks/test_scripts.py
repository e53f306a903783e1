"""Scripts as answers: shown as the text they are, and run by no browser."""

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext
from pytest_django.live_server_helper import LiveServer

from amparo.dossiers.models import Dossier
from tests.filling import raise_at_desk, text_of
from tests.world import World

EVIL = "<script>document.title='RUN'</script><img src=x onerror=\"document.title='RUN'\">"
CONCERN = {
    "where": {"home_district": "ours", "home_place": EVIL, "person": "nobody"},
    "words": {"child_view": "agrees", "words_said": EVIL, "words_seen": EVIL},
    "find": {"child_called": "<b>x</b>", "good_hour_place": EVIL},
}

pytestmark = pytest.mark.django_db(transaction=True)


def evil_case(world: World) -> Dossier:
    raise_at_desk(world.signed_in("rosa"), **CONCERN)
    return Dossier.objects.get(protocol="case", parties__body=world.bodies["demuna"])


def test_a_script_in_an_answer_is_escaped_wherever_it_is_shown(world: World) -> None:
    case = evil_case(world)
    page = world.signed_in("ana").get(f"/dossiers/{case.id}/file/")
    assert text_of(page).count("&lt;script&gt;") >= 4
    assert "<script>document" not in text_of(page)
    assert "onerror=&quot;" in text_of(page)


def test_every_page_forbids_whatever_did_not_come_from_here(world: World) -> None:
    case = evil_case(world)
    client = world.signed_in("ana")
    for address in ("/sign-in/", "/duties/", f"/dossiers/{case.id}/file/", "/nothing/"):
        policy = client.get(address)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.browser
def test_a_browser_runs_nothing_of_it(
    world: World, live_server: LiveServer, browsing: BrowserContext
) -> None:
    case = evil_case(world)
    client = world.signed_in("ana")
    names = (settings.SESSION_COOKIE_NAME, settings.UNLOCK_COOKIE_NAME)
    held = [(name, client.cookies[name].value) for name in names]
    browsing.add_cookies(
        [{"name": name, "value": value, "url": live_server.url} for name, value in held]
    )
    page = browsing.new_page()
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.goto(f"{live_server.url}/dossiers/{case.id}/file/")
    assert case.number in page.title()
    assert "RUN" not in page.title()
    assert dialogs == []
    assert page.locator("script:not([src])").count() == 0
    assert page.locator("main img").count() == 0
