"""What a form's row says about paper: its number there, and what becomes of it in a copy."""

from collections.abc import Callable

import pytest

from amparo.forms.form import Form, Question, Repeat, form_from_json, form_to_json
from amparo.forms.tests.conftest import row

NUMBER, COPY = "bind::amparo:number", "bind::amparo:copy"


def test_a_question_and_a_repeat_have_numbers_that_come_back(read: Callable[..., Form]) -> None:
    form = read(
        [
            row("text", "a", **{NUMBER: "12", COPY: "never"}),
            row("begin repeat", "rows", limit="2", **{NUMBER: "8"}),
            row("text", "b", **{COPY: "ask"}),
            {"type": "end repeat", "name": ""},
        ]
    )
    first, rows = form.items
    assert isinstance(first, Question)
    assert isinstance(rows, Repeat)
    assert (first.number, first.copy, rows.number) == (12, "never", 8)
    assert form_from_json(form_to_json(form)) == form


@pytest.mark.parametrize(
    ("marks", "says"),
    [
        ({NUMBER: "0"}, "Write a whole number from 1 to 99"),
        ({NUMBER: "100"}, "Write a whole number from 1 to 99"),
        ({COPY: "sometimes"}, "“sometimes” says nothing about a copy. There are: ask, never"),
    ],
)
def test_a_mark_that_means_nothing_is_refused(
    faults: Callable[..., list[str]], marks: dict[str, str], says: str
) -> None:
    assert any(says in fault for fault in faults([row("text", "a", **marks)]))
