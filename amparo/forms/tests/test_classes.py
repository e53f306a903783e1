from collections.abc import Callable

import pytest

from amparo.base.problems import Faults
from amparo.forms.read import read_form
from amparo.forms.tests.conftest import Rows, WriteForm, row

Found = Callable[..., list[str]]

SIGNS = row("select_multiple signs", "signs")
DANGER = row("select_one danger", "danger", class_="coded")
END = {"type": "end repeat", "name": ""}


@pytest.mark.parametrize(
    ("survey", "says"),
    [
        ([row("text", "a", class_="coded")], "A question of type text can't be coded"),
        ([row("time", "a", class_="coded")], "A question of type time can't be coded"),
        ([row("note", "a", class_="coded")], "A question of type note can't be coded"),
        ([row("integer", "a", class_="coded")], "needs a least and a most"),
        ([row("integer", "a", class_="coded", constraint=". >= 0")], "needs a least and a most"),
        (
            [row("integer", "a", class_="coded", constraint=". >= 0 or . <= 9")],
            "needs a least and a most",
        ),
        (
            [SIGNS, row("date", "a", class_="coded", relevant="selected(${signs}, 'hurt')")],
            "signs is not coded; a coded question may not depend on it in its relevant",
        ),
        (
            [SIGNS, row("date", "a", class_="coded", constraint="count-selected(${signs}) > 0")],
            "may not depend on it in its constraint",
        ),
        (
            [SIGNS, row("select_one danger", "a", class_="coded", choice_filter="${signs} = ''")],
            "may not depend on it in its choice_filter",
        ),
        (
            [SIGNS, row("calculate", "a", class_="coded", calculation="if(${signs} = '', 1, 2)")],
            "signs is not coded. If this must be worked out from sealed answers, mark it",
        ),
        (
            [DANGER, row("calculate", "a", class_="coded", calculation="concat(${danger}, 'x')")],
            "must choose among fixed answers",
        ),
        (
            [
                row("date", "d", class_="coded"),
                row("calculate", "a", class_="coded", calculation="${d}"),
            ],
            "must choose among fixed answers",
        ),
        ([row("date", "a", moment="yes")], "Only a coded date or datetime can be kept as a moment"),
        ([row("select_one danger", "a", derived="yes")], "Only a coded calculation can be derived"),
        ([row("date", "a", limit="10")], "Only a text question has a limit"),
        ([row("text", "a", class_="public")], "No answer may be public here"),
    ],
)
def test_a_class_that_would_give_something_away_is_refused(
    faults: Found, survey: Rows, says: str
) -> None:
    found = faults(survey)

    assert len(found) == 1
    assert says in found[0]
    assert found[0].startswith(f"row {len(survey) + 1}, ")


def test_a_group_that_depends_on_a_sealed_answer_holds_nothing_coded(faults: Found) -> None:
    group = [
        SIGNS,
        row("begin group", "g", relevant="selected(${signs}, 'hurt')"),
        row("select_one danger", "a", class_="coded"),
        {"type": "end group", "name": ""},
    ]

    assert [fault.partition(",")[0] for fault in faults(group)] == ["row 4"]


def test_how_many_rows_a_sealed_repeat_has_is_sealed(faults: Found) -> None:
    kids = [row("begin repeat", "kids", limit="4"), row("select_one age", "age"), END]
    reads = row("date", "a", class_="coded", relevant="count(${kids}) > 1")
    coded = [kids[0], row("select_one age", "age", class_="coded"), END]

    assert "kids is not coded" in faults([*kids, reads])[0]
    assert faults([*coded, reads]) == []


@pytest.mark.parametrize(
    "survey",
    [
        [row("integer", "a", class_="coded", constraint=". >= -1 and . <= 9")],
        [row("integer", "a", class_="coded", constraint="0 < ${a} and 9 > .")],
        [DANGER, row("date", "a", class_="coded", moment="yes", relevant="${danger} = 'now'")],
        [DANGER, row("calculate", "a", class_="coded", calculation="coalesce(${danger}, 'dk')")],
        [DANGER, row("text", "a", relevant="${danger} = 'now'")],
        [
            SIGNS,
            row(
                "calculate",
                "a",
                class_="coded",
                derived="yes",
                calculation="if(selected(${signs}, 'hurt'), 'crime', 'advice')",
            ),
        ],
    ],
)
def test_what_gives_nothing_away_may_be_coded(faults: Found, survey: Rows) -> None:
    assert faults(survey) == []


def test_answers_may_be_public_only_where_that_was_allowed(write_form: WriteForm) -> None:
    folder = write_form([row("text", "a", class_="public")])

    form = read_form(folder, public_allowed=True)

    assert form.questions()[0].answer_class == "public"
    with pytest.raises(Faults, match="this is about people"):
        read_form(folder)
