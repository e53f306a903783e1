"""Bad input at each door: a clear sentence, nothing half written, nothing typed lost."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import models
from django.test import Client

from amparo.desk.tokens import FormToken
from amparo.dossiers.models import Dossier, Draft, Entry, SealedPart
from amparo.system.models import Absence
from tests.attacks.form_pages import ODD_TEXTS, PAGES, FormPage, on_page
from tests.filling import fill, text_of, token_of
from tests.load.silence import Silent
from tests.world import PASSPHRASE, Clock, World

WRITTEN: tuple[type[models.Model], ...] = (Dossier, Entry, SealedPart, Absence)
EACH = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
DATED = {name: page for name, page in PAGES.items() if page.day}
CLOSED = {name: page for name, page in PAGES.items() if page.must}
IMPOSSIBLE = ("2027-02-31", "31/02/2027", "0000-00-00", "99999-01-01", "2027-13-01T25:61", "MARK")


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Nothing typed may stand in the log, whatever it was."""
    caplog.set_level(logging.INFO)
    yield
    assert "MARK" not in caplog.text


def rows() -> tuple[int, ...]:
    return tuple(model._default_manager.count() for model in WRITTEN)  # noqa: SLF001


@EACH
def test_a_form_that_was_sent_twice_is_stored_once(world: World, page: FormPage) -> None:
    address, client = page.address(world), world.signed_in(page.who)
    sent = {**page.filled(), "token": token_of(client.get(address))}
    first = client.post(address, sent)
    stored = rows()
    again = client.post(address, sent)
    assert (first.status_code, again.status_code) == (302, 302), text_of(first)
    assert rows() == stored


@pytest.mark.parametrize("page", CLOSED.values(), ids=CLOSED)
def test_another_text_from_the_same_page_is_refused_and_kept(world: World, page: FormPage) -> None:
    address, client = page.address(world), world.signed_in(page.who)
    token = token_of(client.get(address))
    client.post(address, {**page.filled(), "token": token})
    stored = rows()
    answer = client.post(address, {**page.filled(**{page.text: "MARK-TWO"}), "token": token})
    assert rows() == stored
    assert answer.status_code == 302
    assert "MARK-TWO" in text_of(client.get(address)), "what was typed is lost"


@pytest.mark.parametrize("page", CLOSED.values(), ids=CLOSED)
def test_a_half_filled_form_says_what_is_missing_and_keeps_the_rest(
    world: World, page: FormPage
) -> None:
    address, client = page.address(world), world.signed_in(page.who)
    before = rows()
    half = {name: said for name, said in page.answers.items() if name != page.must}
    answer = fill(client, address, half)
    assert answer.status_code == 200
    assert f'href="#{page.must}' in text_of(answer) or "To mend" in text_of(answer)
    assert "MARK-TEXT" in text_of(answer)
    assert rows() == before


@pytest.mark.parametrize("page", DATED.values(), ids=DATED)
def test_an_impossible_day_is_said_and_nothing_is_written(world: World, page: FormPage) -> None:
    address, client = page.address(world), world.signed_in(page.who)
    before = rows()
    for day in IMPOSSIBLE:
        answer = fill(client, address, page.filled(**{page.day: day}))  # type: ignore[arg-type]
        assert answer.status_code == 200, f"{day} is taken for a day"
        assert "MARK-TEXT" in text_of(answer)
        assert rows() == before


def test_an_impossible_day_on_the_page_of_deputies_is_said(world: World) -> None:
    carmen = world.signed_in("carmen")
    for day in IMPOSSIBLE:
        said = {"do": "away", "away-person": str(world.people["beto"].id), "away-until": day}
        assert carmen.post("/office/deputies/", said).status_code == 200, day
    assert not Absence.objects.exists()


@EACH
def test_a_million_letters_are_told_to_be_too_many_and_stay_on_the_page(
    world: World, page: FormPage
) -> None:
    address, client = page.address(world), world.signed_in(page.who)
    before = rows()
    long = "MARK-LONG " * 100_000
    answer = fill(client, address, page.filled(**{page.text: long}))  # type: ignore[arg-type]
    assert answer.status_code == 200
    assert "MARK-LONG MARK-LONG" in text_of(answer)
    assert rows() == before


def test_what_no_server_should_swallow_gets_a_sentence(world: World) -> None:
    page = PAGES["the cause of a delay"]
    address, client = page.address(world), world.signed_in("ana")
    huge = "MARK" * (9 * 1024 * 1024 // 4)
    answer = client.post(address, {"cause": "too_many", "cause_note": huge, "token": "x"})
    assert answer.status_code == 413
    assert "too much text" in text_of(answer)


@pytest.mark.parametrize("page", [page for page in PAGES.values() if page.shown])
def test_odd_texts_come_back_as_they_were_typed_and_do_nothing(
    world: World, page: FormPage
) -> None:
    assert page.shown
    address, client = page.address(world), world.signed_in(page.who)
    for text in ODD_TEXTS.values():
        answer = fill(client, address, page.filled(**{page.text: text}))  # type: ignore[arg-type]
        assert answer.status_code == 302, text_of(answer)
        shown = text_of(client.get(page.shown(address)))
        assert all(on_page(line) in shown for line in text.splitlines()), text
        assert "<script>alert" not in shown


@EACH
def test_bytes_that_are_no_text_are_refused_clearly(world: World, page: FormPage) -> None:
    address, client = page.address(world), world.signed_in(page.who)
    before = rows()
    answer = fill(client, address, page.filled(**{page.text: "MARK\0"}))  # type: ignore[arg-type]
    assert answer.status_code == 200, "a zero byte is no letter"
    token = token_of(client.get(address))
    body = f"token={token}&{page.text}=%ED%A0%80%FF%C0".encode()
    raw = client.post(address, body, content_type="application/x-www-form-urlencoded")
    assert raw.status_code in (200, 302)
    if page.must:
        assert rows() == before


@EACH
def test_what_was_typed_survives_the_end_of_the_session_sealed(
    world: World, page: FormPage
) -> None:
    address, client = page.address(world), world.signed_in(page.who)
    sent = {**page.filled(), "token": token_of(client.get(address))}
    client.post("/sign-out/")
    before = rows()
    answer = client.post(address, sent)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=")
    assert rows() == before
    assert "MARK" not in dumped_drafts()
    back = client.post(answer["Location"], {"username": page.who, "passphrase": PASSPHRASE})
    shown = text_of(client.get(back["Location"] if back["Location"] != "/" else address))
    assert "MARK-TEXT" in shown
    assert "We kept what you had typed" in shown


def dumped_drafts() -> str:
    return "".join(f"{row} {bytes(row['box'])!r}" for row in Draft.objects.values())


@EACH
def test_a_page_without_a_good_token_writes_nothing_and_loses_nothing(
    world: World, page: FormPage
) -> None:
    address, client = page.address(world), world.signed_in(page.who)
    good, other = token_of(client.get(address)), world.people["lucia"].id
    entry = world.people[page.who].id
    before = rows()
    bad = ["", "x", good[:-1], good + "x", FormToken(entry, "/elsewhere/", entry).signed]
    for token in [*bad, FormToken(other, address, entry).signed]:
        answer = client.post(address, {**page.filled(), "token": token})
        assert answer.status_code == 302
        assert rows() == before, f"taken with {token!r}"
    assert "MARK-TEXT" in text_of(client.get(address))


def test_a_page_that_lay_open_for_too_long_is_sent_once_more(world: World, clock: Clock) -> None:
    page = PAGES["the cause of a delay"]
    address = page.address(world)
    token = token_of(world.signed_in("ana").get(address))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("time.time", (clock.at + timedelta(days=4000)).timestamp)
        answer = world.signed_in("ana").post(address, {**page.filled(), "token": token})
    assert answer.status_code == 302
    assert not Entry.objects.filter(step="cause").exists()
    assert "MARK-TEXT" in text_of(world.signed_in("ana").get(address))


STRANGE_NAMES = {
    "ana": "User name or passphrase is wrong",
    "nobody-of-this-name": "User name or passphrase is wrong",
    "MARK'; --": "User name or passphrase is wrong",
    "\u202eana": "User name or passphrase is wrong",
    "ana\0": "Null characters are not allowed",
    "a" * 5000: "60 letters at most",
}


@pytest.mark.usefixtures("world")
def test_a_wrong_passphrase_says_the_same_for_everybody_and_is_not_shown_again() -> None:
    for who, says in STRANGE_NAMES.items():
        client = Client(headers={"accept-language": "en"})
        answer = client.post("/sign-in/", {"username": who, "passphrase": "MARK wrong words"})
        assert answer.status_code == 200
        assert "MARK wrong" not in text_of(answer)
        assert says in text_of(answer), who
        assert "amparo_unlock" not in client.cookies


def test_a_clock_that_moves_back_reorders_nothing_and_moves_no_duty(
    world: World, clock: Clock
) -> None:
    case = world.case_of(world.raise_concern())
    ana = world.signed_in("ana")
    ana.get(f"/dossiers/{case.pk}/file/")
    due = sorted(case.duties.values_list("clock", "due"))
    clock.move(hours=-5)
    ana = world.signed_in("ana")  # who was in when the clock jumped is asked to sign in again
    address = f"/dossiers/{case.pk}/steps/cause/"
    answer: Any = fill(ana, address, PAGES["the cause of a delay"].answers)
    assert answer.status_code == 302
    entries = list(case.entries.order_by("position"))
    assert [each.step for each in entries] == ["arrive", "open", "cause"]
    assert [each.at for each in entries] == sorted(each.at for each in entries)
    assert entries[-1].said_at == clock.at
    assert sorted(case.duties.values_list("clock", "due")) == due
    assert "MARK-TEXT" in text_of(ana.get(f"/dossiers/{case.pk}/file/"))
    call_command("replay", "--all", stdout=Silent())
    call_command("tick", stdout=Silent())
    call_command("audit_verify", stdout=Silent())
