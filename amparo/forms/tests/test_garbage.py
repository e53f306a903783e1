import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.forms import says
from amparo.forms.answers import accept, by_class, to_raw
from amparo.forms.tests.built import RAW, WHOLE, codes, form_of, question


@pytest.mark.parametrize(
    ("kind", "typed", "template"),
    [
        ("date", "2027-02-30", says.NO_SUCH_DAY),
        ("date", "9999-12-31", says.NO_SUCH_DAY),
        ("datetime", "9999-12-31T23:59", says.NO_SUCH_DAY),
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


@pytest.mark.parametrize(("sign", "number"), [("", 7), ("-", -7)])
def test_zeros_before_a_number_are_no_part_of_it(sign: str, number: int) -> None:
    form = form_of(question("a", "integer"))

    assert accept(form, {"a": [f"{sign}{'0' * 5000}7"]}).values == {"a": number}
    assert accept(form, {"a": [f"{sign}{'0' * 5000}"]}).values == {"a": 0}


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
