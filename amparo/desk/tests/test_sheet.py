"""The sheet of paper: the pack's own questions under their numbers, and nothing of anybody."""

from html import unescape

import pytest
from django.conf import settings
from django.utils.translation import override

from amparo.audit.models import Record
from amparo.desk.sheet import numbered, sheet_for
from amparo.forms.form import walk
from tests.filling import text_of
from tests.world import DISTRICT, World, peru


@pytest.mark.parametrize("language", ["es", "en"])
def test_every_question_and_answer_of_the_form_stands_on_it(world: World, language: str) -> None:
    with override(language):
        client = world.signed_in("rosa")
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        page = unescape(text_of(client.get("/sheet/")))
    for question, _ in walk(peru().forms["concern"].items):
        if question.kind != "calculate" and "child_" not in question.name:
            assert question.label[language] in page, question.name
        for choice in question.choices:
            assert choice.label[language] in page, f"{question.name}: {choice.name}"


def test_the_numbers_are_one_to_sixteen_each_once() -> None:
    with override("en"):
        asked = numbered(peru().forms["concern"])
    assert [each.number for each in asked] == list(range(1, 17))


def test_what_a_number_holds_stands_together() -> None:
    with override("en"):
        asked = {each.number: each for each in numbered(peru().forms["concern"])}
    assert [blank.kind for blank in asked[14].blanks] == ["lines", "lines"]
    assert asked[12].name == "keep_from"
    assert asked[8].blanks[0].kind == "table"
    assert len(asked[8].blanks[0].rows) == 4
    assert len(asked[15].blanks) == 5
    assert len(asked[16].blanks) == 6


def test_it_says_which_numbers_must_be_answered(world: World) -> None:
    with override("en"):
        sheet = sheet_for(world.pack, world.reader("rosa"), DISTRICT, world.clock.at)
    assert sheet.needed == (1, 2, 9, 12)


def test_it_is_brought_to_offices_that_take_paper_unless_they_must_not_know(world: World) -> None:
    page = text_of(world.signed_in("rosa").get("/sheet/"))
    bring = page.partition("bring it only to")[2].partition("</div>")[0]
    assert "DEMUNA Calca" in bring
    assert "not if you ticked: the municipality" in bring
    assert "Posta" not in bring
    assert "national desk" not in bring


def test_the_numbers_of_the_place_stand_on_top(world: World) -> None:
    page = text_of(world.signed_in("rosa").get("/sheet/"))
    top = page.partition("Call first")[2].partition("</p>")[0]
    assert "105" in top
    assert "Posta de Qori" in top


def test_asking_for_it_leaves_nothing_behind(world: World) -> None:
    rosa = world.signed_in("rosa")
    before = Record.objects.count()
    assert rosa.get("/sheet/").status_code == 200
    assert Record.objects.count() == before


@pytest.mark.parametrize("who", ["rosa", "ana", "carmen"])
def test_members_officers_and_supervisors_find_the_way_to_it(world: World, who: str) -> None:
    client = world.signed_in(who)
    start = {"rosa": "/", "ana": "/arrivals/register/", "carmen": "/office/"}[who]
    assert 'href="/sheet/"' in text_of(client.get(start))


def test_the_page_of_registering_bears_the_same_numbers(world: World) -> None:
    page = text_of(world.signed_in("ana").get("/arrivals/register/"))
    assert "12 · Who must NOT know?" in unescape(page)
