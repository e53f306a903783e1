"""Planted words: typed on every page, then looked for in everything that is written anywhere.

The whole database, column by column and, on SQLite, byte by byte with its write-ahead log; session
rows; drafts; what was logged; every file of the deployment.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from amparo.dossiers.models import Dossier, Draft, Entry
from tests.filling import begin_concern, fill, raise_at_desk, token_of
from tests.world import PASSPHRASE, World

PLANTED = "ZQXPLANTED"
"""Begins every planted word; no text of ours holds it."""

pytestmark = pytest.mark.django_db(transaction=True)

CONCERN = {
    "where": {"home_district": "ours", "home_place": f"{PLANTED}-place", "person": "nobody"},
    "words": {
        "child_view": "agrees",
        "words_said": f"{PLANTED}-said",
        "words_seen": f"{PLANTED}-seen",
    },
    "find": {"child_called": f"{PLANTED}-called", "good_hour_place": f"{PLANTED}-hour"},
    "about_me": {
        "tie": "neighbour",
        "reserve_me": "yes",
        "call_me": f"{PLANTED}-me",
        "safe_number": "911 822 733",
        "safe_hours": f"{PLANTED}-hours",
    },
}
RECEIPT = {
    "arrived": "app",
    "conflict": "none",
    "danger_checked": "safe_now",
    "reserve": "yes",
    "earlier": "none",
    "earlier_6m": "0",
    "tell_raiser": "as_usual",
    "answer_by": "2027-05-14",
}
QUALIFIED = {
    "child_name": f"{PLANTED}-child",
    "age_band": "6_8",
    "sex": "girl",
    "in_household": "yes",
    "siblings-0-sibling_child_name": f"{PLANTED}-brother",
    "siblings-0-sibling_age_band": "12_13",
    "siblings-0-sibling_sex": "boy",
    "siblings-0-sibling_in_household": "yes",
    "rights": ["vac.neglect"],
    "crime": "no",
    "family_protection": "risk",
    "competence": "ours",
    "today": ["safe_place_decision"],
    "safe_place": f"{PLANTED}-tonight",
    "safe_place_hour": "20:00",
    "alleged_tie": "family",
    "alleged_access": "no",
    "alleged_power": "no",
    "alleged_under_18": "no",
    "alleged_name": f"{PLANTED}-alleged",
    "child_told": "not_safe",
    "caregiver_told": "not_safe",
    "telling_plan": f"{PLANTED}-plan",
    "priority": "d7",
    "next": "risk_procedure",
}


def live_through(world: World) -> None:
    """Type planted words into a concern, a case, a look-up, drafts and an ended session."""
    member, officer = world.signed_in("rosa"), world.signed_in("ana")
    raise_at_desk(member, **CONCERN)
    case = Dossier.objects.get(protocol="case", parties__body=world.bodies["demuna"])
    officer.get(f"/dossiers/{case.id}/file/")
    receipt = f"/dossiers/{case.id}/steps/receipt/"
    fill(officer, receipt, {"look_name": f"{PLANTED}-looked Quispe"}, do="look")
    fill(officer, receipt, RECEIPT)
    fill(officer, f"/dossiers/{case.id}/steps/qualify/", QUALIFIED)
    assert set(case.entries.values_list("step", flat=True)) >= {"receipt", "qualify"}
    kept = f"/dossiers/{case.id}/steps/cause/"
    fill(officer, kept, {"cause": "other", "cause_note": f"{PLANTED}-draft"}, do="keep")
    _after_the_session(member)
    assert Draft.objects.count() >= 2


def _after_the_session(member: Client) -> None:
    """Send a page whose session ended meanwhile: what was typed is kept for its author."""
    start = begin_concern(member)
    token = token_of(member.get(f"{start}words/"))
    member.cookies.pop(settings.SESSION_COOKIE_NAME)
    typed = {"words_seen": f"{PLANTED}-late", "token": token, "do": "next"}
    member.post(f"{start}words/", typed)


def stored() -> Iterator[tuple[str, str]]:
    """Yield every column of every row as text, with the table it is in."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # names of our own tables
            for row in cursor.fetchall():
                for value in row:
                    yield table, _as_text(value)


def _as_text(value: object) -> str:
    raw = bytes(value) if isinstance(value, memoryview | bytes) else None
    return raw.decode("latin-1") if raw is not None else str(value)


def files() -> Iterator[Path]:
    """Yield every file of the deployment, the embedded database and its log among them."""
    for folder in {settings.AMPARO.home, Path(str(settings.DATABASES["default"]["NAME"])).parent}:
        yield from (path for path in folder.rglob("*") if path.is_file())


def test_nothing_that_was_typed_is_found_in_anything_that_is_written(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    live_through(world)
    assert Entry.objects.count() > 5
    secret = (PLANTED, "911 822 733", PASSPHRASE)
    found = {table for table, text in stored() for word in secret if word in text}
    assert found == set()
    named = {path.name for path in files() for word in secret if word.encode() in path.read_bytes()}
    assert named == set()
    assert not any(word in caplog.text for word in secret)


def test_the_search_would_find_a_planted_word_in_the_clear(world: World) -> None:
    body = world.bodies["demuna"]
    body.phone = PLANTED
    body.save()
    assert "system_body" in {table for table, text in stored() if PLANTED in text}
