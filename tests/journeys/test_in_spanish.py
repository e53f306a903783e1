"""People work in Spanish: no page of the desk shows them a word of English."""

import pytest
from django.core.management import call_command
from django.test import Client

from amparo.dossiers.models import Dossier
from tests.filling import fill
from tests.journeys.desk import Visit
from tests.journeys.spanish import Walk, left_in_english, speaks_spanish
from tests.world import World

WALKS = {
    "rosa": {"home", "concerns", "concern", "danger", "numbers", "raise_check", "raise_page words"},
    "ana": {"duties", "dossier", "file", "step qualify", "step refer", "register", "letter"},
    "carmen": {"office", "assign", "conflict", "deputies", "readings", "protocol case"},
    "irma": {"oversight", "protocols", "protocol concern", "numbers"},
}
"""Who walks, and some of what they must have come by: a walk that stays at home proves nothing."""


CALL_BACK = "Mostrar cómo llamar a la persona que avisó, para una llamada"


@pytest.fixture
def busy(world: World) -> World:
    """A world in which something was raised, read and missed."""
    case = world.case_of(world.raise_concern())
    world.raise_concern(signs=("hurt", "sexual"), health_now="yes")
    world.signed_in("ana").get(f"/dossiers/{case.id}/file/")
    world.take(case, "receipt", conflict="none", danger_checked="safe_now", reserve="yes")
    world.clock.move(days=9)
    call_command("tick", verbosity=0)
    return world


def of_an_officer(world: World) -> tuple[str, ...]:
    """Return where an officer's walk begins: what was received, and what waits for a hand-over."""
    cases = Dossier.objects.filter(protocol="case", parties__body=world.bodies["demuna"])
    received = cases.get(entries__step="receipt")
    relayed = cases.filter(parties__for_body__isnull=False).first()
    assert relayed is not None
    return tuple(f"/dossiers/{case.id}/" for case in (received, relayed))


@pytest.mark.parametrize("who", WALKS)
def test_no_page_in_spanish_shows_english(busy: World, who: str) -> None:
    walk = Walk(busy, who).through(*of_an_officer(busy) if who == "ana" else (), "/")
    assert walk.found == {}
    assert {f"desk:{kind}" for kind in WALKS[who]} - walk.seen.keys() == set()


def test_what_a_button_opens_is_in_spanish(busy: World) -> None:
    received, relayed = of_an_officer(busy)
    ana, carmen, rosa = (visit(busy, who) for who in ("ana", "carmen", "rosa"))
    pages = [
        ana.goes(f"{relayed}letter/").presses("Mostrar la carta").html,
        ana.goes(f"{received}file/").presses(CALL_BACK).html,
        ana.goes(f"{received}steps/cause/").presses("Anotar", cause="no_deputy").html,
        ana.goes("/duties/absence/").presses("Pasar mis pendientes").html,
        carmen.goes("/numbers/").presses("Contestó una persona").html,
        carmen.goes("/office/").html,
        rosa.goes("/danger/").presses("A quién llamar aquí", danger_now="now").html,
        rosa.presses("Nadie contesta").html,
        rosa.presses("Me contestaron").html,
    ]
    assert [left_in_english(html) for html in pages] == [[]] * len(pages)


def visit(world: World, who: str) -> Visit:
    return Visit(speaks_spanish(world.signed_in(who)))


def test_what_has_to_be_mended_is_said_in_spanish(world: World) -> None:
    officer = speaks_spanish(world.signed_in("ana"))
    stranger = speaks_spanish(Client())
    forgetful = speaks_spanish(Client(enforce_csrf_checks=True))
    pages = [
        stranger.get("/sign-in/"),
        stranger.post("/sign-in/", {"username": "ana", "passphrase": "no"}),
        stranger.post("/sign-in/", {}),
        forgetful.post("/sign-in/", {"username": "ana"}),
        officer.get("/nothing/here/"),
        fill(officer, "/arrivals/register/", {"stamped": "yesterday"}),
    ]
    assert [left_in_english(page.content.decode()) for page in pages] == [[]] * len(pages)


def test_english_is_found_where_there_is_some(world: World) -> None:
    page = world.signed_in("ana").get("/duties/").content.decode()
    found = left_in_english(page)
    assert "Not opened yet" in found or "Nothing is owed now" in found
    assert "My duties" in found
