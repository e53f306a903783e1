from contextlib import ExitStack
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from pytest_django.fixtures import Settings

from amparo.audit.models import Record
from amparo.base.problems import WrongPassphrase
from amparo.sealing import passphrase as sealing_passphrase
from amparo.trust.actions.accounts import change_passphrase
from amparo.trust.backends import open_account
from amparo.trust.models import Account, Session
from amparo.trust.rules import TRIES, Belonging, Can, Reader
from amparo.trust.sessions import SessionStore
from amparo.trust.tests import site
from amparo.trust.tests.people import AT, PASSPHRASE, person, private_of
from amparo.trust.tests.site import SESSION, UNLOCK, is_out, sign_in
from amparo.trust.tries import AT_THE_DOOR, DOOR
from tests.founding import quick_stretch

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("deployment", "quick_passphrases", "small_site"),
    pytest.mark.urls(site.__name__),
]


def test_signing_in_opens_the_own_key_for_later_requests(client: Client, ana: Account) -> None:
    assert sign_in(client).content == b"ana.demo"
    assert client.get("/start/").content.decode() == f"ana.demo {private_of(ana).hex()} "


def test_a_wrong_passphrase_opens_nothing_and_is_recorded(client: Client, ana: Account) -> None:
    answer = sign_in(client, said="not the right words here")
    assert answer.status_code == 400
    assert answer.content.decode() == WrongPassphrase.says
    assert is_out(client)
    assert UNLOCK not in client.cookies
    failed = Record.objects.get(can=Can.FAIL_SIGN_IN)
    assert (failed.subject, failed.by, failed.detail) == (ana.id, None, {})


def test_an_unknown_name_gets_the_same_answer_and_is_not_written_down(client: Client) -> None:
    answer = sign_in(client, "nobody.demo")
    assert (answer.status_code, answer.content.decode()) == (400, WrongPassphrase.says)
    failed = Record.objects.get(can=Can.FAIL_SIGN_IN)
    assert (failed.subject, failed.detail) == (None, {})


@pytest.mark.parametrize("case", ["known", "unknown", "closed"])
def test_the_work_of_a_failed_sign_in_is_always_the_same(
    case: str, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []

    def counted(secret: bytes, salt: bytes, **cost: object) -> bytes:
        done.append(cost)
        return quick_stretch(secret, salt)

    monkeypatch.setattr(sealing_passphrase, "hash_secret_raw", counted)
    Account.objects.filter(pk=ana.pk).update(is_active=case != "closed")
    with pytest.raises(WrongPassphrase):
        open_account("no.demo" if case == "unknown" else "ana.demo", "not the right words here")
    assert len(done) == 1


@pytest.mark.django_db(transaction=True)
def test_the_slow_work_holds_no_transaction_open(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []

    def watching(secret: bytes, salt: bytes, **_cost: object) -> bytes:
        held.append(connection.in_atomic_block)
        return quick_stretch(secret, salt)

    monkeypatch.setattr(sealing_passphrase, "hash_secret_raw", watching)
    account = person("ana.demo")
    sign_in(client)
    change_passphrase(account, PASSPHRASE, "seven kites above our roofs", by=None, at=AT)
    assert held == [False] * 4


@pytest.mark.usefixtures("ana")
def test_the_cookies_are_for_this_site_and_this_browser_session_only(client: Client) -> None:
    sign_in(client)
    for name in (SESSION, UNLOCK):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/")
        assert cookie["expires"] == ""


@pytest.mark.usefixtures("ana")
def test_served_by_https_the_cookie_never_travels_without_it(
    client: Client, settings: Settings
) -> None:
    settings.UNLOCK_COOKIE_NAME = "__Host-amparo_unlock"
    settings.SESSION_COOKIE_SECURE = True
    client.post("/in/", {"username": "ana.demo", "passphrase": PASSPHRASE}, secure=True)
    assert client.cookies["__Host-amparo_unlock"]["secure"] is True


def test_neither_cookie_is_stored_and_neither_is_the_key(client: Client, ana: Account) -> None:
    sign_in(client)
    opened = SessionStore(client.cookies[SESSION].value).load()
    stored = f"{opened} {list(Session.objects.values_list())}"
    for secret in (
        client.cookies[SESSION].value,
        client.cookies[UNLOCK].value,
        private_of(ana).hex(),
    ):
        assert secret not in stored


@pytest.mark.usefixtures("ana")
def test_too_many_tries_are_told_to_wait_and_nobody_else_is(client: Client) -> None:
    person("eva.demo")
    for _ in range(TRIES):
        assert sign_in(client, said="not the right words here").status_code == 400
    answer = sign_in(client)
    assert answer.content.decode() == (
        "Too many tries with this user name. Wait 20 seconds and try again."
    )
    assert sign_in(Client(REMOTE_ADDR="192.0.2.7")).status_code == 200, "from elsewhere"
    assert sign_in(Client(), "eva.demo").status_code == 200, "somebody else from here"


@pytest.mark.usefixtures("ana")
def test_where_very_many_come_one_is_told_to_wait_and_no_try_is_counted(client: Client) -> None:
    with ExitStack() as waiting:
        for number in range(AT_THE_DOOR):
            waiting.enter_context(DOOR.place(f"192.0.2.{number}"))
        for _ in range(TRIES + 1):
            answer = sign_in(client)
            assert "Very many are coming in at this moment." in answer.content.decode()
    assert not Record.objects.filter(can=Can.FAIL_SIGN_IN).exists()
    assert sign_in(client).status_code == 200


@pytest.mark.usefixtures("ana")
def test_getting_in_forgives_the_tries_before(client: Client) -> None:
    for _ in range(3):
        for _ in range(TRIES - 1):
            sign_in(client, said="not the right words here")
        assert sign_in(client).status_code == 200


def test_a_stranger_is_asked_to_sign_in_and_brought_back(client: Client) -> None:
    answer = client.get("/guarded/x/?page=2")
    assert answer.status_code == 302
    assert answer["Location"] == "/in/?next=/guarded/x/%3Fpage%3D2"


def test_who_may_not_finds_nothing_there(client: Client, ana: Account) -> None:
    sign_in(client)
    assert client.get("/guarded/x/").status_code == 404
    site.GRANTS["ana.demo"] = Reader(ana.id)
    assert client.get("/guarded/x/").status_code == 404


def test_who_may_in_some_body_comes_in(client: Client, ana: Account) -> None:
    sign_in(client)
    body = UUID(int=1)
    member = Reader(ana.id, (Belonging(body, "officer", AT),))
    site.GRANTS["ana.demo"] = member.allowed({body: frozenset({site.Can.OPEN_PAGE})})
    assert client.get("/guarded/x/").content == b"x 1"
    assert site.guarded.needs == site.Can.OPEN_PAGE  # type: ignore[attr-defined]
