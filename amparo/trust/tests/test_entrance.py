from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
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
from amparo.trust.tries import TRIES as BOOK
from tests.founding import quick_stretch

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Answer

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("deployment", "quick_passphrases", "small_site"),
    pytest.mark.urls(site.__name__),
]

SESSION, UNLOCK = "amparo_session", "amparo_unlock"


@pytest.fixture
def small_site(settings: Settings) -> Iterator[None]:
    settings.MIDDLEWARE = site.MIDDLEWARE
    settings.LOGIN_URL = "trust:sign_in"
    BOOK.forget_all()
    yield
    site.GRANTS.clear()


@pytest.fixture
def ana(deployment: Path, quick_passphrases: None) -> Account:  # noqa: ARG001
    return person("ana.demo")


def sign_in(client: Client, username: str = "ana.demo", said: str = PASSPHRASE) -> "Answer":
    return client.post("/in/", {"username": username, "passphrase": said})


def is_out(client: Client) -> bool:
    answer = client.get("/start/")
    return answer.status_code == 302 and answer["Location"] == "/in/?next=/start/"


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
    change_passphrase(account, PASSPHRASE, "seven green kites above", by=None, at=AT)
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


def test_a_stolen_row_signs_nobody_in(client: Client, ana: Account) -> None:
    sign_in(client)
    row = Session.objects.get(account=ana)
    thief = Client()
    for taken in (row.key_hash, row.key_hash[:32], row.data):
        thief.cookies[SESSION] = taken
        assert is_out(thief)


def test_data_copied_into_another_row_say_nothing(client: Client, ana: Account) -> None:
    sign_in(client)
    eva, other = person("eva.demo"), Client()
    sign_in(other, "eva.demo")
    Session.objects.filter(account=eva).update(data=Session.objects.get(account=ana).data)
    assert SessionStore(other.cookies[SESSION].value).load() == {}
    assert is_out(other)


@pytest.mark.usefixtures("ana")
def test_a_session_cookie_without_the_unlock_cookie_opens_no_page(client: Client) -> None:
    sign_in(client)
    half = Client()
    half.cookies[SESSION] = client.cookies[SESSION].value
    assert is_out(half)
    half.cookies[UNLOCK] = "x" * 43
    assert is_out(half)


@pytest.mark.usefixtures("ana")
def test_another_s_unlock_cookie_does_not_fit_and_is_taken_back(client: Client) -> None:
    person("eva.demo")
    other = Client()
    sign_in(client)
    sign_in(other, "eva.demo")
    client.cookies[UNLOCK] = other.cookies[UNLOCK].value
    assert is_out(client)
    assert client.cookies[UNLOCK].value == ""


@pytest.mark.usefixtures("ana")
def test_a_session_that_was_planted_before_sign_in_is_worth_nothing_after(client: Client) -> None:
    planted = SessionStore()
    planted["planted"] = "yes"
    planted.create()
    client.cookies[SESSION] = planted.session_key or ""
    sign_in(client)
    assert client.cookies[SESSION].value != planted.session_key
    assert not SessionStore().exists(planted.session_key)
    assert not client.get("/start/").content.decode().endswith("as a stranger")


def test_signing_out_kills_the_session_and_takes_the_cookies(client: Client, ana: Account) -> None:
    sign_in(client)
    kept = {name: client.cookies[name].value for name in (SESSION, UNLOCK)}
    client.post("/out/")
    assert (client.cookies[SESSION].value, client.cookies[UNLOCK].value) == ("", "")
    assert not Session.objects.filter(account=ana).exists()
    for name, value in kept.items():
        client.cookies[name] = value
    assert is_out(client)
    assert Record.objects.filter(can=Can.SIGN_OUT, by=ana.id).count() == 1


def test_another_passphrase_kills_every_session(client: Client, ana: Account) -> None:
    sign_in(client)
    change_passphrase(ana, PASSPHRASE, "seven green kites above", by=ana.id, at=AT)
    assert not Session.objects.filter(account=ana).exists()
    assert is_out(client)


def test_a_session_restored_from_before_the_new_passphrase_is_not_accepted(
    client: Client, ana: Account
) -> None:
    sign_in(client)
    old = Session.objects.get(account=ana)
    change_passphrase(ana, PASSPHRASE, "seven green kites above", by=ana.id, at=AT)
    old.save(force_insert=True)
    assert is_out(client)


def test_a_closed_account_is_out_at_once(client: Client, ana: Account) -> None:
    sign_in(client)
    Account.objects.filter(pk=ana.pk).update(is_active=False)
    assert is_out(client)


@pytest.mark.parametrize(
    ("started", "seen", "is_over"),
    [
        (timedelta(hours=1), timedelta(minutes=29), False),
        (timedelta(hours=1), timedelta(minutes=31), True),
        (timedelta(hours=7, minutes=59), timedelta(minutes=1), False),
        (timedelta(hours=8, minutes=1), timedelta(minutes=1), True),
    ],
)
def test_a_session_ends_after_half_an_hour_idle_and_eight_hours_in_any_case(
    client: Client, ana: Account, started: timedelta, seen: timedelta, *, is_over: bool
) -> None:
    sign_in(client)
    now = timezone.now()
    mine = Session.objects.filter(account=ana)
    mine.update(started_at=now - started, seen_at=now - seen)
    SessionStore.clear_expired()
    assert mine.exists() is not is_over
    assert is_out(client) is is_over


@pytest.mark.parametrize("column", ["seen_at", "started_at"])
def test_an_ended_session_is_refused_even_before_it_is_cleared_away(
    client: Client, ana: Account, column: str
) -> None:
    sign_in(client)
    Session.objects.update(**{column: timezone.now() - timedelta(hours=9)})
    assert is_out(client)
    assert not Session.objects.filter(account=ana).exists()


def test_using_a_session_keeps_it_alive_and_is_noted_to_the_minute(
    client: Client, ana: Account
) -> None:
    sign_in(client)
    mine = Session.objects.filter(account=ana)
    seen = timezone.now() - timedelta(minutes=20)
    mine.update(seen_at=seen)
    client.get("/start/")
    noted = mine.get().seen_at
    assert noted > seen
    client.get("/start/")
    assert mine.get().seen_at == noted


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
