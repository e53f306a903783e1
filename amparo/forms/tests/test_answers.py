from datetime import UTC, datetime

import pytest

from amparo.forms import says
from amparo.forms.answers import accept, asked, by_class, choices_open, defaults, to_raw
from amparo.forms.form import Group, Repeat
from amparo.forms.tests.built import DANGER, RAW, WHOLE, codes, form_of, question, when


def test_a_whole_form_is_read() -> None:
    filled = accept(WHOLE, RAW)

    assert filled.faults == {}
    assert filled.values == {
        "danger": "now",
        "signs": ("hurt", "sexual"),
        "where": "by the river",
        "kids": ({"years": 5, "name": "Flor"}, {"years": 2}),
        "seen_on": "2027-01-01",
        "arrived": "2027-05-10T09:15",
        "when": "09:15",
        "many": "2",
    }


def test_answers_are_split_by_who_may_read_them_and_days_become_weeks() -> None:
    values = {**accept(WHOLE, RAW).values, "unheard_of": "x"}

    assert by_class(WHOLE, values) == {
        "coded": {
            "danger": "now",
            "seen_on": "2026-W53",
            "arrived": "2027-05-10T09:15",
            "many": "2",
        },
        "sealed": {
            "signs": ("hurt", "sexual"),
            "where": "by the river",
            "kids": ({"years": 5}, {"years": 2}),
            "when": "09:15",
            "unheard_of": "x",
        },
        "reporter": {"kids": ({"name": "Flor"}, {})},
    }


def test_what_was_answered_can_be_shown_and_read_again() -> None:
    values = accept(WHOLE, RAW).values

    assert accept(WHOLE, to_raw(WHOLE, values)).values == values


def test_what_is_not_asked_is_dropped_without_a_word() -> None:
    filled = accept(WHOLE, {"danger": ["no"], "where": ["\x00"], "many": ["99"], "listen": ["x"]})

    assert filled.values == {"danger": "no", "many": "0"}
    assert filled.faults == {}


def test_a_dropped_answer_is_not_read_by_others() -> None:
    form = form_of(
        DANGER,
        question("b", relevant=when("${danger} = 'now'")),
        question("c", relevant=when("${b} != ''")),
    )

    assert accept(form, {"danger": ["no"], "b": ["x"], "c": ["y"]}).values == {"danger": "no"}


def test_what_is_needed_and_missing_is_said_in_the_forms_words() -> None:
    form = form_of(question("a", required=True, required_message={"es": "Diga algo."}))

    said = accept(form, {"a": [" \n "]}).faults["a"]

    assert said.in_language("es") == "Diga algo."
    assert said.in_language("en", str.upper) == "THIS NEEDS AN ANSWER."
    assert str(said) == says.MISSING


def test_a_constraint_is_said_in_the_forms_words_and_its_answer_dropped() -> None:
    form = form_of(
        question(
            "a", "integer", constraint=when(". >= 0"), constraint_message={"en": "Not below 0."}
        ),
        question("b", relevant=when("${a} < 0")),
    )

    filled = accept(form, {"a": ["-1"], "b": ["x"]})

    assert filled.values == {}
    assert {name: str(said) for name, said in filled.faults.items()} == {"a": "Not below 0."}


def test_a_fault_in_a_row_stands_under_that_rows_name() -> None:
    filled = accept(WHOLE, {"kids-0-years": ["x"], "kids-1-years": ["90"], "kids-1-name": ["F"]})

    assert {name: said.template for name, said in filled.faults.items()} == {
        "kids-0-years": says.NOT_WHOLE,
        "kids-1-years": says.NOT_ALLOWED,
    }


def test_more_rows_than_there_is_room_for_are_a_fault() -> None:
    raw = {f"kids-{number}-years": ["4"] for number in (0, 3, 9999)}

    filled = accept(WHOLE, raw)

    assert str(filled.faults["kids"]) == "There is room for 2 here. Put the others in the words."
    assert filled.values["kids"] == ({"years": 4}, {"years": 4})


@pytest.mark.parametrize(
    "name",
    [
        "kids-00-years",
        "kids-10000-years",
        "kids--1-years",
        "kids-0-",
        "kids-0-nobody",
        "kids-\u0661-years",
    ],
)
def test_a_name_that_is_no_row_is_not_read(name: str) -> None:
    assert accept(WHOLE, {name: ["4"]}).values == {"many": "0"}


def test_rows_left_empty_are_not_there() -> None:
    filled = accept(WHOLE, {"kids-0-years": [" "], "kids-1-years": ["4"]})

    assert filled.values["kids"] == ({"years": 4},)


def test_only_the_page_shown_has_faults_but_earlier_pages_are_read() -> None:
    form = form_of(DANGER, Group("g", {}, (question("where", required=True),)), WHOLE.items[3])
    raw = {"danger": ["now"], "kids-0-years": ["x"]}

    assert accept(form, raw, only=["danger"]).faults == {}
    assert accept(form, raw, only=["danger"]).values == {"danger": "now"}
    assert list(accept(form, raw, only=["g"]).faults) == ["where"]
    assert list(accept(form, raw, only=["kids"]).faults) == ["kids-0-years"]
    assert list(accept(form, raw).faults) == ["where", "kids-0-years"]


def test_a_choice_filter_allows_only_its_choices() -> None:
    places = codes("lima", area="coast") + codes("cusco", area="hills")
    filtered = question(
        "place", "select_one", choices=places, choice_filter=when("area = ${area_of}")
    )
    form = form_of(question("area_of"), filtered)

    assert accept(form, {"area_of": ["hills"], "place": ["cusco"]}).values["place"] == "cusco"
    assert str(accept(form, {"area_of": ["hills"], "place": ["lima"]}).faults["place"]) == (
        says.NOT_A_CHOICE
    )
    assert [choice.name for choice in choices_open(filtered, {"area_of": "coast"})] == ["lima"]


def test_a_form_that_asks_what_day_it_is_must_be_told() -> None:
    form = form_of(
        question("d", "date", constraint=when(". <= today()")),
        question("t", "datetime", constraint=when(". <= now()")),
    )
    raw = {"d": ["2027-05-11"], "t": ["2027-05-10T09:16"]}

    with pytest.raises(ValueError, match="what day it is"):
        accept(form, raw)
    assert set(accept(form, raw, now=datetime(2027, 5, 10, 9, 15, tzinfo=UTC)).faults) == {"d", "t"}
    assert accept(form, raw, now=datetime(2027, 5, 11, 9, 16, tzinfo=UTC)).faults == {}


def test_what_is_to_be_shown_can_be_asked() -> None:
    assert "where" in asked(WHOLE, {"danger": "now"})
    assert "where" not in asked(WHOLE, {"danger": "no"})
    assert {"more", "kids", "years", "listen"} <= asked(WHOLE, {})


def test_a_fresh_form_shows_its_defaults_and_none_in_rows() -> None:
    form = form_of(
        question("a", default="x"),
        question("b", "select_multiple", choices=codes("p", "q"), default="p q"),
        Repeat("kids", {}, (question("c", default="z"),), 2),
    )

    assert defaults(form) == {"a": ["x"], "b": ["p", "q"]}
