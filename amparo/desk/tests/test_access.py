"""One's own access at the desk: a second factor, another passphrase, other sessions."""

import re
from html import unescape
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.sealing.one_time import code_at, new_seed, step_of
from amparo.trust.actions.factors import add_app, make_recovery_codes
from amparo.trust.backends import open_account
from amparo.trust.models import Deployment, Factor, RecoveryCode, Session
from tests.filling import text_of
from tests.world import PASSPHRASE, Clock, World

NEW = "green kites over seven roofs"


def english() -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def comes(client: Client, who: str, passphrase: str = PASSPHRASE) -> str:
    answer = client.post("/sign-in/", {"username": who, "passphrase": passphrase})
    return answer.get("Location", "") or text_of(answer)


def with_app(world: World, who: str) -> bytes:
    """Give somebody an app, a while ago, and return its seed."""
    account, seed, at = world.people[who], new_seed(), world.clock.at
    private = open_account(who, PASSPHRASE).private
    typed = code_at(seed, step_of(at))
    add_app(account, seed, typed, "my phone", private=private, by=account.id, at=at)
    world.clock.move(minutes=2)
    return seed


def code_now(world: World, seed: bytes) -> str:
    return code_at(seed, step_of(world.clock.at))


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"no {name} in the page"
    return unescape(found[1])


def seed_on(page: str) -> bytes:
    import base64  # noqa: PLC0415

    found = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert found
    return base64.b32decode(found[1].replace(" ", ""))


def test_an_app_is_added_by_its_first_code_and_asked_for_from_then_on(world: World) -> None:
    client = world.signed_in("rosa")
    page = text_of(client.get("/access/app/"))
    said = {"offer": hidden(page, "offer"), "name": "my phone", "passphrase": PASSPHRASE}
    wrong = text_of(client.post("/access/app/", {**said, "code": "000000"}))
    assert hidden(wrong, "offer")
    assert seed_on(wrong) == seed_on(page), "the same picture, so that the app need not be changed"
    right = code_now(world, seed_on(page))
    shown = text_of(client.post("/access/app/", {**said, "code": right}))
    assert len(re.findall(r"<code>[\w-]{11}</code>", shown)) == 10
    assert "my phone" in text_of(client.get("/access/"))
    assert comes(english(), "rosa") == "/sign-in/second/?next=%2F"


def test_the_picture_says_what_the_text_says(world: World) -> None:
    page = text_of(world.signed_in("rosa").get("/access/app/"))
    assert '<path class="qr-ink" d="M4 4h1v1h-1z' in page
    assert "otpauth://totp/Agenda:rosa?secret=" in page
    assert "http://" not in page.replace("http://localhost", "")


def test_without_the_passphrase_nothing_is_added(world: World) -> None:
    client = world.signed_in("rosa")
    page = text_of(client.get("/access/app/"))
    said = {"offer": hidden(page, "offer"), "name": "x", "code": code_now(world, seed_on(page))}
    answer = text_of(client.post("/access/app/", {**said, "passphrase": "not these words at all"}))
    assert "This is not your passphrase." in answer
    assert not Factor.objects.exists()


def test_nothing_is_shown_between_passphrase_and_code(world: World) -> None:
    seed = with_app(world, "ana")
    client = english()
    assert comes(client, "ana") == "/sign-in/second/?next=%2F"
    for page in ("/", "/duties/", "/access/", "/access/app/", "/access/passphrase/", "/hat/"):
        assert client.get(page)["Location"].startswith("/sign-in/?next="), page
    wrong = text_of(client.post("/sign-in/second/", {"code": "123 456", "next": "/duties/"}))
    assert "This code does not fit, or it was used before." in wrong
    assert client.get("/duties/").status_code == 302
    came = client.post("/sign-in/second/", {"code": code_now(world, seed), "next": "/duties/"})
    assert came["Location"] == "/duties/"
    assert client.get("/duties/").status_code == 200


def test_a_code_is_taken_once(world: World) -> None:
    seed = with_app(world, "ana")
    code = code_now(world, seed)
    first, second = english(), english()
    comes(first, "ana")
    comes(second, "ana")
    assert first.post("/sign-in/second/", {"code": code}).status_code == 302
    again = second.post("/sign-in/second/", {"code": code})
    assert "it was used before" in text_of(again)
    assert second.get("/duties/").status_code == 302


def test_a_code_from_paper_lets_in_once(world: World) -> None:
    with_app(world, "ana")
    account = world.people["ana"]
    code = make_recovery_codes(account, by=account.id, at=world.clock.at)[3]
    client = english()
    comes(client, "ana")
    assert client.post("/sign-in/second/", {"code": code.lower()}).status_code == 302
    assert "9 codes on paper are left" in text_of(client.get("/access/"))
    other = english()
    comes(other, "ana")
    assert "does not fit" in text_of(other.post("/sign-in/second/", {"code": code}))


def test_wrong_codes_are_slowed_down_for_the_account_wherever_they_come_from(world: World) -> None:
    with_app(world, "ana")
    for turn in range(9):
        client = Client(REMOTE_ADDR=f"10.0.0.{turn}", headers={"accept-language": "en"})
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        comes(client, "ana")
        last = text_of(client.post("/sign-in/second/", {"code": "000000"}))
    assert "Too many wrong codes. Wait 5 minutes and try again." in last
    assert Record.objects.filter(can="fail_factor").count() == 8


def test_halfway_in_does_not_last(world: World, clock: Clock) -> None:
    seed = with_app(world, "ana")
    client = english()
    comes(client, "ana")
    clock.move(minutes=16)
    answer = client.post("/sign-in/second/", {"code": code_now(world, seed)})
    assert answer["Location"].startswith("/sign-in/?next=")
    assert client.get("/duties/").status_code == 302


def test_who_supervises_adds_a_factor_before_anything_else(world: World) -> None:
    Deployment.objects.update(is_demo=False)
    client = english()
    assert comes(client, "carmen") == "/access/"
    page = text_of(client.get("/access/"))
    assert "In your role nobody signs in by a passphrase alone." in page
    for closed in ("/", "/office/", "/access/passphrase/", "/sign-in/second/"):
        assert client.get(closed)["Location"].startswith("/sign-in/?next="), closed
    offered = text_of(client.get("/access/app/"))
    typed = {"offer": hidden(offered, "offer"), "name": "phone"}
    code = code_now(world, seed_on(offered))
    assert "Write these codes down now" in text_of(
        client.post("/access/app/", {**typed, "code": code})
    )
    assert client.get("/office/").status_code == 200


def test_who_came_halfway_before_there_was_a_factor_adds_none_beside_it(world: World) -> None:
    """Somebody has her passphrase and came first; then she adds her own phone."""
    Deployment.objects.update(is_demo=False)
    thief = english()
    assert comes(thief, "carmen") == "/access/"
    offered = text_of(thief.get("/access/app/"))
    with_app(world, "carmen")
    code = code_now(world, seed_on(offered))
    typed = {"offer": hidden(offered, "offer"), "name": "phone", "code": code}
    assert thief.post("/access/app/", typed)["Location"].startswith("/sign-in/?next=")
    assert Factor.objects.get().name == "my phone"
    assert thief.get("/office/")["Location"].startswith("/sign-in/?next=")
    assert thief.get("/sign-in/second/").status_code == 200, "the factor is asked for now"


@pytest.mark.parametrize(("who", "asked"), [("ana", True), ("rosa", False), ("irma", True)])
@pytest.mark.usefixtures("world")
def test_who_opens_files_adds_one_and_members_are_offered_one(who: str, *, asked: bool) -> None:
    Deployment.objects.update(is_demo=False)
    assert (comes(Client(), who) == "/access/") is asked


def test_a_demo_says_that_it_asks_nobody(world: World) -> None:
    page = text_of(world.signed_in("carmen").get("/access/"))
    assert "This is a demo: nobody is made to add a second proof here." in page


def test_a_factor_is_removed_with_the_passphrase_and_told(world: World) -> None:
    with_app(world, "rosa")
    make_recovery_codes(world.people["rosa"], by=None, at=world.clock.at)
    seed = with_app(world, "rosa")
    client = english()
    comes(client, "rosa")
    client.post("/sign-in/second/", {"code": code_now(world, seed)})
    for factor in Factor.objects.all():
        address = f"/access/factors/{factor.id}/remove/"
        assert "not your passphrase" in text_of(
            client.post(address, {"passphrase": "no such words"})
        )
        assert client.post(address, {"passphrase": PASSPHRASE}).status_code == 302
    assert not Factor.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert "removed a second factor" in text_of(client.get("/access/"))


def test_the_last_factor_stays_where_the_role_needs_it(world: World) -> None:
    seed = with_app(world, "carmen")
    Deployment.objects.update(is_demo=False)
    client = english()
    comes(client, "carmen")
    client.post("/sign-in/second/", {"code": code_now(world, seed)})
    address = f"/access/factors/{Factor.objects.get().id}/remove/"
    assert "Add another one first." in text_of(client.get(address))
    client.post(address, {"passphrase": PASSPHRASE})
    assert Factor.objects.exists()


def test_nobody_touches_the_factor_of_somebody_else(world: World) -> None:
    with_app(world, "ana")
    factor = Factor.objects.get()
    for who in ("carmen", "beto", "julio"):
        client = world.signed_in(who)
        said = {"passphrase": PASSPHRASE, "account": str(world.people["ana"].id)}
        for tried in (factor.id, new_id(world.clock.at)):
            assert client.post(f"/access/factors/{tried}/remove/", said).status_code == 404
    assert Factor.objects.get().account == world.people["ana"]


def test_another_passphrase_signs_out_everywhere(world: World) -> None:
    here, elsewhere = world.signed_in("rosa"), world.signed_in("rosa")
    said = {"old": PASSPHRASE, "new": NEW, "again": NEW}
    assert "not alike" in text_of(here.post("/access/passphrase/", {**said, "again": "other"}))
    assert "not your passphrase" in text_of(here.post("/access/passphrase/", {**said, "old": NEW}))
    weak = {**said, "new": "short", "again": "short"}
    assert "too easy to guess" in text_of(here.post("/access/passphrase/", weak))
    assert here.post("/access/passphrase/", said)["Location"] == "/sign-in/"
    assert "Sign in with it" in text_of(here.get("/sign-in/"))
    assert here.get("/access/").status_code == 302
    assert elsewhere.get("/access/").status_code == 302
    assert comes(english(), "rosa", NEW) == "/"


@pytest.mark.parametrize(
    "new",
    [
        "rosa llanto puente cordero",
        "grupo llanto puente cordero",
        "calca llanto puente cordero",
        "Perú llanto puente cordero",
    ],
)
def test_names_of_person_office_and_place_make_no_passphrase(world: World, new: str) -> None:
    rosa, said = world.signed_in("rosa"), {"old": PASSPHRASE, "new": new, "again": new}
    assert "too easy to guess" in text_of(rosa.post("/access/passphrase/", said))
    assert rosa.get("/access/").status_code == 200


@pytest.mark.parametrize("new", ["dragon llanto puente cordero", "1Q2w3e4r 5t6y7u8i9o0p"])
def test_what_became_public_makes_no_passphrase(world: World, new: str) -> None:
    rosa, said = world.signed_in("rosa"), {"old": PASSPHRASE, "new": new, "again": new}
    assert "too easy to guess" in text_of(rosa.post("/access/passphrase/", said))
    assert rosa.get("/access/").status_code == 200


def test_other_sessions_end_with_the_passphrase_and_this_one_stays(world: World) -> None:
    here, elsewhere = world.signed_in("rosa"), world.signed_in("rosa")
    assert "Somewhere else" in text_of(here.get("/access/"))
    wrong = here.post("/access/elsewhere/", {"passphrase": NEW})
    assert "not your passphrase" in text_of(wrong)
    assert elsewhere.get("/access/").status_code == 200
    here.post("/access/elsewhere/", {"passphrase": PASSPHRASE})
    assert here.get("/access/").status_code == 200
    assert elsewhere.get("/access/").status_code == 302
    assert Session.objects.filter(account=world.people["rosa"]).count() == 1


def test_one_sees_what_happened_with_ones_access(world: World) -> None:
    Client().post("/sign-in/", {"username": "rosa", "passphrase": "not the right words"})
    page = text_of(world.signed_in("rosa").get("/access/"))
    assert "tried to sign in with a wrong passphrase" in page
    assert "127.0.0.1" not in page


def test_a_session_that_has_ended_by_itself_is_cleared_away_by_the_next_tick(world: World) -> None:
    world.signed_in("ana")
    world.clock.move(hours=1)
    ana = world.signed_in("ana")
    assert Session.objects.filter(account=world.people["ana"]).count() == 2
    call_command("tick", stdout=StringIO())
    assert Session.objects.filter(account=world.people["ana"]).count() == 1
    assert ana.get("/access/").status_code == 200
