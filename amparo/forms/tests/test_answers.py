from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.forms import says
from amparo.forms.answers import accept, asked, by_class, choices_open, defaults, to_raw
from amparo.forms.expressions import Tree, parse
from amparo.forms.form import Choice, Form, Group, Item, Question, Repeat


def when(text: str) -> Tree:
    return parse(text, columns=True)


def question(name: str, kind: str = "text", **more: Any) -> Question:  # noqa: ANN401 - any field
    return Question(name, kind, {"en": name}, **more)


def codes(*names: str, **columns: str) -> tuple[Choice, ...]:
    return tuple(Choice(name, {"en": name}, columns) for name in names)


def form_of(*items: Item) -> Form:
    return Form("concern", "1", {"en": "Concern", "es": "Aviso"}, "es", items)


DANGER = question("danger", "select_one", choices=codes("now", "no"), answer_class="coded")
SIGNS = question("signs", "select_multiple", choices=codes("hurt", "sexual"))
WHOLE = form_of(
    DANGER,
    SIGNS,
    Group("more", {}, (question("where", relevant=when("${danger} = 'now'"), required=True),)),
    Repeat(
        "kids",
        {},
        (
            question("years", "integer", constraint=when(". < 18")),
            question("name", relevant=when("${years} > 3"), answer_class="reporter"),
        ),
        at_most=2,
    ),
    question("seen_on", "date", answer_class="coded"),
    question("arrived", "datetime", answer_class="coded", moment=True),
    question("when", "time"),
    question("listen", "note"),
    question("many", "calculate", calculation=when("count(${kids})"), answer_class="coded"),
)

RAW = {
    "danger": ["now"],
    "signs": ["sexual", "hurt"],
    "where": ["by the river"],
    "kids-0-years": ["5"],
    "kids-0-name": ["Flor"],
    "kids-1-years": ["2"],
    "kids-1-name": ["not asked"],
    "seen_on": ["2027-01-01"],
    "arrived": ["2027-05-10T09:15:30"],
    "when": ["09:15"],
    "csrf": ["x"],
}


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


@pytest.mark.parametrize(
    ("kind", "typed", "template"),
    [
        ("date", "2027-02-30", says.NO_SUCH_DAY),
        ("date", "31/12/2027", says.NOT_A_DATE),
        ("date", "0000-01-01", says.NOT_A_DATE),
        ("text", "x" * 1_000_000, says.TOO_LONG),
        ("text", "a\ud800b", says.ODD_CHARACTER),
        ("text", "a\x00b", says.ODD_CHARACTER),
        ("integer", "9" * 1_000_000, says.TOO_BIG),
        ("select_one", "'; drop", says.NOT_A_CHOICE),
    ],
)
def test_what_can_not_be_kept_is_said_and_never_repeated(
    kind: str, typed: str, template: str
) -> None:
    form = form_of(question("a", kind, choices=codes("x")))

    said = accept(form, {"a": [typed]}).faults["a"]

    assert said.template == template
    assert typed[:8] not in str(said)
    assert said.template in says.SENTENCES


def test_a_date_written_the_local_way_is_told_the_expected_way() -> None:
    form = form_of(question("a", "date"))

    assert "like 2027-05-10" in str(accept(form, {"a": ["31/12/2027"]}).faults["a"])


def test_a_text_is_kept_as_typed_up_to_its_limit() -> None:
    form = form_of(question("a", limit=30))
    kept = "<script>\u202e\u05e9\u05dc\u05d5\u05dd</script> 😀"

    assert accept(form, {"a": [kept]}).values == {"a": kept}
    assert accept(form, {"a": ["😀" * 30]}).faults == {}
    assert str(accept(form, {"a": ["😀" * 31]}).faults["a"]) == (
        "This has 31 characters; write at most 30."
    )


raws = st.dictionaries(
    st.sampled_from([*RAW, "kids", "kids-0", "kids-7-years", "", "g"]) | st.text(max_size=12),
    st.lists(
        st.one_of(
            st.text(max_size=30),
            st.sampled_from(["now", "hurt", "hurt sexual", "5", "2027-01-01", "x" * 5000]),
            st.characters(categories=["Cs", "Cc"]),
        ),
        max_size=3,
    ),
    max_size=12,
)


@settings(max_examples=100)
@given(raws)
def test_whatever_is_sent_gives_clean_values_and_sentences(raw: dict[str, list[str]]) -> None:
    filled = accept(WHOLE, raw)

    assert {said.template for said in filled.faults.values()} <= set(says.SENTENCES)
    assert filled.values.keys() <= {*(q.name for q in WHOLE.questions()), "kids"}
    again = accept(WHOLE, to_raw(WHOLE, filled.values))
    assert again.values == filled.values
    split = by_class(WHOLE, filled.values)
    assert {name for kept in split.values() for name in kept} == set(filled.values)
