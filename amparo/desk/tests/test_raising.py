"""Raising a concern at the desk, from the card that is heard first to the answer."""

from uuid import uuid4

import pytest

from amparo.dossiers.models import Dossier, Draft, Entry, KeptFrom, Party, SealedPart
from amparo.system.actions.areas import load_areas
from amparo.system.areas import AreaRow
from amparo.trust.actions.circles import end_membership
from tests.filling import CONCERN_PAGES, begin_concern, fill, raise_at_desk, text_of, token_of
from tests.world import OTHER_DISTRICT, World


def receivers(world: World) -> set[str]:
    parties = Party.objects.filter(key="receiver").values_list("body", flat=True)
    return {key for key, body in world.bodies.items() if body.id in set(parties)}


def test_a_member_raises_a_concern_and_finds_it_with_its_code_word(world: World) -> None:
    rosa = world.signed_in("rosa")
    address = raise_at_desk(rosa)
    concern = Dossier.objects.get(protocol="concern")
    page = text_of(rosa.get(address))
    assert address == f"/concerns/{concern.pk}/"
    assert concern.code_word in page
    assert "It reached the office. No person has read it yet." in page
    assert "MARK" not in page
    assert not Draft.objects.exists()
    assert concern.code_word in text_of(rosa.get("/concerns/"))


def test_who_raised_it_is_sealed_in_its_own_class(world: World) -> None:
    raise_at_desk(world.signed_in("rosa"))
    classes = set(SealedPart.objects.values_list("part_class", flat=True))
    assert classes >= {"sealed", "reporter", "callback"}
    entry = Entry.objects.get(step="raise")
    assert entry.by == "raiser:vetted"
    assert "MARK" not in str(entry.coded)


def test_who_must_not_know_is_asked_before_what_was_seen(world: World) -> None:
    rosa = world.signed_in("rosa")
    start = begin_concern(rosa)
    after = fill(rosa, f"{start}danger/", CONCERN_PAGES["danger"])["Location"]
    assert after == f"{start}who_not/"
    assert fill(rosa, after, {"keep_from": "none"})["Location"] == f"{start}seen/"


def test_what_is_missing_is_said_on_the_page_and_before_sending(world: World) -> None:
    rosa = world.signed_in("rosa")
    start = begin_concern(rosa)
    page = text_of(fill(rosa, f"{start}danger/", {"danger_now": "no"}))
    assert "One answer has to be mended." in page
    assert "<title>To mend: " in page
    check = text_of(rosa.get(start))
    assert "Before it can be sent, this needs an answer:" in check
    assert f'href="{start}where/"' in check
    answer = rosa.post(start, {"token": token_of(rosa.get(f"{start}who_not/"))})
    assert answer.status_code == 302
    assert not Dossier.objects.exists()


def test_one_can_check_and_send_from_any_page(world: World) -> None:
    rosa = world.signed_in("rosa")
    start = begin_concern(rosa)
    assert fill(rosa, f"{start}danger/", CONCERN_PAGES["danger"], do="check")["Location"] == start


def test_before_sending_one_sees_where_it_goes_and_who_will_not_know(world: World) -> None:
    rosa = world.signed_in("rosa")
    start = begin_concern(rosa)
    evaristo = str(world.people["evaristo"].id)
    kept = {"keep_from": ["municipality", "our_group"], "kept_people": evaristo}
    where = {"home_district": "ours", "person": "school_staff"}
    for page, answers in {**CONCERN_PAGES, "who_not": kept, "where": where}.items():
        fill(rosa, f"{start}{page}/", answers)
    check = text_of(rosa.get(start)).partition("<h2>What you wrote")[0]
    assert "UGEL (local education office), told by the UPE (special protection unit)" in check
    assert "DEMUNA" not in check
    assert "the municipality" in check
    assert "Evaristo (made up)" in check


def test_people_of_the_group_who_were_ticked_are_kept_out_in_every_role(world: World) -> None:
    kept = {"keep_from": ["dk"], "kept_people": str(world.people["evaristo"].id)}
    raise_at_desk(world.signed_in("rosa"), who_not=kept)
    named = set(KeptFrom.objects.values_list("account", flat=True))
    assert named == {world.people["evaristo"].id}


def test_nobody_outside_the_group_can_be_smuggled_in(world: World) -> None:
    ana, mario = str(world.people["ana"].id), str(world.people["mario"].id)
    address = raise_at_desk(
        world.signed_in("rosa"),
        who_not={"keep_from": "none", "kept_people": ana},
        about_me={"tie": "neighbour", "companion": mario},
    )
    assert not KeptFrom.objects.exists()
    assert world.signed_in("mario").get(address).status_code == 404


def test_who_must_not_know_cannot_go_along(world: World) -> None:
    lucia = str(world.people["lucia"].id)
    raise_at_desk(
        world.signed_in("rosa"),
        who_not={"keep_from": "dk", "kept_people": lucia},
        about_me={"tie": "neighbour", "companion": lucia},
    )
    assert not Party.objects.filter(key="companion").exists()
    assert {row.account for row in KeptFrom.objects.all()} == {world.people["lucia"]}


@pytest.mark.parametrize("written", ["Yanatile", " yanatile, CALCA ", "Llanatile"])
def test_another_district_is_found_however_it_was_written(world: World, written: str) -> None:
    where = {"home_district": "other", "other_district": written}
    raise_at_desk(world.signed_in("rosa"), where=where)
    assert Dossier.objects.get(protocol="concern").area_id == OTHER_DISTRICT


def test_a_district_that_is_not_known_is_asked_again_and_hinders_nothing(world: World) -> None:
    rosa = world.signed_in("rosa")
    start = begin_concern(rosa)
    where = {"home_district": "other", "other_district": "Nowhere at all"}
    page = text_of(fill(rosa, f"{start}where/", where))
    assert "We know no district of this name." in page
    assert "Nowhere at all" in page
    raise_at_desk(rosa, where={"home_district": "dk"})
    assert Dossier.objects.get(protocol="concern").area_id == world.bodies["group"].area_id


def test_where_districts_share_a_name_one_chooses(world: World) -> None:
    twin = AreaRow("PE080299", "Yanatile", 3, "PE0802", None, None)
    load_areas([twin], source="made up", by=None, at=world.clock.at)
    rosa = world.signed_in("rosa")
    where = {"home_district": "other", "other_district": "Yanatile"}
    page = text_of(fill(rosa, f"{begin_concern(rosa)}where/", where))
    assert "Several districts have this name. Choose one below." in page
    assert "Yanatile, Calca, Cusco" in page
    assert "Yanatile, Acomayo, Cusco" in page
    raise_at_desk(rosa, where={**where, "district": "PE080299"})
    assert Dossier.objects.get(protocol="concern").area_id == "PE080299"


def test_sending_twice_leads_to_the_same_concern(world: World) -> None:
    rosa = world.signed_in("rosa")
    start = begin_concern(rosa)
    for page, answers in CONCERN_PAGES.items():
        fill(rosa, f"{start}{page}/", answers)
    token = token_of(rosa.get(start))
    sent = [rosa.post(start, {"token": token})["Location"] for _ in range(2)]
    assert len(set(sent)) == 1
    assert Dossier.objects.filter(protocol="concern").count() == 1
    assert rosa.get(f"{start}seen/")["Location"] == sent[0]


def test_a_concern_thrown_away_leaves_nothing(world: World) -> None:
    rosa = world.signed_in("rosa")
    start = begin_concern(rosa)
    fill(rosa, f"{start}words/", CONCERN_PAGES["words"])
    fill(rosa, f"{start}find/", CONCERN_PAGES["find"], do="keep")
    assert f'href="{start}"' in text_of(rosa.get("/"))
    fill(rosa, start, {}, do="forget")
    assert not Draft.objects.exists()
    assert "Begun, not sent" not in text_of(rosa.get("/"))


def test_what_one_writes_nobody_else_can_go_on_with(world: World) -> None:
    rosa = world.signed_in("rosa")
    start = begin_concern(rosa)
    fill(rosa, f"{start}words/", CONCERN_PAGES["words"])
    lucia = world.signed_in("lucia")
    assert "MARK-WORDS" not in text_of(lucia.get(f"{start}words/"))
    assert "MARK-WORDS" in text_of(rosa.get(f"{start}words/"))


def test_odd_texts_are_kept_as_they_are_and_too_long_ones_are_said(world: World) -> None:
    rosa = world.signed_in("rosa")
    start = begin_concern(rosa)
    odd = "<script>alert(1)</script> \u202eback 👧🏽 {{ x }}"
    fill(rosa, f"{start}words/", {"words_seen": odd})
    page = text_of(rosa.get(start))
    assert "&lt;script&gt;alert(1)&lt;/script&gt; \u202eback 👧🏽 {{ x }}" in page
    assert "<script>alert" not in page
    page = text_of(fill(rosa, f"{start}words/", {"words_seen": "a" * 1_000_000}))
    assert "This has 1000000 characters; write at most 500." in page
    assert "a" * 1_000_000 in page


def test_a_page_or_a_concern_that_is_not_there_is_not_there(world: World) -> None:
    rosa = world.signed_in("rosa")
    assert rosa.get(f"{begin_concern(rosa)}nothing/").status_code == 404
    assert rosa.get(f"/concerns/{uuid4()}/").status_code == 404
    for other in ("ana", "carmen", "mario", "irma"):
        assert world.signed_in(other).get("/concerns/raise/").status_code == 404


def test_who_was_removed_from_the_group_still_has_a_voice_and_the_answers(world: World) -> None:
    rosa = world.signed_in("rosa")
    address = raise_at_desk(rosa)
    world.clock.move(minutes=10)
    group, by = world.bodies["group"], world.people["evaristo"].id
    end_membership(group.circle, world.people["rosa"], "vetted", by=by, at=world.clock.at)
    assert "It reached the office" in text_of(rosa.get(address))
    again = raise_at_desk(rosa)
    assert again != address
    assert receivers(world) >= {"demuna"}


def test_for_who_must_not_know_the_world_is_the_same(world: World) -> None:
    def seen_by(who: str) -> list[str]:
        client = world.signed_in(who)
        pages = [client.get(url) for url in ("/", "/concerns/", "/numbers/", "/hat/")]
        token = client.cookies["amparo_csrf"].value
        return [text_of(page).replace(token, "") for page in pages]

    def without_tokens(pages: list[str]) -> list[str]:
        lines = (page.splitlines() for page in pages)
        return [line for page in lines for line in page if "csrfmiddlewaretoken" not in line]

    before = without_tokens(seen_by("evaristo"))
    kept = {"keep_from": ["our_group", "local_auth", "municipality"]}
    raise_at_desk(world.signed_in("rosa"), who_not=kept)
    assert without_tokens(seen_by("evaristo")) == before
