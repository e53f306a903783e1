"""Received on paper by one person, typed by another; the same paper typed twice."""

from datetime import UTC, datetime

from amparo.dossiers.actions.openings import Kept
from amparo.dossiers.actions.supervision import declare_conflict
from amparo.dossiers.models import Dossier, Entry
from tests.filling import Answers, Page, fill, text_of, token_of
from tests.world import World

REGISTER = "/arrivals/register/"
ON_PAPER: Answers = {
    "arrived": "paper",
    "arrived_at": "2027-05-10T07:00",
    "received_by": "MARK-COUNTER, front desk",
    "danger_now": "no",
    "health_now": "no",
    "keep_from": ["none"],
    "home_district": "ours",
    "words_seen": "MARK-WORDS",
}
STAMP = datetime(2027, 5, 10, 12, 0, tzinfo=UTC)


def register(world: World, who: str = "ana", **changed: str) -> Page:
    return fill(world.signed_in(who), REGISTER, {**ON_PAPER, **changed})


def cases() -> list[Dossier]:
    return list(Dossier.objects.filter(protocol="case").order_by("opened_at", "pk"))


def test_stamp_receiver_and_typist_stand_apart_in_the_diary(world: World) -> None:
    register(world)
    page = text_of(world.signed_in("ana").get(f"/dossiers/{cases()[0].id}/file/"))
    entry = next(each for each in page.split("<li") if "Received and typed at the office" in each)
    for said in ("07:00", "09:15", "MARK-COUNTER, front desk", "Typed by", "Ana (made up)"):
        assert said in entry, said


def test_who_received_it_is_locked_and_no_part_of_the_concern(world: World) -> None:
    register(world)
    entry = Entry.objects.get(step="registered")
    assert entry.stamped == STAMP
    assert entry.author_id == world.people["ana"].id
    assert entry.coded == {}
    assert [part.part_class for part in entry.parts.all()] == ["sealed"]
    assert not Entry.objects.filter(step="raise", coded__has_key="received_by").exists()


def test_whoever_received_it_alone_need_not_say_so(world: World) -> None:
    register(world, received_by="")
    entry = Entry.objects.get(step="registered")
    assert not entry.parts.exists()
    assert entry.author_id == world.people["ana"].id


def test_the_step_has_no_page_of_its_own(world: World) -> None:
    register(world)
    case = cases()[0]
    ana = world.signed_in("ana")
    for key in ("registered", "restrict", "copy_given"):
        assert ana.get(f"/dossiers/{case.id}/steps/{key}/").status_code == 404
        assert f"steps/{key}/" not in text_of(ana.get(f"/dossiers/{case.id}/"))


def test_the_same_paper_typed_again_is_noticed_before_it_is_stored(world: World) -> None:
    register(world)
    page = text_of(register(world))
    assert "A paper stamped at this hour was already typed" in page
    assert cases()[0].number in page
    assert "MARK-WORDS" in page, "what was typed is still there"
    assert len(cases()) == 1


def test_another_paper_of_that_hour_is_stored_once_that_is_said(world: World) -> None:
    register(world)
    ana = world.signed_in("ana")
    again = ana.post(REGISTER, {**ON_PAPER, "token": token_of(ana.get(REGISTER))})
    answer = ana.post(REGISTER, {**ON_PAPER, "do": "another", "token": token_of(again)})
    assert answer.status_code == 302
    first, second = cases()
    page = text_of(ana.get(f"/dossiers/{second.id}/"))
    assert "Perhaps the same paper" in page
    assert first.number in page


def test_sending_the_page_twice_is_no_twin_of_itself(world: World) -> None:
    ana = world.signed_in("ana")
    token = token_of(ana.get(REGISTER))
    for _ in range(2):
        assert ana.post(REGISTER, {**ON_PAPER, "token": token}).status_code == 302
    assert len(cases()) == 1


def test_another_hour_or_another_district_is_another_paper(world: World) -> None:
    register(world)
    assert register(world, arrived_at="2027-05-10T07:01").status_code == 302
    elsewhere = {"home_district": "other", "other_district": "yanatile"}
    assert register(world, **elsewhere).status_code == 302
    assert Entry.objects.filter(step="registered").count() == 3


def test_whoever_must_not_know_is_told_of_no_twin(world: World) -> None:
    register(world)
    case, at = cases()[0], world.clock.at
    kept = Kept(accounts=frozenset({world.people["beto"].id}), reason="family")
    declare_conflict(case, kept, by=world.supervisor(), at=at)
    answer = register(world, who="beto")
    assert answer.status_code == 302, "his is stored like any other"
    assert len(cases()) == 2


def test_a_colleague_who_works_on_it_is_told(world: World) -> None:
    register(world)
    world.assign(cases()[0], "beto")
    assert "was already typed" in text_of(register(world, who="beto"))
