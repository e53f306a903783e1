import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amparo.base.canonical import canonical_json
from amparo.base.problems import Malformed
from amparo.forms.form import (
    CLASSES,
    KINDS,
    Choice,
    Form,
    Group,
    Item,
    Question,
    Repeat,
    form_from_json,
    form_to_json,
    walk,
)

names = st.text(alphabet="abc_", min_size=1, max_size=8)
words = st.dictionaries(st.sampled_from(["es", "en", "qu"]), st.text(max_size=9), max_size=3)
trees = st.recursive(
    st.tuples(st.sampled_from(["ref", "text"]), names),
    lambda inner: st.tuples(st.sampled_from(["and", "="]), inner, inner),
    max_leaves=4,
)
questions = st.builds(
    Question,
    name=names,
    kind=st.sampled_from(KINDS),
    label=words,
    hint=words,
    answer_class=st.sampled_from(CLASSES),
    moment=st.booleans(),
    required=st.booleans(),
    relevant=st.none() | trees,
    choice_filter=st.none() | trees,
    choices=st.lists(st.builds(Choice, names, words, words), max_size=3).map(tuple),
    default=names,
    limit=st.none() | st.integers(1, 4000),
)
items: st.SearchStrategy[Item] = st.recursive(
    questions,
    lambda inner: st.one_of(
        st.builds(Group, names, words, st.lists(inner, max_size=2).map(tuple), st.none() | trees),
        st.builds(Repeat, names, words, st.lists(inner, max_size=2).map(tuple), st.integers(1, 9)),
    ),
    max_leaves=5,
)
forms = st.builds(Form, names, names, words, names, st.lists(items, max_size=3).map(tuple))


@settings(max_examples=60)
@given(forms)
def test_a_form_is_the_same_after_json(form: Form) -> None:
    written = canonical_json(form_to_json(form))

    again = form_from_json(json.loads(written))

    assert again == form
    assert canonical_json(form_to_json(again)) == written


def test_what_is_as_usual_is_not_written() -> None:
    form = Form("f", "1", {"en": "F"}, "en", (Question("q", "text", {"en": "Q"}),))

    assert form_to_json(form)["items"] == [
        {"is": "question", "name": "q", "kind": "text", "label": {"en": "Q"}}
    ]


GOOD = form_to_json(Form("f", "1", {"en": "F"}, "en", (Question("q", "text", {"en": "Q"}),)))


def deep(levels: int) -> list[Any]:
    tree: list[Any] = ["here"]
    for _ in range(levels):
        tree = ["neg", tree]
    return tree


@pytest.mark.parametrize(
    "broken",
    [
        *({}, [], None, 7, "x", {"key": "f"}, {**GOOD, "more": 1}, {**GOOD, "items": 5}),
        *({**GOOD, "items": [{"is": "thing"}]}, {**GOOD, "items": [{"name": "q"}]}),
        {**GOOD, "items": [{**GOOD["items"][0], "relevant": "x"}]},
        {**GOOD, "items": [{**GOOD["items"][0], "relevant": deep(100)}]},
        {**GOOD, "items": [{**GOOD["items"][0], "choices": [{"name": "x"}]}]},
    ],
)
def test_json_that_is_no_form_is_malformed(broken: Any) -> None:  # noqa: ANN401 - anything
    with pytest.raises(Malformed, match="not a form"):
        form_from_json(broken)


def test_questions_come_with_the_groups_they_stand_in() -> None:
    inner = Question("age", "integer")
    repeat = Repeat("kids", {}, (inner,), 3)
    group = Group("home", {}, (repeat,))
    form = Form("f", "1", {"en": "F"}, "en", (group, Question("q", "text")))

    assert list(walk(form.items)) == [(inner, (group, repeat)), (form.items[1], ())]
    assert form.question("age") == inner
    assert form.question("nobody") is None
