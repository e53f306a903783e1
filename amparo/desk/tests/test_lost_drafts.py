"""A new passphrase closes what was typed before: each page says so, and can be rid of it."""

import re

from django.test import Client

from amparo.base.ids import new_id
from amparo.dossiers.actions.drafts import keep_draft
from amparo.dossiers.models import Draft
from amparo.system.actions.people import give_keys, propose
from amparo.system.rules import Asked
from amparo.trust.actions.invitations import renew, take_up
from tests.world import PASSPHRASE, Clock, World

CLOSED = "be opened any more"


def forgets(world: World, clock: Clock, who: str) -> None:
    """Let two persons have given somebody a new key, whose passphrase is typed alike here."""
    at = clock.move(hours=1)
    renewed = renew(world.people[who], by=None, at=at)
    give_keys(renewed.account, keyring=world.keyring("carmen"), by=None, at=at)
    take_up(renewed.code, who, PASSPHRASE, at=clock.move(hours=1))


def posts(client: Client, page: str, **said: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(page).content.decode())
    assert found
    return client.post(page, {**said, "token": found[1]}, follow=True).content.decode()


def test_the_page_says_that_a_draft_is_closed_and_since_when(world: World, clock: Clock) -> None:
    case = world.case_of(world.raise_concern())
    at, ana = world.clock.at, world.people["ana"]
    world.assign(case)
    page = f"/dossiers/{case.pk}/steps/receipt/"
    keep_draft(page, {"conflict": ["none"]}, by=ana, at=at)
    assert "We kept what you had typed" in world.signed_in("ana").get(page).content.decode()
    forgets(world, clock, "ana")
    client = world.signed_in("ana")
    shown = client.get(page).content.decode()
    assert CLOSED in shown
    assert "since you were given a new way in" in shown
    assert "We kept what you had typed" not in shown
    assert CLOSED not in posts(client, page, do="throw_away")
    assert not Draft.objects.exists()


def test_a_concern_begun_before_is_shown_as_closed_and_can_be_removed(
    world: World, clock: Clock
) -> None:
    rosa, begun = world.people["rosa"], new_id(clock.at)
    keep_draft(f"concern/{begun}", {"danger_now": ["no"]}, by=rosa, at=clock.at)
    assert "Go on with what you wrote" in world.signed_in("rosa").get("/").content.decode()
    forgets(world, clock, "rosa")
    client = world.signed_in("rosa")
    home = client.get("/").content.decode()
    assert "Go on with what you wrote" not in home
    assert CLOSED in home
    page = f"/concerns/raise/{begun}/"
    assert CLOSED in client.get(page).content.decode()
    posts(client, page, do="forget")
    assert not Draft.objects.exists()


def test_all_of_it_is_listed_under_my_access_and_removed_there(world: World, clock: Clock) -> None:
    beto = world.people["beto"]
    for page in ("/a/", "/b/"):
        keep_draft(page, {"x": ["typed"]}, by=beto, at=clock.at)
    assert CLOSED not in world.signed_in("beto").get("/access/").content.decode()
    forgets(world, clock, "beto")
    keep_draft(
        "/c/", {"x": ["typed since"]}, by=beto.__class__.objects.get(pk=beto.pk), at=clock.at
    )
    client = world.signed_in("beto")
    assert client.get("/access/").content.decode().count("closed since") == 2
    client.post("/access/lost/")
    assert list(Draft.objects.values_list("page", flat=True)) == ["/c/"]
    assert CLOSED not in client.get("/access/").content.decode()


def test_whoever_asks_agrees_or_carries_out_is_told_beforehand(world: World, clock: Clock) -> None:
    carmen, ana = world.people["carmen"], world.people["ana"]
    page = world.signed_in("carmen").get(f"/people/{ana.id}/").content.decode()
    assert "has not sent is lost for good" in page
    at = clock.move(seconds=1)
    body = world.bodies["demuna"]
    row = propose(body, Asked.PASSPHRASE, ana, by=carmen.id, at=at)
    for who in ("fidel", "julio", "irma"):
        answer = world.signed_in(who).get(f"/people/proposals/{row.id}/")
        if answer.status_code == 200:
            assert "With the old passphrase goes" in answer.content.decode()
            return
    raise AssertionError("nobody may decide it")
