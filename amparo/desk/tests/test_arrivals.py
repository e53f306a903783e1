"""Registering what came on paper, in person or by phone."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from amparo.audit.models import Record
from amparo.base.ids import new_id
from amparo.dossiers.actions.arrivals import register_arrival
from amparo.dossiers.actions.journal import append_entry
from amparo.dossiers.actions.routing import Raising
from amparo.dossiers.models import Dossier, Draft
from amparo.dossiers.rules import Can, Letter
from tests.attacks.scene import RECEIPT, REFERRAL
from tests.filling import Answers, Page, fill, text_of, token_of
from tests.world import DISTRICT, OTHER_DISTRICT, QUIET, Clock, World

REGISTER = "/arrivals/register/"
STAMP = datetime(2027, 5, 10, 12, 0, tzinfo=UTC)
"""07:00 in Lima, on the Monday on which the world's clock stands at 09:15."""

ON_PAPER: dict[str, str | Sequence[str]] = {
    "arrived": "paper",
    "arrived_at": "2027-05-10T07:00",
    "danger_now": "no",
    "health_now": "no",
    "keep_from": ["none"],
    "signs": ["school"],
    "home_district": "ours",
    "home_place": "MARK-PLACE",
    "words_seen": "MARK-WORDS",
    "tie": "neighbour",
    "safe_number": "999 111 222",
}


def register(world: World, changed: Answers | None = None, *, who: str = "ana") -> Page:
    return fill(world.signed_in(who), REGISTER, {**ON_PAPER, **(changed or {})})


def own_case(world: World, body: str = "demuna") -> Dossier:
    return Dossier.objects.get(
        protocol="case", parties__body=world.bodies[body], parties__for_body__isnull=True
    )


def test_a_concern_on_paper_leads_to_the_cover_of_the_offices_own_case(world: World) -> None:
    answer = register(world)
    case = own_case(world)
    assert (answer.status_code, answer["Location"]) == (302, f"/dossiers/{case.id}/")
    assert case.area_id == DISTRICT


def test_its_clocks_run_from_the_stamp_and_not_from_the_typing(world: World) -> None:
    register(world)
    duty = own_case(world).duties.get(clock="PE.dna.qualify")
    assert duty.since == STAMP
    assert (duty.due - STAMP).total_seconds() == 24 * 60 * 60


def test_the_person_who_brought_it_has_no_account_and_is_told_aloud(world: World) -> None:
    register(world)
    case = own_case(world)
    assert case.came_from is not None
    raiser = case.came_from.parties.get(key="raiser")
    assert (raiser.account, raiser.body) == (None, None)
    assert case.entries.get(step="arrive").coded["raiser_in_person"] == "yes"


def test_where_nobody_raised_it_nothing_is_read_aloud(world: World) -> None:
    case = world.case_of(world.raise_concern())
    world.signed_in("ana").get(f"/dossiers/{case.id}/file/")
    world.take(case, "receipt", world.officer(), **RECEIPT)
    to_upe = (world.bodies["upe"].id,)
    letter = Letter(new_id(world.clock.at), "refer", REFERRAL, world.clock.at, addressed=to_upe)
    append_entry(case, letter, by=world.officer(), at=world.clock.at)
    theirs = Dossier.objects.get(protocol="case", came_from__protocol="referral")
    page = world.signed_in("elsa").get(f"/dossiers/{theirs.id}/steps/told_aloud/")
    assert page.status_code == 200
    assert "Read this aloud" not in text_of(page)


def test_what_was_typed_is_locked_and_opens_in_the_file(world: World) -> None:
    register(world)
    ana = world.signed_in("ana")
    cover = text_of(ana.get(f"/dossiers/{own_case(world).id}/"))
    assert "MARK" not in cover
    file = text_of(ana.get(f"/dossiers/{own_case(world).id}/file/"))
    assert "MARK-WORDS" in file
    assert "999 111 222" not in file


def test_the_log_says_who_typed_it_and_for_which_case(world: World) -> None:
    register(world)
    noted = Record.objects.get(can=Can.REGISTER_PAPER)
    assert (noted.by, noted.subject) == (world.people["ana"].id, own_case(world).id)


def test_neither_the_concern_nor_its_record_stays_without_the_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError("the log is full")

    monkeypatch.setattr("amparo.dossiers.actions.arrivals.record", fails)
    raising = Raising(
        id=new_id(world.clock.at),
        values=QUIET,
        district=DISTRICT,
        raised_by=None,
        office=world.bodies["demuna"].id,
    )
    by = world.author("ana", "receiver", "demuna", "officer")
    with pytest.raises(OSError, match="full"):
        register_arrival(raising, by=by, at=world.clock.at)
    assert not Dossier.objects.exists()


def test_sending_the_page_twice_stores_once(world: World) -> None:
    ana = world.signed_in("ana")
    sent = {**ON_PAPER, "token": token_of(ana.get(REGISTER))}
    first, second = ana.post(REGISTER, sent), ana.post(REGISTER, sent)
    assert first["Location"] == second["Location"]
    assert Dossier.objects.filter(protocol="concern").count() == 1
    assert Record.objects.filter(can=Can.REGISTER_PAPER).count() == 1


def test_another_text_from_the_same_page_is_refused_and_not_lost(world: World) -> None:
    ana = world.signed_in("ana")
    sent = {**ON_PAPER, "token": token_of(ana.get(REGISTER))}
    ana.post(REGISTER, sent)
    answer = ana.post(REGISTER, {**sent, "words_seen": "MARK-OTHER"})
    assert answer["Location"] == REGISTER
    assert "MARK-OTHER" in text_of(ana.get(REGISTER))
    assert Dossier.objects.filter(protocol="concern").count() == 1


WRONG: tuple[tuple[Answers, str], ...] = (
    ({"arrived_at": "2027-05-10T09:16"}, "This moment has not come yet"),
    ({"arrived_at": "9999-12-31T23:59"}, "There is no such day"),
    ({"arrived_at": "2026-05-08T07:00"}, "This is more than a year ago"),
    ({"arrived_at": "1000-01-01T00:00"}, "There is no such day"),
    ({"arrived_at": "2027-02-30T07:00"}, "There is no such day"),
    ({"arrived_at": "yesterday"}, "Write day and hour like"),
    ({"arrived_at": ""}, "Write the day and hour that stand on the paper"),
    ({"arrived": "app"}, "Choose from the answers shown"),
    ({"home_district": "other", "other_district": "Nowhere"}, "We know no district of this name"),
    ({"danger_now": ""}, "This needs an answer"),
    ({"words_seen": "x" * 501}, "at most 500"),
)


@pytest.mark.parametrize(("answers", "says"), WRONG, ids=[says for _, says in WRONG])
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    world: World, answers: Answers, says: str
) -> None:
    page = text_of(register(world, answers))
    assert says in page
    assert "MARK-PLACE" in page
    assert not Dossier.objects.exists()


def test_a_stamp_of_this_very_minute_is_in_time(world: World) -> None:
    assert register(world, {"arrived_at": "2027-05-10T09:15"}).status_code == 302


@pytest.mark.parametrize("came", ["person", "phone"])
def test_a_visit_or_a_call_just_now_needs_no_stamp(world: World, clock: Clock, came: str) -> None:
    register(world, {"arrived": came, "arrived_at": ""})
    assert own_case(world).duties.get(clock="PE.dna.qualify").since == clock.at


def test_nobody_types_twice_how_it_came(world: World) -> None:
    register(world)
    page = text_of(world.signed_in("ana").get(f"/dossiers/{own_case(world).id}/steps/receipt/"))
    assert 'value="2027-05-10T07:00"' in page
    assert 'value="paper" checked' in page


def test_the_typing_office_receives_it_whoever_must_not_know(world: World) -> None:
    register(world, {"keep_from": ["municipality", "police"]})
    case = own_case(world)
    assert world.bodies["pnp"].id in {row.body_id for row in case.kept_from.all()}
    assert world.signed_in("ana").get(f"/dossiers/{case.id}/").status_code == 200


def test_a_district_named_in_words_is_where_the_child_lives(world: World) -> None:
    register(world, {"home_district": "other", "other_district": "yanatile"})
    assert own_case(world).area_id == OTHER_DISTRICT


def test_an_office_of_a_whole_region_has_to_say_which_district(world: World) -> None:
    page = text_of(register(world, who="elsa"))
    assert "Your office works for more than one district" in page
    there = {"home_district": "other", "other_district": "Calca"}
    answer = register(world, there, who="elsa")
    assert answer.status_code == 302
    assert own_case(world, "upe").area_id == DISTRICT


def test_whoever_is_not_on_duty_is_told_the_number_and_no_more(world: World) -> None:
    beto = world.signed_in("beto")
    answer = fill(beto, REGISTER, ON_PAPER)
    assert answer["Location"] == "/duties/"
    assert own_case(world).number in text_of(beto.get("/duties/"))
    assert beto.get(f"/dossiers/{own_case(world).id}/").status_code == 404


def test_only_officers_find_the_page(world: World) -> None:
    found = {who: world.signed_in(who).get(REGISTER).status_code for who in ("rosa", "carmen")}
    found["julio"] = world.signed_in("julio").get(REGISTER).status_code
    assert set(found.values()) == {404}


def test_what_was_typed_when_the_session_had_ended_is_kept_locked(world: World) -> None:
    ana = world.signed_in("ana")
    token = token_of(ana.get(REGISTER))
    ana.post("/sign-out/")
    answer = ana.post(REGISTER, {**ON_PAPER, "token": token})
    assert answer["Location"].startswith("/sign-in/")
    assert b"MARK-WORDS" not in bytes(Draft.objects.get().box)
    page = text_of(world.signed_in("ana").get(REGISTER))
    assert "We kept what you had typed" in page
    assert "MARK-WORDS" in page


def test_markup_that_was_typed_is_shown_as_text(world: World) -> None:
    page = text_of(register(world, {"home_place": "<script>alert(1)</script>", "danger_now": ""}))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
