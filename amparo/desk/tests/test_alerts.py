"""Many files in a day and made-up files: asked, told at once, never told to who did it."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from amparo.audit.actions import record_reading
from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.dossiers.actions.canaries import MadeUp, make_canary
from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.supervision import declare_conflict
from amparo.dossiers.models import Alert, Canary, Dossier, Duty, Look, NameIndex
from amparo.trust.models import Account
from tests.attacks.sealing_off import without_sealing
from tests.load.silence import Silent
from tests.world import PASSPHRASE, Clock, World

SAID = {"opening_why": "other", "opening_words": "MARK-WHY the hand-over of a whole district"}
HEADING = "Openings to look at"


@pytest.fixture(params=["sealed", "sealing off"])
def sealing(request: pytest.FixtureRequest, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealing on, and off: what is told must not depend on it."""
    del world  # It is built before sealing is taken away.
    if request.param == "sealing off":
        without_sealing(monkeypatch)


both_ways = pytest.mark.usefixtures("sealing")


@pytest.fixture
def case(world: World) -> Dossier:
    return world.case_of(world.raise_concern())


def has_opened(world: World, who: str, files: int) -> None:
    """Let somebody have opened so many other files today."""
    for _file in range(files):
        subject = new_id(world.clock.at)
        record_reading("read_dossier", subject, by=world.people[who].id, at=world.clock.at)


def token(client: Client, address: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(address).content.decode())
    assert found
    return found[1]


def say_why(client: Client, case: Dossier, **said: str) -> str:
    address = f"/dossiers/{case.pk}/opening/"
    sent = {**SAID, **said, "token": token(client, address)}
    return client.post(address, sent, follow=True).content.decode()


def office_of(world: World, who: str, page: str = "/office/") -> str:
    return world.signed_in(who).get(page).content.decode()


@both_ways
def test_the_31st_file_of_a_day_asks_why_and_tells_the_supervisor_at_once(world: World) -> None:
    cases = [world.case_of(world.raise_concern()) for _case in range(31)]
    ana = world.signed_in("ana")
    for each in cases[:30]:
        assert ana.get(f"/dossiers/{each.pk}/file/").status_code == 200
    last = cases[30]
    assert not Alert.objects.exists()
    asked = ana.get(f"/dossiers/{last.pk}/file/")
    assert asked["Location"] == f"/dossiers/{last.pk}/opening/"
    assert "You have opened 30 files today" in ana.get(asked["Location"]).content.decode()
    assert not Record.objects.filter(can="read_dossier", subject=last.pk).exists()
    assert "MARK-WORDS" in say_why(ana, last)
    told = office_of(world, "carmen")
    assert HEADING in told
    assert "1 file more than usual in a day" in told
    assert Alert.objects.get().at == world.clock.at
    assert ana.get(f"/dossiers/{cases[0].pk}/file/").status_code == 200
    assert Alert.objects.count() == 1


def test_who_looks_reads_the_reason_and_it_stands_until_then(world: World, case: Dossier) -> None:
    has_opened(world, "ana", 30)
    say_why(world.signed_in("ana"), case)
    carmen = world.signed_in("carmen")
    address = f"/alerts/{Alert.objects.get().pk}/"
    page = carmen.get(address).content.decode()
    assert "MARK-WHY" in page
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    assert "Choose what came of it" in carmen.post(address, {"seen": seen}).content.decode()
    assert carmen.post(address, {"found": "spoken", "seen": seen}).status_code == 302
    assert HEADING not in carmen.get("/office/").content.decode()
    assert carmen.post(address, {"found": "ok", "seen": seen}).status_code == 404
    assert Look.objects.get().found == "spoken"
    logged = Record.objects.filter(can="look_at_alert", detail__found="spoken")
    assert logged.get().by == world.people["carmen"].id


def test_without_a_whole_reason_it_stays_shut(world: World, case: Dossier) -> None:
    has_opened(world, "ana", 30)
    ana = world.signed_in("ana")
    assert "Write 10 to 600 letters" in say_why(ana, case, opening_words="no")
    assert ana.get(f"/dossiers/{case.pk}/file/").status_code == 302
    assert not Alert.objects.exists()


def test_danger_without_an_answer_opens_without_asking_and_is_told_all_the_same(
    world: World,
) -> None:
    has_opened(world, "ana", 30)
    raised = world.raise_concern(danger_now="now")
    demuna = world.bodies["demuna"]
    mine = Dossier.objects.filter(situation=raised.situation, parties__body=demuna)
    case = mine.filter(protocol="case").first()
    assert case is not None
    assert world.signed_in("ana").get(f"/dossiers/{case.pk}/file/").status_code == 200
    assert Alert.objects.get().why == "danger"
    carmen = world.signed_in("carmen")
    page = carmen.get(f"/alerts/{Alert.objects.get().pk}/").content.decode()
    assert "nobody was asked why" in page


def test_the_next_day_counts_anew(world: World, case: Dossier, clock: Clock) -> None:
    has_opened(world, "ana", 30)
    clock.move(hours=15)
    assert world.signed_in("ana").get(f"/dossiers/{case.pk}/file/").status_code == 200
    assert not Alert.objects.exists()


@both_ways
def test_who_did_it_sees_no_alert_and_a_supervisors_own_goes_above(
    world: World, case: Dossier
) -> None:
    has_opened(world, "carmen", 30)
    client = world.signed_in("carmen")
    in_emergency(client, case)
    assert client.get(f"/dossiers/{case.pk}/file/").status_code == 200
    alert = Alert.objects.get()
    assert alert.why == "emergency"
    assert HEADING not in client.get("/office/").content.decode()
    assert client.get(f"/alerts/{alert.pk}/").status_code == 404
    above = world.signed_in("julio")
    assert HEADING in above.get("/oversight/").content.decode()
    assert case.number not in above.get(f"/alerts/{alert.pk}/").content.decode()


@pytest.fixture
def canary(world: World) -> Dossier:
    """A made-up file of the office; julio had it made."""
    return make_canary(
        MadeUp("MARK-NAME Nobody Noname", "MARK-WORDS made up"),
        world.bodies["demuna"],
        known_to=world.people["julio"].id,
        by=None,
        at=world.clock.at,
    )


def in_emergency(client: Client, case: Dossier) -> str:
    address = f"/dossiers/{case.pk}/emergency/"
    said = {"access_why": "other", "access_reason": "I only wanted to look at what is in there"}
    sent = {**said, "passphrase": PASSPHRASE, "token": token(client, address)}
    return client.post(address, sent, follow=True).content.decode()


def test_a_made_up_file_stands_on_no_list_and_in_no_number(world: World, canary: Dossier) -> None:
    call_command("tick", verbosity=0, stdout=Silent())
    for who in ("ana", "carmen", "julio"):
        reader = world.reader(who)
        for seen in ("visible_to", "in_full", "under_supervision_of", "watched_by", "in_hand_of"):
            assert not getattr(Dossier.objects, seen)(reader).exists(), (who, seen)
        client = world.signed_in(who)
        for page in ("/", "/duties/", "/cases/", "/office/", "/office/readings/", "/oversight/"):
            assert canary.number not in client.get(page).content.decode()
    assert not Duty.objects.filter(dossier__situation=canary.situation).exists()
    assert not Alert.objects.exists()


@both_ways
def test_opening_a_made_up_file_is_told_to_the_office_and_above_at_once(
    world: World, canary: Dossier
) -> None:
    beto = world.signed_in("beto")
    found = beto.post("/emergency/", {"number": canary.number})
    assert found["Location"] == f"/dossiers/{canary.pk}/emergency/"
    assert "The file is open to you until" in in_emergency(beto, canary)
    opened = beto.get(f"/dossiers/{canary.pk}/file/").content.decode()
    assert "MARK-WORDS made up" in opened
    assert {alert.at for alert in Alert.objects.all()} == {world.clock.at}
    for who, page in (("carmen", "/office/"), ("julio", "/oversight/")):
        assert "Opened a made-up file" in office_of(world, who, page)
    assert "made-up" not in "".join(office_of(world, "beto", p) for p in ("/", "/duties/"))
    assert not NameIndex.objects.filter(dossier=canary).exists()
    assert not Duty.objects.filter(dossier=canary).exists()
    assert Canary.objects.get().known_to == world.people["julio"]


def test_a_supervisor_who_opens_one_is_told_of_it_above_alone(
    world: World, canary: Dossier
) -> None:
    in_emergency(world.signed_in("carmen"), canary)
    assert HEADING not in office_of(world, "carmen")
    assert "Opened a made-up file" in office_of(world, "julio", "/oversight/")


def test_the_command_makes_one_and_says_who_knows(world: World) -> None:
    said = Silent()
    office = world.bodies["demuna"].name
    about = {"known_to": "julio", "child": "Nadie", "words": "made up words"}
    call_command("canary_add", office, **about, stdout=said)
    made = Record.objects.get(can="make_canary")
    assert made.detail["known_to"] == str(world.people["julio"].id)
    with pytest.raises(CommandError):
        call_command("canary_add", "No such office", **about, stdout=said)
    with pytest.raises(CommandError, match="has no key"):
        call_command("canary_add", world.bodies["posta"].name, **about, stdout=said)


@both_ways
def test_a_file_that_names_the_worker_is_not_there_and_nothing_tells_them(
    world: World, case: Dossier
) -> None:
    has_opened(world, "ana", 29)
    kept = Kept(accounts=frozenset({world.people["ana"].id}), reason="alleged")
    declare_conflict(case, kept, by=world.supervisor(), at=world.clock.at)
    ana = world.signed_in("ana")
    for page in ("", "file/", "opening/", "emergency/"):
        assert ana.get(f"/dossiers/{case.pk}/{page}").status_code == 404
    assert not Alert.objects.exists()
    other = world.case_of(world.raise_concern())
    assert ana.get(f"/dossiers/{other.pk}/file/").status_code == 200


def test_who_must_not_know_of_a_file_is_told_of_no_opening_of_it(
    world: World, case: Dossier
) -> None:
    has_opened(world, "ana", 30)
    kept = Kept(accounts=frozenset({world.people["carmen"].id}), reason="kin")
    declare_conflict(case, kept, by=world.supervisor(), at=world.clock.at)
    say_why(world.signed_in("ana"), case)
    assert HEADING not in office_of(world, "carmen")
    assert HEADING in office_of(world, "julio", "/oversight/")
    told = office_of(world, "julio", f"/alerts/{Alert.objects.get().pk}/")
    assert "MARK-WHY" in told


@pytest.mark.parametrize(
    ("child", "told"), [("Rosita Waman Kispe", True), ("Ana Mamani Condori", False)]
)
def test_opening_a_child_of_two_of_ones_own_names_is_told_once(
    world: World, child: str, *, told: bool
) -> None:
    Account.objects.filter(username="ana").update(display_name="Ana Quispe Huamán")
    case = world.case_of(world.raise_concern(child_called=child))
    ana = world.signed_in("ana")
    for _again in range(2):
        assert ana.get(f"/dossiers/{case.pk}/file/").status_code == 200
    assert [each.kind for each in Alert.objects.all()] == [Alert.KIN] * told
    says = "bears two of their names"
    assert (says in office_of(world, "carmen")) is told
    assert says not in office_of(world, "ana")
    if not told:
        return
    carmen, address = world.signed_in("carmen"), f"/alerts/{Alert.objects.get().pk}/"
    page = carmen.get(address).content.decode()
    assert "share two names" in page
    assert "Rosita" not in page
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    carmen.post(address, {"found": "ok", "seen": seen})
    world.clock.move(hours=26)
    assert world.signed_in("ana").get(f"/dossiers/{case.pk}/file/").status_code == 200
    assert says not in office_of(world, "carmen")
