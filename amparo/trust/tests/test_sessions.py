"""What is left of a session in the database opens nothing, and every end of it is an end."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from amparo.audit.models import Record
from amparo.trust.actions.accounts import change_passphrase
from amparo.trust.models import Account, Session
from amparo.trust.rules import Can
from amparo.trust.sessions import SessionStore
from amparo.trust.tests import site
from amparo.trust.tests.people import AT, PASSPHRASE, person
from amparo.trust.tests.site import SESSION, UNLOCK, is_out, sign_in

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("deployment", "quick_passphrases", "small_site"),
    pytest.mark.urls(site.__name__),
]


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
    change_passphrase(ana, PASSPHRASE, "seven kites above our roofs", by=ana.id, at=AT)
    assert not Session.objects.filter(account=ana).exists()
    assert is_out(client)


def test_a_session_restored_from_before_the_new_passphrase_is_not_accepted(
    client: Client, ana: Account
) -> None:
    sign_in(client)
    old = Session.objects.get(account=ana)
    change_passphrase(ana, PASSPHRASE, "seven kites above our roofs", by=ana.id, at=AT)
    old.save(force_insert=True)
    assert is_out(client)


def test_a_closed_account_is_out_at_once(client: Client, ana: Account) -> None:
    sign_in(client)
    Account.objects.filter(pk=ana.pk).update(is_active=False)
    assert is_out(client)


@pytest.mark.parametrize(
    ("started", "seen", "is_over"),
    [
        (timedelta(hours=1), timedelta(minutes=14), False),
        (timedelta(hours=1), timedelta(minutes=16), True),
        (timedelta(hours=7, minutes=59), timedelta(minutes=1), False),
        (timedelta(hours=8, minutes=1), timedelta(minutes=1), True),
        # A clock that was ahead and moved back: a little is let pass, much is nobody's session.
        (timedelta(minutes=-5), timedelta(minutes=-5), False),
        (timedelta(minutes=-16), timedelta(minutes=-16), True),
        (timedelta(hours=-9), timedelta(minutes=1), True),
    ],
)
def test_a_session_ends_after_a_quarter_of_an_hour_idle_and_eight_hours_in_any_case(
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
    seen = timezone.now() - timedelta(minutes=10)
    mine.update(seen_at=seen)
    client.get("/start/")
    noted = mine.get().seen_at
    assert noted > seen
    client.get("/start/")
    assert mine.get().seen_at == noted


def test_reading_goes_on_where_the_use_of_a_session_can_not_be_noted(
    client: Client, ana: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    Session.objects.filter(account=ana).update(seen_at=timezone.now() - timedelta(minutes=10))

    def full(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(QuerySet, "update", full)
    assert not is_out(client)
