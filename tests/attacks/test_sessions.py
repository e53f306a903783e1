"""Sessions at the desk: a copy of the table opens nothing, and every end of one is an end."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from amparo.base.ids import new_id
from amparo.dossiers.models import Entry
from amparo.trust.actions.accounts import change_passphrase
from amparo.trust.backends import open_account
from amparo.trust.models import Session
from amparo.trust.sessions import SessionStore
from tests.attacks.doors import DOORS
from tests.world import PASSPHRASE, Clock, World

if TYPE_CHECKING:
    from http.cookies import Morsel

SESSION, UNLOCK = settings.SESSION_COOKIE_NAME, settings.UNLOCK_COOKIE_NAME
MEMBERS_PAGE = "/concerns/"


def with_cookies(session: str, unlock: str) -> Client:
    client = Client()
    client.cookies[SESSION], client.cookies[UNLOCK] = session, unlock
    return client


def held(client: Client) -> tuple[str, str]:
    return client.cookies[SESSION].value, client.cookies[UNLOCK].value


def is_out(client: Client, page: str = MEMBERS_PAGE) -> bool:
    answer = client.get(page)
    return answer.status_code == 302 and answer["Location"].startswith("/sign-in/")


def test_nothing_in_a_dumped_session_table_opens_a_page(world: World) -> None:
    for who in ("rosa", "ana", "carmen"):
        world.signed_in(who)
    columns = [field.attname for field in Session._meta.concrete_fields]
    dumped = {str(text) for row in Session.objects.values_list(*columns) for text in row}
    dumped |= {text[start:] for text in dumped for start in (8, 32)}
    for session in dumped:
        for unlock in ("", "x" * 43, session):
            assert is_out(with_cookies(session[:4000], unlock[:4000]))


def test_a_dumped_session_table_holds_neither_key_nor_passphrase(world: World) -> None:
    client = world.signed_in("ana")
    private = open_account("ana", PASSPHRASE).private
    session, unlock = held(client)
    said = SessionStore(session).load()
    stored = f"{said} {list(Session.objects.values_list())}"
    for secret in (private.hex(), session, unlock, PASSPHRASE, repr(private)):
        assert secret not in stored


def test_half_of_the_cookies_opens_nothing(world: World) -> None:
    session, unlock = held(world.signed_in("rosa"))
    other_session, other_unlock = held(world.signed_in("ana"))
    assert not is_out(with_cookies(session, unlock)), "both halves, as in her own browser"
    for half in ((session, ""), ("", unlock), (session, other_unlock), (other_session, unlock)):
        assert is_out(with_cookies(*half))


@pytest.mark.usefixtures("world")
def test_a_session_planted_before_sign_in_is_not_signed_in_after() -> None:
    planted = SessionStore()
    planted["mine"] = "yes"
    planted.create()
    victim = Client()
    victim.cookies[SESSION] = planted.session_key or ""
    victim.post("/sign-in/", {"username": "rosa", "passphrase": PASSPHRASE})
    assert not is_out(victim)
    session, unlock = held(victim)
    assert session != planted.session_key
    assert is_out(with_cookies(planted.session_key or "", unlock))
    assert "mine" not in SessionStore(session).load()


def test_a_session_s_id_can_t_be_guessed(world: World) -> None:
    """32 signs of 36 are 165 bits; the other half is a key of its own."""
    seen = [held(world.signed_in("rosa")) for _time in range(3)]
    assert len({half for both in seen for half in both}) == 6
    for session, unlock in seen:
        assert re.fullmatch("[a-z0-9]{32}", session)
        assert len(unlock) >= 43


def test_signing_in_again_ends_the_session_before(world: World) -> None:
    client = world.signed_in("rosa")
    before = held(client)
    client.post("/sign-in/", {"username": "rosa", "passphrase": PASSPHRASE})
    assert held(client) != before
    assert is_out(with_cookies(*before))


def test_typing_the_passphrase_again_ends_the_session_before(world: World) -> None:
    client = world.signed_in("lucia")
    for passphrase, stays in (("another river of ours", True), (PASSPHRASE, False)):
        before = held(client)
        said = {"name": "My phone", "code": "000000", "passphrase": passphrase}
        client.post("/access/app/", said)
        assert (held(client) == before) is stays
        assert is_out(with_cookies(*before)) is not stays
        assert not is_out(client)


def test_signing_out_ends_that_session_and_no_other(world: World) -> None:
    here, elsewhere = world.signed_in("rosa"), world.signed_in("rosa")
    kept = held(here)
    here.post("/sign-out/")
    assert is_out(here)
    assert is_out(with_cookies(*kept))
    assert not is_out(elsewhere)


def test_another_passphrase_ends_all_sessions_of_the_account(world: World) -> None:
    rosa, again, lucia = (world.signed_in(who) for who in ("rosa", "rosa", "lucia"))
    dumped = list(Session.objects.all())
    account = world.people["rosa"]
    change_passphrase(
        account, PASSPHRASE, "green kites over seven roofs", by=account.id, at=world.clock.at
    )
    assert is_out(rosa)
    assert is_out(again)
    assert not is_out(lucia)
    Session.objects.all().delete()
    Session.objects.bulk_create(dumped)
    assert is_out(rosa), "nor does a table from before, put back, bring one back"


@pytest.mark.parametrize(
    "length", [timedelta(minutes=16), timedelta(hours=8, minutes=1)], ids=["idle", "too long"]
)
def test_a_session_ends_by_itself_and_so_does_its_key(
    world: World, clock: Clock, length: timedelta
) -> None:
    client = world.signed_in("rosa")
    end = clock.at + length
    while clock.at + timedelta(minutes=14) < end and length > timedelta(hours=1):
        clock.move(minutes=14)
        assert not is_out(client), "used every few minutes, it stays open"
    clock.at = end
    assert is_out(client)


def test_a_clock_that_moves_back_a_little_neither_ends_nor_lengthens_a_session(
    world: World, clock: Clock
) -> None:
    client = world.signed_in("rosa")
    clock.move(minutes=-10)
    assert not is_out(client)
    clock.move(minutes=26)
    assert is_out(client)


def test_a_clock_that_moves_far_back_ends_sessions_whose_age_nobody_knows(
    world: World, clock: Clock
) -> None:
    client = world.signed_in("rosa")
    clock.move(hours=-3)
    assert is_out(client)


@pytest.mark.usefixtures("world")
def test_every_cookie_is_for_this_site_and_out_of_a_script_s_reach() -> None:
    client = Client()
    client.get("/sign-in/")
    client.post("/sign-in/", {"username": "ana", "passphrase": PASSPHRASE})
    client.get("/duties/absence/")
    client.post("/duties/absence/", {"deputy": ""})
    assert {SESSION, UNLOCK, settings.CSRF_COOKIE_NAME, "messages"} <= set(client.cookies)
    for cookie in client.cookies.values():
        assert flags(cookie) == (True, "Strict", "/", ""), cookie.key
    for name in (SESSION, UNLOCK, "messages"):
        assert client.cookies[name]["expires"] == "", f"{name} outlives the browser"


def flags(cookie: "Morsel[str]") -> tuple[object, ...]:
    return tuple(cookie[name] for name in ("httponly", "samesite", "path", "domain"))


WITHOUT_A_SESSION = ("desk:witness_cosign", "phone:enrol", "phone:lost", "phone:sync")
"""Taken by a token, a code or a device's signature, none of which a browser sends by itself."""


def test_no_form_is_taken_that_another_site_sent(world: World) -> None:
    """Signed in or not, a POST without this site's own token is refused and changes nothing."""
    for who in ("rosa", "ana", "carmen"):
        client = Client(enforce_csrf_checks=True)
        client.cookies.update(world.signed_in(who).cookies)
        entries = Entry.objects.count()
        for name, doors in DOORS.items():
            for door in doors:
                ids = {"id": new_id(world.clock.at)} if door.things else {}
                answer = client.post(reverse(name, kwargs={**ids, **door.rest}), {**door.said})
                may_not = (400, 401, 404) if name in WITHOUT_A_SESSION else ()
                refused = (403, 405, *may_not)
                assert answer.status_code in refused, f"{name} answers {answer.status_code}"
        assert Entry.objects.count() == entries
