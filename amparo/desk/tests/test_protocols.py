"""Protocols as pages."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.conf import settings
from django.utils.translation import override

from amparo.desk.conditions import condition_in_words
from amparo.desk.limits import limit_in_words
from amparo.desk.ordering import clocks_in_order, in_order
from amparo.protocols.condition import Condition
from amparo.protocols.protocol import Limit
from amparo.trust.actions.accounts import create_account
from tests.filling import text_of
from tests.world import PASSPHRASE, World, peru


@pytest.fixture
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def plain(page: str) -> str:
    """Return what a page says, without its markup and its white space."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize("who", ["rosa", "ana", "carmen", "mario", "irma", "julio"])
def test_whoever_is_in_a_body_reads_every_protocol(world: World, who: str) -> None:
    client = world.signed_in(who)
    page = text_of(client.get("/protocols/"))
    for key in world.pack.protocols:
        assert f'href="/protocols/{key}/"' in page
        assert client.get(f"/protocols/{key}/").status_code == 200


def test_whoever_is_in_no_body_finds_none(world: World) -> None:
    create_account("nobody", "Nobody (made up)", PASSPHRASE, by=None, at=world.clock.at)
    client = world.signed_in("nobody")
    assert client.get("/protocols/").status_code == 404
    assert client.get("/protocols/case/").status_code == 404
    assert "/protocols/" not in text_of(client.get("/"))


@pytest.mark.parametrize("address", ["nonsense/", "case/steps/nonsense/", "nonsense/steps/open/"])
def test_what_the_pack_does_not_have_is_not_there(world: World, address: str) -> None:
    assert world.signed_in("ana").get(f"/protocols/{address}").status_code == 404


def test_every_step_has_a_page(world: World) -> None:
    client = world.signed_in("ana")
    for key in world.pack.protocols["case"].steps:
        assert client.get(f"/protocols/case/steps/{key}/").status_code == 200


def test_a_whole_protocol_is_light_enough_for_a_phone(world: World) -> None:
    sent = world.signed_in("ana").get("/protocols/case/", HTTP_ACCEPT_ENCODING="gzip")
    assert len(sent.content) < 20_000


def test_every_step_and_clock_of_the_pack_stands_on_the_page(world: World) -> None:
    page = text_of(world.signed_in("ana").get("/protocols/case/"))
    case = world.pack.protocols["case"]
    assert page.count('id="step-') == len(case.steps)
    assert page.count('class="limit"') == len(case.clocks)
    assert re.findall(r"\b(?:step|clock|party|role|state|label|coded)\.\w+", page) == []


def test_a_long_protocol_is_folded_by_the_headings_of_its_steps(world: World) -> None:
    page = text_of(world.signed_in("ana").get("/protocols/case/"))
    folded = re.findall(r'<details class="phase" id="(\w+-\w+)">', page)
    assert folded[0] == "steps-now"
    assert {"steps-raiser", "steps-itself", "clocks-now", "clocks-procedure"} < set(folded)
    now = page.partition('id="steps-now"')[2].partition('id="steps-child"')[0]
    assert 'id="step-receipt"' in now
    assert "phase" not in text_of(world.signed_in("ana").get("/protocols/concern/"))


def test_a_clock_says_how_long_from_when_who_is_told_and_where_it_is_written(
    world: World,
) -> None:
    page = plain(text_of(world.signed_in("ana").get("/protocols/case/")))
    clock = page.partition("DEMUNA” or “no answer”")[2].partition("DS 005-2019-MIMP art. 30.2")
    assert "supervisor: as soon as it is missed; overseeing body: 1 working day later" in clock[0]
    assert "read in the law" in clock[2][:60]


def test_what_is_no_law_is_shown_as_not_verified(world: World) -> None:
    page = plain(text_of(world.signed_in("ana").get("/protocols/case/")))
    clocks = world.pack.protocols["case"].clocks
    assert f"not verified {clocks['PE.case.open'].source}" in page
    assert clocks["PE.dna.qualify"].source in page
    assert f"not verified {clocks['PE.dna.qualify'].source}" not in page


def test_routes_stand_with_their_receivers_in_order(world: World) -> None:
    page = plain(text_of(world.signed_in("ana").get("/protocols/concern/")))
    danger = page.partition("Where it goes")[2].partition("Danger now")[2]
    order = ("police station", "prosecutor's office", "justice of the peace", "105 · police")
    places = [danger.index(word) for word in order]
    assert places == sorted(places)
    assert "if accredited" in page


def test_a_forms_questions_stand_on_a_page_of_the_step_with_who_may_read_them(
    world: World,
) -> None:
    client = world.signed_in("rosa")
    address = "/protocols/concern/steps/raise/"
    assert f'href="{address}">32 questions' in text_of(client.get("/protocols/concern/"))
    asked = plain(text_of(client.get(address)))
    assert "32 questions" in asked
    assert "Who" in asked
    assert "Is anyone in danger now? (readable: may be counted)" in asked
    assert "Are you related? (locked apart: who gave notice)" in asked


def test_steps_stand_as_they_follow_each_other() -> None:
    for protocol in peru().protocols.values():
        keys = [step.key for step in in_order(protocol)]
        assert keys[0] == next(step.key for step in protocol.steps.values() if step.opens)
        for step in protocol.steps.values():
            others = set(step.after) - {step.key}
            assert all(keys.index(before) < keys.index(step.key) for before in others)


def test_what_lengthens_a_clock_stands_right_after_it() -> None:
    keys = [clock.key for clock in clocks_in_order(peru().protocols["case"])]
    assert keys.index("PE.dna.qualify_ext") == keys.index("PE.dna.qualify") + 1


CONDITIONS = (
    ("${danger_now} = 'now'", "Is anyone in danger now? “yes, now”"),
    ("${danger_now} = 'now' or ${danger_now} = 'no'", "now? “yes, now” or “no”"),
    ("${danger_now} != 'now' and ${danger_now} != 'no'", "now? none of “yes, now”, “no”"),
    ("${danger_now} = 'now' and ${danger_now} = 'no'", "“yes, now”; and Is anyone"),
    ("not(${health_now} = 'yes')", "not: Does someone need health care today? “yes”"),
    ("selected(${signs}, 'hurt')", "among others “blows, wounds, burns”"),
    ("${danger_now} != ''", "Is anyone in danger now? not “no answer”"),
    ("count-selected(${signs}) = 0", "how many answers to"),
    ("${relayed} = 'yes'", "“stands in for a service without access”"),
    ("round(${how_many}) > 2", "round("),
    (
        "${health_now} = 'yes' and (${danger_now} = 'now' or ${crime} = 'no')",
        "“yes”; and (Is anyone in danger now? “yes, now”; or Signs of a crime or falta? “no”)",
    ),
)


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(("text", "says"), CONDITIONS, ids=[text for text, _ in CONDITIONS])
def test_a_condition_is_said_by_its_questions_and_answers(text: str, says: str) -> None:
    assert says in condition_in_words(peru(), Condition.read(text))


@pytest.mark.usefixtures("in_english")
@pytest.mark.parametrize(
    ("unit", "count", "says"),
    [
        ("hours", 24, "24 hours"),
        ("hours", 1, "1 hour"),
        ("hours", 0, "at once"),
        ("calendar_days", 0, "the same day"),
        ("working_days", 7, "7 working days"),
        ("months", 6, "6 months"),
        ("years", 1, "1 year"),
    ],
)
def test_a_limit_is_said_as_the_law_counts_it(unit: str, count: int, says: str) -> None:
    assert limit_in_words(Limit(unit, count)) == says


def test_a_citation_stays_as_written_and_its_meaning_is_in_the_readers_language(
    world: World,
) -> None:
    ana = world.signed_in("ana")
    page = ana.get("/protocols/case/").content.decode()
    assert '<cite lang="es">DS 005-2019-MIMP art. 30.2</cite>' in page
    assert "A situation is qualified within 24 hours" in page
    ana.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    page = ana.get("/protocols/case/").content.decode()
    assert "<cite>DS 005-2019-MIMP art. 30.2</cite>" in page
    assert "Qué dice, en breve" not in page
