"""The recovery ceremony on real files, one share lost; and how a real deployment begins."""

import json
import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from amparo.audit.models import Record
from amparo.base.problems import CannotOpen, Malformed, NotAllowed, Problem
from amparo.dossiers.actions.leaving import release_cases
from amparo.dossiers.actions.recovering import recover_office
from amparo.sealing.keys import new_key_pair, public_of
from amparo.system.actions.people import found_office
from amparo.system.models import Body
from amparo.trust.actions.invitations import take_up
from amparo.trust.backends import open_account
from amparo.trust.keyring import Keyring, keyed_circles
from amparo.trust.models import Account, Epoch, Invitation
from amparo.trust.problems import SameHolder, WrongKeyFile
from tests.filling import text_of
from tests.world import DISTRICT, OTHER_DISTRICT, World

NEW = "green kites over seven roofs"


@pytest.fixture
def keys(world: World) -> Path:
    """Where the holders' files lie; the third holder's is lost."""
    assert world.people
    folder: Path = settings.AMPARO.home / "offline"
    (folder / "holder-c.json").unlink()
    return folder


def recovers(*files: Path, lost: str = "dora", **more: str) -> str:
    out = StringIO()
    options = {"lost": lost, "person": "Nora (made up)", "yes": True, **more}
    call_command("recover", *map(str, files), stdout=out, **options)
    return out.getvalue()


def state() -> tuple[int, int, int, int]:
    return (
        Account.objects.count(),
        Epoch.objects.count(),
        Invitation.objects.count(),
        Record.objects.count(),
    )


def test_two_of_three_files_give_an_office_its_key_again(world: World, keys: Path) -> None:
    office = world.bodies["demuna_one"]
    told = recovers(keys / "holder-b.json", keys / "holder-a.json")
    code = re.search(r"(\w{5}-){3}\w{5}", told)
    assert code, told
    nora = take_up(code[0], "nora", NEW, at=world.clock.at)
    assert keyed_circles([office.id]) == {office.id}
    client = Client()
    client.post("/sign-in/", {"username": "nora", "passphrase": NEW})
    assert office.name in text_of(client.get("/duties/"))
    dora = world.signed_in("dora")
    assert dora.get("/duties/").status_code == 404
    said = Record.objects.get(can="recover_office", subject=office.id).detail
    assert said == {
        "holders": "holder-a holder-b",
        "account": str(nora.id),
        "lost": str(world.people["dora"].id),
    }


def test_what_was_sealed_before_opens_with_the_recovered_key(world: World, keys: Path) -> None:
    """The first epoch, which nobody in the office can open by passphrase any more."""
    office = world.bodies["demuna_one"]
    before = Epoch.objects.get(circle=office.circle_id, number=1)
    told = recovers(keys / "holder-a.json", keys / "holder-b.json")
    code = re.search(r"(\w{5}-){3}\w{5}", told)
    assert code
    take_up(code[0], "nora", NEW, at=world.clock.at)
    opened = open_account("nora", NEW)
    private = Keyring(opened.account.id, opened.private).private_of(before.pk)
    assert private
    assert public_of(private) == bytes(before.public_key)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-20])


def of_another_deployment(path: Path) -> None:
    said, other = json.loads(path.read_text()), new_key_pair()
    path.write_text(
        json.dumps({**said, "public": other.public.hex(), "private": other.private.hex()})
    )


def says_another_holder(path: Path) -> None:
    path.write_text(json.dumps({**json.loads(path.read_text()), "for": "root"}))


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (cut, WrongKeyFile),
        (of_another_deployment, CannotOpen),
        (says_another_holder, WrongKeyFile),
        (Path.unlink, WrongKeyFile),
    ],
)
@pytest.mark.usefixtures("world")
def test_a_wrong_file_ends_with_a_sentence_and_nothing_is_changed(
    keys: Path, spoil: object, problem: type[Problem]
) -> None:
    first, second = keys / "holder-a.json", keys / "holder-b.json"
    first.chmod(0o600)
    spoil(first)  # type: ignore[operator]  # one of the functions above
    before = state()
    with pytest.raises(problem):
        recovers(first, second)
    assert state() == before


@pytest.mark.usefixtures("world")
def test_one_holder_alone_gives_nothing_however_the_file_is_named(keys: Path) -> None:
    one, copy = keys / "holder-a.json", keys / "holder-b-really.json"
    copy.write_bytes(one.read_bytes())
    before = state()
    for again in (one, copy):
        with pytest.raises(SameHolder):
            recovers(one, again)
    with pytest.raises(WrongKeyFile):
        recovers(one, keys / "root.json")
    assert state() == before


@pytest.mark.usefixtures("world")
def test_where_somebody_else_holds_the_key_no_ceremony_is_held(keys: Path) -> None:
    before = state()
    with pytest.raises(NotAllowed, match="Somebody else of this office"):
        recovers(keys / "holder-a.json", keys / "holder-b.json", lost="ana")
    with pytest.raises(CommandError, match="Nobody has this user name"):
        recovers(keys / "holder-a.json", keys / "holder-b.json", lost="nobody")
    assert state() == before


def test_cases_are_taken_out_of_hands_once(world: World) -> None:
    case = world.case_of(world.raise_concern())
    ana, beto = world.people["ana"], world.people["beto"]
    world.assign(case, "ana", "beto")
    office = world.bodies["demuna"]
    assert release_cases(office, beto, by=None, at=world.clock.at) == 0
    case.refresh_from_db()
    assert (case.assigned_to, case.deputy) == (ana, None)
    assert release_cases(office, ana, by=None, at=world.clock.at) == 1
    assert release_cases(office, ana, by=None, at=world.clock.at) == 0
    case.refresh_from_db()
    assert case.assigned_to is None


def first(*people: str, kind: str = "demuna", area: str = OTHER_DISTRICT) -> str:
    out = StringIO()
    call_command("people_first", kind, area, "Office (made up)", *people, stdout=out)
    return out.getvalue()


def test_a_deployment_begins_with_two_people_and_their_codes(world: World) -> None:
    told = first(
        "administrator=Rosa Q", "oversight=Rosa Q", "administrator=Luz M", kind="mimp", area="PE"
    )
    codes = re.findall(r"(Rosa Q|Luz M): ((?:\w{5}-){3}\w{5})", told)
    assert [who for who, _ in codes] == ["Rosa Q", "Luz M"]
    office = Body.objects.get(name="Office (made up)")
    assert keyed_circles([office.id]) == frozenset()
    take_up(codes[0][1], "rosa.q", NEW, at=world.clock.at)
    assert keyed_circles([office.id]) == {office.id}


@pytest.mark.parametrize(
    ("people", "problem"),
    [
        (("administrator=Rosa",), NotAllowed),
        (("supervisor=Rosa", "officer=Rosa"), NotAllowed),
        (("officer",), CommandError),
        (("officer=",), CommandError),
        (("pilot=Rosa",), Malformed),
    ],
)
@pytest.mark.usefixtures("world")
def test_nobody_begins_alone_with_a_role_of_trust(
    people: tuple[str, ...], problem: type[Exception]
) -> None:
    before = state()
    with pytest.raises(problem):
        first(*people)
    assert state() == before


@pytest.mark.usefixtures("world")
def test_an_office_needs_a_kind_that_the_pack_knows(world: World) -> None:
    with pytest.raises(Malformed, match="no kind of body"):
        found_office("spaceport", "x", DISTRICT, [("Rosa", "officer")], by=None, at=world.clock.at)


def test_somebody_without_a_role_in_the_office_is_not_who_lost_its_key(
    world: World, keys: Path
) -> None:
    files = (keys / "holder-a.json", keys / "holder-b.json")
    with pytest.raises(NotAllowed, match="no role in that office"):
        recover_office(
            world.bodies["demuna_one"],
            world.people["rosa"],
            files,
            "Nora",
            by=None,
            at=world.clock.at,
        )
