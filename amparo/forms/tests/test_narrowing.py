"""A page may ask less than its form: fewer answers, or not at all."""

from amparo.forms.narrowing import with_choices, without
from tests.world import peru


def test_only_the_answers_named_are_left_and_all_else_stays() -> None:
    form = peru().forms["retention"]
    fewer = with_choices(form, "retention_says", ("keep", "erase"))
    says = fewer.question("retention_says")
    assert says is not None
    assert [choice.name for choice in says.choices] == ["keep", "erase"]
    assert fewer.question("retention_reason") == form.question("retention_reason")


def test_a_question_in_a_group_can_be_left_out() -> None:
    form = peru().forms["qualification"]
    less = without(form, "alleged_name")
    assert less.question("alleged_name") is None
    assert len(less.questions()) == len(form.questions()) - 1
