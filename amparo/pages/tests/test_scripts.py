"""The scripts ask what the server would ask, and the page works as well without them."""

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from amparo.forms.expressions import Tree, evaluate, parse
from amparo.forms.functions import FUNCTIONS
from amparo.forms.values import Value, to_text
from amparo.pages.tests.garden import GARDEN
from amparo.pages.tests.reading import Preview, Show

pytestmark = pytest.mark.browser

VECTORS = Path(__file__).parents[3] / "tests" / "vectors" / "forms.json"
WORKED_OUT = """async (cases) => {
  const { evaluate, toText } = await import("/static/pages/expressions.js");
  return cases.map(([tree, values, here]) => {
    const worth = evaluate(tree, values, here);
    return [Array.isArray(worth) ? "list" : typeof worth, toText(worth)];
  });
}"""
ODD_VALUES: list[Any] = [
    *("", "0", " 12.50 ", "-.5", "5.", "1e3", "a", "a b", "a\u00a0b", "b", "😀é", "true", "é"),
    *(0, 3, -2, 0.5, 2.5, -2.5, 1e21, 1e-7, 0.1, 123456.789, True, False),
    *(
        "2027-05-10",
        "2027-02-30",
        "2027-05-10T09:15",
        "2027-05-10T09:15:30.250-05:00",
        "1969-01-01",
    ),
    *(
        "2027-05-10T24:00",
        "2027-05-10T09:75",
        "2027-05-10T09:15:61",
        "2027-05-10T09:15+05:60",
        "0999-01-01",
        "2027-13-01",
        "2027-05-10T09:15+24:00",
    ),
    *((), ("a",), ("a", "b")),
]
OF_ONE = [
    *(f"{name}(${{a}})" for name, each in FUNCTIONS.items() if each.least <= 1 <= each.most),
    *("-${a}", "${a}", "string-length(.)", "once(${a})", "round(${a}, 1)", "round(${a}, -1)"),
    *(
        "regex(${a}, '[a-z]+')",
        r"regex(${a}, '\\d{4}-.*')",
        "format-date(${a}, '%e/%n/%y %H:%M %Q')",
    ),
    *("if(${a}, 'yes', 'no')", "${a} and ${c} or not(${a})", "coalesce(${c}, ${a}, 'x')"),
]
SIGNS = ("+", "-", "*", "div", "mod", "=", "!=", "<", "<=", ">", ">=", "and", "or")
OF_TWO = [
    *(f"${{a}} {sign} ${{b}}" for sign in SIGNS),
    *("selected(${a}, ${b})", "contains(${a}, ${b})", "starts-with(${a}, ${b})"),
    *("concat(${a}, ${b})", "min(${a}, ${b})", "max(${a}, ${b})", "round(${a}, ${b})"),
]


def agree(page: Page, cases: list[tuple[Tree, dict[str, Value]]]) -> None:
    found = page.evaluate(WORKED_OUT, [[tree, seen, seen.get("a", "")] for tree, seen in cases])
    for (tree, values), (kind, text) in zip(cases, found, strict=True):
        worth = evaluate(tree, values, values.get("a", ""))
        assert (kind, text) == (kind_of(worth), to_text(worth)), (tree, values)


def kind_of(worth: Value) -> str:
    if isinstance(worth, bool):
        return "boolean"
    return (
        "number"
        if isinstance(worth, int | float)
        else "list"
        if isinstance(worth, tuple)
        else "string"
    )


def test_the_script_gives_what_every_evaluator_must_give(preview: Preview, show: Show) -> None:
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))["expressions"]
    cases = [[each["tree"], each["values"], each["here"]] for each in vectors]
    found = show(preview("bare")).evaluate(WORKED_OUT, cases)
    wrong = [
        (each["text"], worth)
        for each, worth in zip(vectors, found, strict=True)
        if worth != [each["result"]["type"].replace("text", "string"), each["result"]["text"]]
    ]
    assert len(vectors) > 100
    assert wrong == []


def test_the_script_and_the_server_agree_on_every_function(preview: Preview, show: Show) -> None:
    trees = [parse(text) for text in [*OF_ONE, "true()", "false()"]]
    assert {tree[1] for tree in [*trees, *map(parse, OF_TWO)] if tree[0] == "call"} >= (
        FUNCTIONS.keys() - {"string-length", "string", "number"}
    )
    agree(show(preview("bare")), [(tree, {"a": a}) for tree, a in product(trees, ODD_VALUES)])


def test_the_script_and_the_server_agree_on_every_pair(preview: Preview, show: Show) -> None:
    trees = [parse(text) for text in OF_TWO]
    pairs = product(trees, ODD_VALUES, ODD_VALUES)
    agree(show(preview("bare")), [(tree, {"a": a, "b": b}) for tree, a, b in pairs])


def test_rows_are_counted_alike_and_are_nothing_else(preview: Preview, show: Show) -> None:
    rows: Any = ({"age": "1"}, {"age": "2"})
    trees = [parse(text) for text in ("count(${a})", "${a}", "string(${a})", "number(${a}) = 2")]
    agree(show(preview("bare")), [(tree, {"a": rows}) for tree in trees])


@pytest.fixture
def asked(preview: Preview, show: Show) -> Page:
    """The garden's page, fresh, on a phone."""
    html = preview("questions", form=GARDEN, raw={}, faults={})
    return show(html, viewport={"width": 360, "height": 740}, locale="en-GB")


def press(page: Page, name: str, code: str) -> None:
    page.locator(f"input[name='{name}'][value='{code}']").click()


def question(page: Page, name: str) -> Any:  # noqa: ANN401 - Playwright's locator
    return page.locator(f"[data-name='{name}']").first


def test_a_question_appears_when_an_answer_calls_for_it_and_leaves_with_it(asked: Page) -> None:
    expect(question(asked, "bed")).to_be_hidden()
    press(asked, "went", "yes")
    expect(question(asked, "bed")).to_be_visible()
    press(asked, "bed", "north")
    expect(question(asked, "plant")).to_be_visible()
    press(asked, "went", "no")
    expect(question(asked, "bed")).to_be_hidden()
    # What is not asked counts as not answered: what hung on it goes too.
    expect(question(asked, "plant")).to_be_hidden()


def test_what_was_typed_counts_only_while_it_is_asked(asked: Page) -> None:
    noted = asked.get_by_text("That is noted.")
    press(asked, "went", "no")
    asked.fill("#id_why", "Rain.")
    expect(noted).to_be_visible()
    press(asked, "went", "yes")
    expect(noted).to_be_hidden()


def test_only_choices_that_fit_are_offered(asked: Page) -> None:
    press(asked, "went", "yes")
    press(asked, "bed", "south")
    expect(asked.get_by_text("potato")).to_be_visible()
    expect(asked.get_by_text("bean")).to_be_hidden()


def test_a_calculation_is_followed(asked: Page) -> None:
    thanks = asked.get_by_text("Thank you for so many.")
    expect(thanks).to_be_hidden()
    asked.fill("#id_rows_dug", "12")
    expect(thanks).to_be_visible()
    asked.fill("#id_rows_dug", "9")
    expect(thanks).to_be_hidden()


def test_a_row_looks_at_its_own_answers_only(asked: Page) -> None:
    press(asked, "visitor-0-age", "yes")
    asked.get_by_text("One more").click()
    expect(asked.locator("#id_visitor-0-said")).to_be_visible()
    expect(asked.locator("#id_visitor-1-said")).to_be_hidden()


def test_rows_come_one_by_one_until_there_is_no_more_room(asked: Page) -> None:
    rows = asked.locator(".repeat-row:visible")
    expect(rows).to_have_count(1)
    asked.get_by_text("One more").click()
    expect(rows).to_have_count(2)
    assert asked.evaluate("document.activeElement.name") == "visitor-1-age"
    asked.get_by_text("One more").click()
    expect(rows).to_have_count(3)
    expect(asked.get_by_text("One more")).to_be_hidden()


def test_the_choice_that_stands_alone_unticks_the_others_and_back(asked: Page) -> None:
    ticked = asked.locator("input[name='tools']:checked")
    press(asked, "tools", "spade")
    press(asked, "tools", "can")
    expect(ticked).to_have_count(2)
    press(asked, "tools", "none")
    assert ticked.evaluate_all("(all) => all.map((each) => each.value)") == ["none"]
    press(asked, "tools", "can")
    assert ticked.evaluate_all("(all) => all.map((each) => each.value)") == ["can"]


def test_characters_are_counted_as_the_server_counts_them(asked: Page) -> None:
    left = asked.locator("#id_story-limit")
    expect(left).to_have_text("500 characters left")
    asked.fill("#id_story", "😀a")
    expect(left).to_have_text("498 characters left")
    asked.fill("#id_story", "a" * 503)
    expect(left).to_have_text("3 characters too many")


def test_a_day_is_said_in_words_so_that_months_are_not_mistaken(asked: Page) -> None:
    asked.fill("#id_day", "2027-05-10")
    words = asked.locator("[data-in-words='id_day']")
    expect(words).to_contain_text("May")
    asked.fill("#id_day", "")
    expect(words).to_have_text("")


def test_other_pages_answers_are_known(preview: Preview, show: Show) -> None:
    shown = {"form": GARDEN, "faults": {}, "only": {"bed", "plant"}}
    page = show(preview("questions", raw={"went": ["yes"]}, **shown))
    expect(question(page, "bed")).to_be_visible()
    expect(question(page, "plant")).to_be_hidden()
    press(page, "bed", "north")
    expect(question(page, "plant")).to_be_visible()


def test_without_scripts_everything_is_asked(preview: Preview, show: Show) -> None:
    html = preview("questions", form=GARDEN, raw={}, faults={})
    page = show(html, java_script_enabled=False)
    for name in ("bed", "plant", "story"):
        expect(question(page, name)).to_be_visible()
    expect(page.locator(".repeat-row:visible")).to_have_count(3)
    expect(page.get_by_text("At most 500 characters")).to_be_visible()
    expect(page.get_by_text("One more")).to_be_hidden()


def test_what_is_hidden_still_travels_and_the_server_decides(asked: Page) -> None:
    press(asked, "went", "yes")
    press(asked, "bed", "north")
    press(asked, "went", "no")
    sent = asked.evaluate("[...new FormData(document.querySelector('main form')).keys()]")
    assert "bed" in sent
