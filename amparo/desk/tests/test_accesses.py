"""Emergency access at the desk: asked for with a reason and the passphrase, told, reviewed."""

import re

import pytest
from django.test import Client

from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.supervision import declare_conflict
from amparo.dossiers.models import Access, Dossier, Draft
from tests.world import PASSPHRASE, Clock, World

REASON = "MARK-WHY the child stands at the door and is afraid"
SAID = {"access_why": "danger_now", "access_reason": REASON}


@pytest.fixture
def case(world: World) -> Dossier:
    """A case in ana's hands."""
    case = world.case_of(world.raise_concern())
    world.assign(case)
    return case


def token(client: Client, address: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(address).content.decode())
    assert found
    return found[1]


def ask(client: Client, case: Dossier, passphrase: str = PASSPHRASE, **said: str) -> str:
    address = f"/dossiers/{case.pk}/emergency/"
    sent = {**SAID, "passphrase": passphrase, **said, "token": token(client, address)}
    return client.post(address, sent, follow=True).content.decode()


def test_an_officer_finds_it_by_its_number_and_opens_it(world: World, case: Dossier) -> None:
    beto = world.signed_in("beto")
    assert beto.get(f"/dossiers/{case.pk}/").status_code == 404
    found = beto.post("/emergency/", {"number": case.number.lower().replace("-", " ")})
    assert found["Location"] == f"/dossiers/{case.pk}/emergency/"
    assert "The file is open to you until" in ask(beto, case)
    assert "MARK-WORDS" in beto.get(f"/dossiers/{case.pk}/file/").content.decode()


def test_after_four_hours_there_is_no_such_page(world: World, case: Dossier, clock: Clock) -> None:
    beto = world.signed_in("beto")
    ask(beto, case)
    clock.move(hours=4)
    assert world.signed_in("beto").get(f"/dossiers/{case.pk}/file/").status_code == 404


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"passphrase": "another river"}, "This is not your passphrase"),
        ({"passphrase": ""}, "Write your passphrase"),
        ({"access_reason": "too short"}, "Write 20 to 600 letters"),
        ({"access_why": "because"}, ""),
    ],
)
def test_without_reason_or_passphrase_it_stays_shut(
    world: World, case: Dossier, said: dict[str, str], says: str
) -> None:
    beto = world.signed_in("beto")
    page = ask(beto, case, **said)
    assert says in page
    assert not Access.objects.exists()
    assert beto.get(f"/dossiers/{case.pk}/").status_code == 404


def test_the_passphrase_is_in_no_draft_and_on_no_page(world: World, case: Dossier) -> None:
    beto = world.signed_in("beto")
    page = ask(beto, case, passphrase="wrong but secret", do="keep")
    assert "wrong but secret" not in page
    assert "MARK-WHY" in page
    assert Draft.objects.filter(account=world.people["beto"]).count() == 1


def test_who_must_not_know_is_told_what_is_told_of_a_number_that_nobody_has(
    world: World, case: Dossier
) -> None:
    kept = Kept(accounts=frozenset({world.people["beto"].id}), reason="kin")
    declare_conflict(case, kept, by=world.supervisor(), at=world.clock.at)
    beto = world.signed_in("beto")
    case_page = beto.get(f"/dossiers/{case.pk}/emergency/")
    assert case_page.status_code == 404
    answers = [
        re.sub(r'value="[^"]*"', "", beto.post("/emergency/", {"number": number}).content.decode())
        for number in (case.number, world.case_of(world.raise_concern(), "demuna").number[::-1])
    ]
    assert "no file with this number" in answers[0]


def test_the_supervisor_and_the_officer_see_it_at_once_and_she_reviews_it(
    world: World, case: Dossier
) -> None:
    ask(world.signed_in("beto"), case)
    carmen, ana = world.signed_in("carmen"), world.signed_in("ana")
    assert "Emergency access to review" in carmen.get("/office/").content.decode()
    assert "Files opened in an emergency" in ana.get("/duties/").content.decode()
    address = f"/accesses/{case.pk}/review/"
    page = carmen.get(address).content.decode()
    assert REASON in page
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    sent = {"access_found": "needed", "seen": seen, "token": token(carmen, address)}
    assert carmen.post(address, sent).status_code == 302
    assert "Emergency access to review" not in carmen.get("/office/").content.decode()
    assert carmen.get(address).status_code == 404


def test_her_own_access_goes_to_the_ministry_without_a_number(world: World, case: Dossier) -> None:
    carmen = world.signed_in("carmen")
    assert (
        f"/dossiers/{case.pk}/emergency/"
        in carmen.get(f"/office/{case.pk}/assign/").content.decode()
    )
    ask(carmen, case)
    assert carmen.get(f"/accesses/{case.pk}/review/").status_code == 404
    julio = world.signed_in("julio")
    page = julio.get("/oversight/").content.decode()
    assert "DEMUNA Calca" in page
    assert case.number not in page
    review = julio.get(f"/accesses/{case.pk}/review/").content.decode()
    assert REASON in review
    assert case.number not in review


def test_a_review_with_nonsense_as_what_was_seen_is_refused(world: World, case: Dossier) -> None:
    ask(world.signed_in("beto"), case)
    carmen = world.signed_in("carmen")
    address = f"/accesses/{case.pk}/review/"
    sent = {"access_found": "needed", "seen": ["x", "1"], "token": token(carmen, address)}
    page = carmen.post(address, sent, follow=True).content.decode()
    assert "There is another access since you opened this page" in page
    assert Access.objects.unreviewed().count() == 1
