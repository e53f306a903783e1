"""A form's page: every kind of question, in the reader's language, with what was typed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.forms.answers import accept
from amparo.forms.expressions import parse
from amparo.forms.form import Choice, Form, Group, Question
from amparo.forms.says import MISSING, Says
from amparo.pages.form_limits import chosen_alone, most_characters
from amparo.pages.form_page import render_form
from amparo.pages.form_sheet import say
from amparo.pages.tests.garden import GARDEN, ODD, TOOLS, words
from amparo.pages.tests.reading import Preview, Reading

Raw = dict[str, list[str]]


def page(raw: Raw | None = None, language: str = "en", **more: object) -> Reading:
    faults = more.pop("faults", {})
    html = render_form(more.pop("form", GARDEN), raw or {}, faults, language, **more)  # type: ignore[arg-type] # a test's short way
    reading = Reading(html)
    assert reading.wrong == []
    return reading


def form_of(*items: Question | Group) -> Form:
    return Form("f", "1", words("f", "f"), "es", items)


def test_every_kind_has_its_field() -> None:
    shown = page()
    kinds = {each.attrs["name"]: each.attrs.get("type") for each in shown.all("input")}
    assert kinds["went"] == "radio"
    assert kinds["tools"] == "checkbox"
    assert kinds["day"] == "date"
    assert kinds["came"] == "datetime-local"
    assert kinds["left"] == "time"
    assert kinds["rows_dug"] == kinds["name"] == "text"
    assert shown.all("textarea", name="story")
    assert len(shown.all("select", name="town")) == 1
    assert "Listen first." in shown.html


def test_everything_is_said_in_the_language_asked_for() -> None:
    assert page(language="es").all("legend")[0].text.startswith("¿Fue hoy")
    assert page(language="en").all("legend")[0].text.startswith("Did you go")
    with override("es"):
        assert "required" in page(language="en").html


@pytest.mark.parametrize(
    ("language", "said"), [("es-pe", "día"), ("en", "day"), ("qu", "día"), ("es", "día")]
)
def test_a_missing_language_falls_back_on_the_forms_own(language: str, said: str) -> None:
    assert say(words("día", "day"), language, "es") == said


def test_a_text_without_any_of_the_languages_is_still_shown() -> None:
    assert say({"qu": "punchaw"}, "en", "es") == "punchaw"
    assert say({}, "en", "es") == ""


def test_required_is_said_in_a_word() -> None:
    marked = [each.text for each in page().all("legend") + page().all("label")]
    assert len([text for text in marked if text.strip().endswith("required")]) == 3
    assert page().all("input", name="rows_dug")[0].attrs["aria-required"] == "true"


def test_hint_limit_and_fault_are_read_out_with_their_field() -> None:
    shown = page(faults={"story": "Too long.", "went": Says(MISSING)})
    story = shown.by_id("id_story")
    assert story.attrs["aria-describedby"] == "id_story-hint id_story-limit id_story-fault"
    assert story.attrs["aria-invalid"] == "true"
    assert shown.by_id("id_story-limit").text == "At most 500 characters"
    assert "Too long." in shown.by_id("id_story-fault").text
    described = shown.all("fieldset", aria_describedby="id_went-hint id_went-fault")
    assert len(described) == 1


def test_the_summary_leads_to_each_fault_in_the_order_of_the_page() -> None:
    faults = {
        "story": Says(MISSING),
        "elsewhere": "Not on this page.",
        "visitor-1-said": "Say more.",
        "visitor": "Too many.",
        "went": Says(MISSING),
    }
    shown = page(faults=faults)
    links = [each.attrs["href"] for each in shown.all("a")]
    assert links == ["#id_went", "#id_story", "#id_visitor", "#id_visitor-1-said"]
    assert shown.by_id("id_went").attrs["type"] == "radio"
    assert "5 answers have to be mended." in shown.html
    assert "Not on this page." in shown.html
    assert page().all("div", role="alert") == []


def test_what_was_typed_comes_back() -> None:
    raw = {
        "went": ["no"],
        "tools": ["spade", "can"],
        "town": ["t7"],
        "rows_dug": ["twelve"],
        "came": ["2027-05-10 09:15:30"],
        "story": ["\n two lines\nhere"],
        "visitor-1-said": ["hello"],
    }
    shown = page(raw)
    chosen = [each.attrs["value"] for each in shown.elements if "checked" in each.attrs]
    assert chosen == ["no", "spade", "can"]
    assert [each.attrs["value"] for each in shown.elements if "selected" in each.attrs] == ["t7"]
    assert shown.by_id("id_rows_dug").attrs["value"] == "twelve"
    assert shown.by_id("id_came").attrs["value"] == "2027-05-10T09:15"
    # A browser drops the first line break inside a textarea; ours stands before what was typed.
    assert shown.by_id("id_story").text == "\n\n two lines\nhere"
    assert shown.by_id("id_visitor-1-said").attrs["value"] == "hello"


@given(st.text(max_size=60), st.sampled_from(["story", "name", "rows_dug", "visitor-0-said"]))
@settings(max_examples=60, deadline=None)
def test_nothing_typed_ever_becomes_markup(typed: str, name: str) -> None:
    before = [(each.tag, sorted(each.attrs)) for each in page({"name": ["x"]}).elements]
    raw = {"name": ["x"], name: [typed]}
    after = [(each.tag, sorted(each.attrs.keys() - {"data-filled"})) for each in page(raw).elements]
    assert after == before


def test_markup_in_labels_choices_and_faults_stays_text() -> None:
    choices = (Choice(ODD, words(ODD, ODD)),)
    question = Question("q", "select_one", words(ODD, ODD), hint=words(ODD, ODD), choices=choices)
    note = Question("n", "note", words(ODD, ODD))
    shown = page(
        form=form_of(question, note, Group("g", words(ODD, ODD), (note,))), faults={"q": ODD}
    )
    assert "<script>alert" not in shown.html
    assert shown.by_id("id_q").attrs["value"] == ODD


def test_nothing_typed_is_remembered_or_checked_elsewhere_by_the_browser() -> None:
    shown = page()
    fields = [each for each in shown.elements if each.tag in {"input", "select", "textarea"}]
    assert {each.attrs.get("autocomplete") for each in fields} == {"off"}
    typed = [each for each in fields if each.attrs.get("type") == "text" or each.tag == "textarea"]
    assert {each.attrs.get("spellcheck") for each in typed} == {"false"}


def test_a_repeat_has_a_numbered_row_for_each_that_fits() -> None:
    shown = page({"visitor-2-said": ["hi"]})
    rows = shown.all("fieldset", class_="repeat-row")
    assert len(rows) == 3
    assert [each.attrs.get("data-filled") for each in rows] == [None, None, "yes"]
    assert "2 of 3" in shown.html
    assert len(page(faults={"visitor-1-said": "x"}).all("fieldset", data_filled="yes")) == 1


def test_a_wizards_page_shows_its_own_questions_and_knows_what_others_said() -> None:
    shown = page({"went": ["yes"], "name": [ODD]}, only={"bed", "when"})
    names = {each.attrs["name"] for each in shown.all("input")}
    assert names == {"bed", "day", "came", "left"}
    assert shown.all("div", class_="questions")[0].attrs["data-known"] == '{"went": "yes"}'


def test_what_other_pages_rule_out_is_not_shown_without_scripts_either() -> None:
    assert page({"went": ["yes"]}, only={"bed"}).all("input", name="bed")
    assert not page({"went": ["no"]}, only={"bed"}).all("input", name="bed")
    assert page({"went": ["no"]}).all("input", name="bed")


def test_a_filter_that_reads_other_pages_is_applied_before_sending() -> None:
    raw = {"went": ["yes"], "bed": ["south"]}
    shown = page(raw, only={"plant"})
    assert [each.attrs["value"] for each in shown.all("input")] == ["potato"]
    both = page(raw, only={"bed", "plant"}).all("input", name="plant")
    assert [each.attrs["value"] for each in both] == ["bean", "maize", "potato"]


def test_a_fresh_page_shows_its_defaults_and_a_typed_one_does_not() -> None:
    tick = Question("tick", "select_multiple", choices=TOOLS, default="can none")
    line = Question("line", "text", default="hello")
    form = form_of(tick, line)
    fresh = page(form=form)
    assert len([each for each in fresh.elements if "checked" in each.attrs]) == 2
    assert fresh.by_id("id_line").attrs["value"] == "hello"
    typed = page({"line": [""]}, form=form)
    assert [each for each in typed.elements if "checked" in each.attrs] == []
    assert typed.by_id("id_line").attrs["value"] == ""


def test_a_form_that_asks_what_day_it_is_is_given_the_moment() -> None:
    later = Question("q", "text", relevant=parse("today() > '2027-05-10'"))
    form = form_of(later)
    assert page(form=form, now=datetime(2027, 5, 11, tzinfo=UTC)).all("input")
    assert not page(form=form, now=datetime(2027, 5, 10, tzinfo=UTC)).all("input")
    assert page(form=form) is not None


def test_the_constraint_says_how_long_a_text_may_be() -> None:
    def most(rule: str, limit: int | None = None) -> int | None:
        return most_characters(Question("q", "text", constraint=parse(rule), limit=limit))

    assert most("string-length(.) <= 300") == 300
    assert most("string-length(.) < 300 and . != 'x'") == 299
    assert most("string-length(.) <= 300", limit=20) == 20
    assert most("string-length(.) >= 300 or string-length(.) <= 10") is None


def test_the_constraint_says_which_choices_stand_alone() -> None:
    tools = GARDEN.question("tools")
    assert tools is not None
    assert chosen_alone(tools) == {"none"}
    assert chosen_alone(replace(tools, constraint=None)) == frozenset()
    assert chosen_alone(replace(tools, constraint=parse("count-selected(.) <= 2"))) == frozenset()
    excluded = [each.attrs["value"] for each in page().elements if "data-exclusive" in each.attrs]
    assert excluded == ["none"]


def test_what_a_page_sends_back_is_what_the_form_accepts(preview: Preview) -> None:
    raw = {
        "went": ["yes"],
        "bed": ["north"],
        "plant": ["bean"],
        "tools": ["can"],
        "rows_dug": ["3"],
    }
    names = {each.attrs["name"] for each in page().elements if each.tag == "input"}
    assert raw.keys() <= names
    assert accept(GARDEN, raw).faults == {}
    html = preview("questions", form=GARDEN, raw=raw, faults={})
    assert Reading(html).wrong == []
