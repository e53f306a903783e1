"""The forms of a child apart from the family: no picture, no income, no name in clear."""

import re

import pytest

from amparo.forms.form import CODED, Form
from amparo.protocols.pack import Pack

APART = {
    "separated": {"apart", "apart_known_at", "tracing_ok"},
    "missing_child": {"missing_is"},
    "tracing": {"tracing_is"},
    "adult_verification": {"adult_check"},
    "child_verification": {"child_check", "return_heard"},
    "reunification": {"reunited_by"},
    "after_reunion": {"together_is"},
    "best_interests": set(),
    "determination": {"bid_direction", "panel_size"},
    "case_note": set(),
    "file_check": set(),
    "transfer": {"transfer_is"},
}
ASKS = re.compile(
    r"\b(photo\w*|picture|income|religion|passport|surname|date of birth|pregnan\w+|DNI)\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("key", APART)
def test_only_what_a_clock_or_a_gate_reads_stands_in_clear(peru: Pack, key: str) -> None:
    form = peru.forms[key]
    assert {each.name for each in form.questions() if each.answer_class == CODED} == APART[key]


@pytest.mark.parametrize("key", APART)
def test_nothing_is_asked_that_must_not_be(peru: Pack, key: str) -> None:
    assert not [asked for asked in _asked(peru.forms[key]) if ASKS.search(asked)]


def test_a_question_that_must_not_be_would_be_seen() -> None:
    assert ASKS.search("A photograph of the child")
    assert ASKS.search("What is the mother's income?")


@pytest.mark.parametrize("key", ["missing_child", "tracing"])
def test_the_page_says_that_no_picture_goes_on_a_public_list(peru: Pack, key: str) -> None:
    notes = [q.label["en"] for q in peru.forms[key].questions() if q.kind == "note"]
    assert any("photograph" in note and "public list" in note for note in notes)


def _asked(form: Form) -> list[str]:
    asked = [each for each in form.questions() if each.kind != "note"]
    texts = [each.label.get("en", "") for each in asked]
    return texts + [choice.label["en"] for each in asked for choice in each.choices]
