"""The people of an office: invited by a code, given a role by two persons, gone with a new key."""

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client

from amparo.audit.models import Record
from amparo.dossiers.actions.supervision import assign
from amparo.dossiers.models import Dossier
from amparo.system.directory import members_of
from amparo.system.models import Proposal
from amparo.trust.models import Account, Factor
from amparo.trust.tries import TRIES
from tests.filling import text_of
from tests.world import PASSPHRASE, Clock, World

NEW = "green kites over seven roofs"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet() -> Iterator[None]:
    yield
    TRIES.forget_all()


def english() -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def code_in(page: str) -> str:
    found = re.search(r"<code>((?:\w{5}-){3}\w{5})</code>", page)
    assert found, "no code in the page"
    return found[1]


def come(code: str, username: str) -> str:
    said = {"code": code, "username": username, "new": NEW, "again": NEW}
    answer = english().post("/sign-in/first/", said)
    return answer.get("Location", "") or text_of(answer)


def come_in(username: str, passphrase: str = NEW) -> Client:
    client = english()
    client.post("/sign-in/", {"username": username, "passphrase": passphrase})
    return client


def proposed(world: World, who: str, whom: str, **said: str) -> str:
    """Let somebody ask for something, and return the proposal's address."""
    page = f"/people/{world.people[whom].id}/"
    return str(world.signed_in(who).post(page, said)["Location"])


def assigned(world: World, worker: str) -> Dossier:
    case = world.case_of(world.raise_concern())
    by = world.supervisor()
    assign(case, world.people[worker].id, None, entry_id=case.id, by=by, at=world.clock.at)
    return case


def test_a_new_officer_comes_with_a_code_and_reads_what_the_office_can(world: World) -> None:
    carmen = world.signed_in("carmen")
    page = text_of(carmen.post("/people/invite/", {"name": "Nora (made up)", "role": "officer"}))
    assert "A code for Nora (made up)" in page
    assert "Expected: has a code" in text_of(carmen.get("/people/"))
    assert come(code_in(page), "nora") == "/sign-in/"
    nora = Account.objects.get(username="nora")
    case = world.case_of(world.raise_concern())
    assign(case, nora.id, None, entry_id=case.id, by=world.supervisor(), at=world.clock.at)
    client = come_in("nora")
    client.post(f"/dossiers/{case.id}/")
    client.post(f"/dossiers/{case.id}/file/")
    assert "MARK-WORDS" in text_of(client.get(f"/dossiers/{case.id}/file/"))
    assert "used before" in come(code_in(page), "another")


def test_a_supervisor_signs_somebody_out_everywhere_and_nobody_else(world: World) -> None:
    carmen, here, elsewhere = (world.signed_in(who) for who in ("carmen", "ana", "ana"))
    page = f"/people/{world.people['ana'].id}/"
    assert "Sign them out everywhere" in text_of(carmen.get(page))
    assert world.signed_in("irma").post(page, {"do": "sessions"}).status_code == 404
    assert here.get("/duties/").status_code == 200
    carmen.post(page, {"do": "sessions"})
    assert {each.get("/duties/").status_code for each in (here, elsewhere)} == {302}
    assert carmen.get(page).status_code == 200
    assert "ended sessions elsewhere" in text_of(world.signed_in("ana").get("/access/"))


def test_inviting_somebody_twice_makes_one_person(world: World) -> None:
    carmen = world.signed_in("carmen")
    said = {"name": "Nora", "role": "officer"}
    first = code_in(text_of(carmen.post("/people/invite/", said)))
    again = carmen.post("/people/invite/", said)
    assert Account.objects.filter(display_name="Nora").count() == 1
    second = code_in(text_of(carmen.post(again["Location"], {"do": "new_code"})))
    assert "used before" in come(first, "nora")
    assert come(second, "nora") == "/sign-in/"


def test_a_supervisor_is_made_by_two_persons(world: World) -> None:
    address = proposed(world, "carmen", "ana", do="role", role="supervisor")
    carmen, julio = world.signed_in("carmen"), world.signed_in("julio")
    for asked in ("agree", "carry_out"):
        assert carmen.post(address, {"do": asked}).status_code == 404
    assert world.signed_in("ana").get(address).status_code == 404
    assert world.signed_in("irma").get(address).status_code == 404
    assert "Ana (made up)" in text_of(julio.get("/people/"))
    julio.post(address, {"do": "agree"})
    demuna = world.bodies["demuna"].id
    assert world.people["ana"] not in members_of(demuna, "supervisor", world.clock.at)
    carmen.post(address, {"do": "carry_out"})
    assert world.people["ana"] in members_of(demuna, "supervisor", world.clock.at)
    words = ["propose", "agree", "carry_out"]
    by = [world.people[who].id for who in ("carmen", "julio", "carmen")]
    said = Record.objects.filter(can__in=words).values_list("can", "by")
    assert sorted(said) == sorted(zip(words, by, strict=True))


def test_a_proposal_holds_for_a_week(world: World, clock: Clock) -> None:
    address = proposed(world, "carmen", "ana", do="role", role="supervisor")
    clock.move(days=7, minutes=1)
    julio = world.signed_in("julio")
    assert "holds no more" in text_of(julio.get(address))
    assert julio.post(address, {"do": "agree"}).status_code in {302, 409}
    assert Proposal.objects.get().is_agreed is None


def test_asking_twice_asks_once_and_a_refusal_is_the_end(world: World) -> None:
    address = proposed(world, "carmen", "ana", do="role", role="supervisor")
    assert proposed(world, "carmen", "ana", do="role", role="supervisor") == address
    world.signed_in("julio").post(address, {"do": "refuse"})
    carmen = world.signed_in("carmen")
    assert "did not agree. Nothing was changed." in text_of(carmen.get(address))
    assert carmen.post(address, {"do": "carry_out"}).status_code == 404


def test_where_two_supervise_the_second_agrees_and_oversight_is_not_asked(world: World) -> None:
    first = proposed(world, "carmen", "ana", do="role", role="supervisor")
    world.signed_in("julio").post(first, {"do": "agree"})
    world.signed_in("carmen").post(first, {"do": "carry_out"})
    second = proposed(world, "carmen", "beto", do="role", role="supervisor")
    assert world.signed_in("julio").get(second).status_code == 404
    assert world.signed_in("ana").post(second, {"do": "agree"}).status_code == 302
    assert Proposal.objects.filter(is_agreed=True).count() == 2


def test_a_lost_factor_takes_two_persons(world: World) -> None:
    account = world.people["ana"]
    Factor.objects.create(
        id=account.id,
        account=account,
        kind="app",
        name="x",
        sealed=b"x",
        enrolled_at=world.clock.at,
    )
    address = proposed(world, "carmen", "ana", do="factor")
    assert Factor.objects.exists()
    world.signed_in("julio").post(address, {"do": "agree"})
    assert not Factor.objects.exists()
    page = text_of(world.signed_in("ana").get("/access/"))
    assert "let an account begin anew without its second factor" in page
    assert "(not by you)" in page


def test_who_forgot_the_passphrase_reads_again_what_the_office_can(world: World) -> None:
    case = assigned(world, "ana")
    old = world.signed_in("ana")
    address = proposed(world, "carmen", "ana", do="passphrase")
    world.signed_in("julio").post(address, {"do": "agree"})
    code = code_in(text_of(world.signed_in("carmen").post(address, {"do": "carry_out"})))
    assert old.get("/duties/").status_code == 302
    assert come_in("ana", PASSPHRASE).get("/duties/").status_code == 302
    assert "does not fit" in come(code, "somebody.else")
    assert come(code, "ana") == "/sign-in/"
    client = come_in("ana")
    client.post(f"/dossiers/{case.id}/file/")
    assert "MARK-WORDS" in text_of(client.get(f"/dossiers/{case.id}/file/"))


def test_who_leaves_leaves_duties_with_the_office_and_her_cases_in_nobodys_hands(
    world: World,
) -> None:
    case = assigned(world, "ana")
    due = case.duties.open().count()
    ana, carmen = world.signed_in("ana"), world.signed_in("carmen")
    carmen.post(f"/people/{world.people['ana'].id}/", {"do": "end.officer"})
    case.refresh_from_db()
    assert case.assigned_to is None
    assert case.duties.open().count() == due
    assert ana.get("/duties/").status_code == 302
    assert world.signed_in("ana").get(f"/dossiers/{case.id}/file/").status_code == 404
    assert case.number in text_of(carmen.get("/office/"))
    assert carmen.get(f"/people/{world.people['ana'].id}/").status_code == 404


def test_a_member_who_leaves_a_group_keeps_her_concerns_and_their_answers(world: World) -> None:
    from amparo.dossiers.actions.leaving import leave_office  # noqa: PLC0415  # beside the pages

    raised = world.raise_concern("rosa")
    leave_office(
        world.bodies["group"],
        world.people["rosa"],
        "vetted",
        keyring=world.keyring("lucia"),
        by=world.people["lucia"].id,
        at=world.clock.at,
    )
    concern = world.case_of(raised).came_from
    assert concern
    rosa = world.signed_in("rosa")
    assert f"/concerns/{concern.id}/" in text_of(rosa.get("/concerns/"))
    assert rosa.get(f"/concerns/{concern.id}/").status_code == 200


def test_nobody_changes_their_own_roles(world: World) -> None:
    carmen = world.signed_in("carmen")
    mine = f"/people/{world.people['carmen'].id}/"
    assert "This is you" in text_of(carmen.get(mine))
    for asked in ("end.supervisor", "role", "factor", "passphrase", "give_key"):
        assert carmen.post(mine, {"do": asked, "role": "officer"}).status_code == 404


def test_nobody_reaches_into_another_office(world: World) -> None:
    carmen = world.signed_in("carmen")
    for whom in ("elsa", "dora", "julio", "rosa"):
        page = f"/people/{world.people[whom].id}/"
        assert carmen.get(page).status_code == 404
        assert carmen.post(page, {"do": "passphrase"}).status_code == 404
    assert not Proposal.objects.exists()
