"""What scanners try: none of it is anything here but text, or nothing at all."""

import logging
from urllib.parse import quote

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client

from amparo.dossiers.models import Dossier, Entry
from amparo.trust.models import Account
from tests.attacks.form_pages import PAGES
from tests.filling import fill, text_of, token_of
from tests.load.silence import Silent
from tests.world import PASSPHRASE, World

MEANT_FOR_OTHERS = (
    "' OR 1=1 --",
    '"; DROP TABLE dossiers_entry; --',
    "1) UNION SELECT passphrase FROM trust_account",
    "$(touch /tmp/x) `id` | cat",
    "{{ 4001277|add:4001377 }} {% load x %} ${4001277+4001377} #{4001277+4001377}",
    "%s %n %(x)s {0.__class__.__mro__} {password}",
    "*)(uid=*))(|(uid=*",
    "../../../../etc/passwd",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
    "x\r\nSet-Cookie: planted=1",
    "9" * 400,
    "-1e309",
    "javascript:alert(1)",
)
NOT_SERVED = (
    "/.git/config",
    "/.env",
    "/static/",
    "/static/../amparo/config/settings.py",
    "/static/%2e%2e/%2e%2e/etc/passwd",
    "/admin/",
    "/robots.txt%00",
    "/media/",
    "/debug/",
    "/metrics",
    "/api/schema/",
    "/var/secret",
)
HEADER, RECKONED = "Set-Cookie: planted", "8002654"


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Let what is refused here be logged nowhere."""
    caplog.set_level(logging.CRITICAL, "django")


def answered_well(answer: object, probe: str) -> str:
    """Assert that an answer is a page of ours and no mistake; return its text."""
    status, headers = answer.status_code, str(answer.headers)  # type: ignore[attr-defined]
    assert status < 500, f"{probe!r} breaks something"
    assert HEADER not in headers
    assert "planted" not in answer.cookies  # type: ignore[attr-defined]
    return "" if status == 302 else text_of(answer)  # type: ignore[arg-type]


def test_what_breaks_others_is_only_text_here(world: World) -> None:
    page = PAGES["the cause of a delay"]
    address, ana = page.address(world), world.signed_in("ana")
    people = Account.objects.count()
    for probe in MEANT_FOR_OTHERS:
        said = page.filled(**{page.text: f"MARK {probe}"})
        answered_well(fill(ana, address, said), probe)  # type: ignore[arg-type]
        answered_well(ana.post("/emergency/", {"number": probe}), probe)
        answered_well(ana.post("/cases/", {"do": f"page-{probe}"}), probe)
        found = ana.post("/cases/", {"name": probe, "area": probe})
        assert RECKONED not in answered_well(found, probe)
        stranger = Client()
        answered_well(stranger.post("/sign-in/", {"username": probe, "passphrase": probe}), probe)
        way = stranger.get(f"/sign-in/?next={quote(probe)}")
        answered_well(way, probe)
    assert Account.objects.count() == people
    assert Entry.objects.filter(step="cause").exists()


def test_what_nobody_serves_is_not_there(world: World) -> None:
    for client in (Client(), world.signed_in("julio")):
        for address in NOT_SERVED:
            answer = client.get(address)
            assert answer.status_code in {301, 400, 404}, address
            assert b"SECRET_KEY" not in answer.content


def test_more_than_a_form_asks_changes_nothing(world: World) -> None:
    """Columns, other forms' answers and other people, sent along or in the address."""
    case = world.case_of(world.raise_concern())
    ana = world.signed_in("ana")
    ana.get(f"/dossiers/{case.pk}/file/")
    before = Dossier.objects.filter(pk=case.pk).values("number", "state", "assigned_to").get()
    address = f"/dossiers/{case.pk}/steps/cause/"
    other = str(world.people["beto"].id)
    more = {
        "id": other,
        "author": other,
        "by": "tick",
        "at": "2020-01-01T00:00",
        "position": "0",
        "addressed": other,
        "assigned_to": other,
        "step": "close",
        "state": "closed",
        "risk_level": "none",
        "next": "not_a_rights_matter",
    }
    token = token_of(ana.get(address))
    asked = {"cause": "too_many", "cause_note": "MARK-TEXT", "token": token}
    sent = ana.post(f"{address}?cause=not_here&cause_note=MARK-OTHER", {**more, **asked})
    assert sent.status_code == 302
    entry = Entry.objects.get(step="cause")
    assert (entry.author_id, entry.at, entry.addressed) == (
        world.people["ana"].id,
        world.clock.at,
        [],
    )
    assert entry.coded == {"cause": "too_many"}
    after = Dossier.objects.filter(pk=case.pk).values("number", "state", "assigned_to").get()
    assert {**after, "state": None} == {**before, "state": None}
    assert after["state"] != "closed"


def test_a_host_that_is_not_ours_gets_no_page_and_no_way(world: World) -> None:
    ana = world.signed_in("ana")
    for host in ("evil.example", "localhost.evil.example", "localhost:80@evil.example"):
        answer = ana.get("/", headers={"host": host})
        assert answer.status_code == 400
        assert "evil" not in text_of(answer)
    forwarded = ana.get("/hat/", headers={"x-forwarded-host": "evil.example"})
    assert "evil" not in text_of(forwarded)


def test_a_passphrase_is_masked_and_can_be_long_and_pasted(world: World) -> None:
    pages = [text_of(Client().get(way)) for way in ("/sign-in/", "/sign-in/first/")]
    pages.append(text_of(world.signed_in("ana").get("/access/passphrase/")))
    for page in pages:
        assert 'type="password"' in page
        assert 'maxlength="1000"' in page
        assert 'autocomplete="current-password"' in page or 'autocomplete="new-password"' in page
        assert "onpaste" not in page


def test_nothing_is_sent_to_anybody_outside(world: World) -> None:
    """No mail, no message: a notice can't say too much if there is none."""
    case = world.case_of(world.raise_concern())
    world.clock.move(days=9)
    call_command("tick", stdout=Silent())
    assert case.escalations.exists()
    world.signed_in("ana").post("/sign-in/", {"username": "ana", "passphrase": f"{PASSPHRASE}!"})
    assert mail.outbox == []
