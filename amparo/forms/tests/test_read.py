from collections.abc import Callable
from pathlib import Path

import pytest

from amparo.base.problems import Faults
from amparo.forms.form import Choice, Form, Group, Question, Repeat
from amparo.forms.read import read_form
from amparo.forms.tests.conftest import CHOICES, EN, ES, Rows, WriteForm, choice, row

Read = Callable[..., Form]
Found = Callable[..., list[str]]

WHOLE: Rows = [
    row("select_one danger", "danger_now", class_="coded", required="yes"),
    row("begin group", "seen", relevant="${danger_now} != 'no'", appearance="field-list"),
    row("select_multiple signs", "signs", constraint="count-selected(.) <= 2"),
    row("note", "listen", comment="said aloud"),
    {"type": "end group", "name": ""},
    row("begin repeat", "children", limit="4"),
    row("select_one age", "age"),
    {"type": "end_repeat", "name": ""},
    row("text", "words", appearance="multiline", limit="500", parameters="rows=4"),
    row("dateTime", "arrived", class_="coded", moment="yes"),
    row("calculate", "class", calculation="if(selected(${signs}, 'hurt'), 'crime', 'advice')"),
]


def test_a_whole_form_is_read(read: Read) -> None:
    form = read(WHOLE)

    assert (form.key, form.version, form.default_language) == ("concern", "1", "es")
    assert form.title == {"es": "Aviso", "en": "Concern"}
    assert form.languages == ("es", "en")
    danger, seen, children, words, arrived, reckoned = form.items
    assert isinstance(danger, Question)
    assert danger.required
    assert danger.answer_class == "coded"
    assert danger.choices[0] == Choice("now", {"es": "now", "en": "now"})
    assert isinstance(seen, Group)
    assert [item.name for item in seen.items] == ["signs", "listen"]
    assert seen.relevant == ("!=", ("ref", "danger_now"), ("text", "no"))
    assert isinstance(children, Repeat)
    assert children.at_most == 4
    assert isinstance(words, Question)
    assert (words.limit, words.answer_class) == (500, "sealed")
    assert isinstance(arrived, Question)
    assert (arrived.kind, arrived.moment) == ("datetime", True)
    assert isinstance(reckoned, Question)
    assert reckoned.calculation is not None
    assert len(form.questions()) == 7
    assert form.question("age") is not None


def test_ten_faults_in_three_sheets_are_all_told_at_once(faults: Found) -> None:
    survey = [
        row("select_one danger", "danger_now", relevant="${nobody} = 1", required="maybe"),
        row("select_one dangr", "second"),
        row("text", "Third", constraint="string-length(.) <"),
        row("text", "danger_now"),
        row("begin group", "g"),
        row("integer", "many", class_="coded"),
        row("picture", "photo", relevant="today( > 1"),
        {**row("text", "half"), EN: ""},
    ]

    found = faults(survey, [*CHOICES, choice("danger", "two words")], version="")

    wanted = (
        "row 2, relevant: There is no question called nobody.",
        "row 2, required: Write yes or no, not “maybe”.",
        "row 3, type: The choices sheet has no list called “dangr”.",
        "row 4, name: “Third” can't be a name.",
        "row 4, constraint: The expression ends too early.",
        "row 5, name: “danger_now” is already the name of row 2.",
        "row 6, type: This group never ends.",
        "row 7, constraint: A coded number needs a least and a most",
        "row 8, type: The type “picture” is not supported.",
        "row 8, relevant: “>” at position 8 does not fit here.",
        "row 9, label: The label is missing in the language en.",
        "row 11, name: “two words” can't be a choice.",
        "row 2, version: Say the form's version",
    )
    for start in wanted:
        assert any(fault.startswith(start) for fault in found), start
    assert len(found) == len(wanted)
    assert [fault.partition(",")[0] for fault in found[:11]] == sorted(
        fault.partition(",")[0] for fault in found[:11]
    )


@pytest.mark.parametrize(
    ("survey", "says"),
    [
        ([row("text", "a", relevant="${b} = 1"), row("text", "b")], "b is asked later"),
        ([row("text", "a", relevant="${a} = 1")], "a can't depend on its own answer"),
        ([row("note", "a"), row("text", "b", relevant="${a} = ''")], "a has no answer"),
        (
            [row("select_one danger", "a"), row("text", "b", relevant="${a} = 'todya'")],
            "“todya” is not among the choices of a, so this can never hold. Perhaps today?",
        ),
        (
            [row("select_multiple signs", "a"), row("text", "b", relevant="selected(${a}, 'x')")],
            "“x” is not among the choices of a",
        ),
        ([row("text", "aple"), row("text", "b", relevant="${apple} = 1")], "Perhaps aple?"),
        ([row("select_one danger", "a", default="yes")], "can't be an answer: Choose from"),
        ([row("text", "b"), row("text", "a", default="x ${b}")], "A default is a fixed answer"),
        ([row("date", "a", default="today")], "can't be an answer: Write the date as"),
        ([row("select_one danger", "a", choice_filter="area = 'x'")], "no column “area”"),
        ([row("text", "a", choice_filter="name = 'x'")], "Only a question with choices"),
        ([row("text", "a", calculation="1 + 1")], "Only a calculate row"),
        ([row("calculate", "a")], "needs its calculation"),
        ([row("text", "a", limit="5000")], "from 1 to 4000, not “5000”"),
        ([row("text", "a", class_="secret")], "“secret” is not a class"),
        ([row("select_one", "a")], "Name the list of choices after select_one"),
        ([{**row("text", "a"), ES: "Hola ${b}"}], "Words can't show answers"),
        ([row("text", "a", parameters="x=1")], "Parameters are not supported"),
        (
            [{**row("text", "a"), "hint::Español (es)": "x"}],
            "The hint is missing in the language en",
        ),
        ([{**row("text", "a"), "hint::Español": "x"}], "does not say its language's code"),
        ([{**row("text", "a"), "relevent": "x"}], "The column “relevent” is not known"),
        ([{**row("text", "a"), "type": ""}], "This row has no type"),
        ([row("end group", "a"), row("text", "b")], "This ends a group, but none is open"),
        ([row("begin group", "a"), row("end group", "")], "This group holds no question"),
    ],
)
def test_a_fault_says_what_is_wrong(faults: Found, survey: Rows, says: str) -> None:
    found = faults(survey)

    assert len(found) == 1
    assert says in found[0]
    assert found[0].startswith("row ")


REPEAT = [
    row("begin repeat", "kids", limit="3"),
    row("text", "age"),
    {"type": "end repeat", "name": ""},
]


@pytest.mark.parametrize(
    ("survey", "says"),
    [
        ([*REPEAT, row("text", "b", relevant="${age} = 1")], "age is inside the repeat kids"),
        ([*REPEAT, row("text", "b", relevant="${kids} = 1")], "only count() can read it"),
        ([row("begin repeat", "kids"), *REPEAT[1:]], "Say how often it may be repeated"),
        ([row("begin repeat", "out", limit="2"), *REPEAT, REPEAT[2]], "inside another repeat"),
        ([REPEAT[0], REPEAT[1], {"type": "end group", "name": ""}], "but a repeat is open (row 2)"),
    ],
)
def test_a_fault_about_a_repeat_says_what_is_wrong(faults: Found, survey: Rows, says: str) -> None:
    assert says in "\n".join(faults(survey))


def test_a_repeat_may_be_counted_and_its_rows_may_read_each_other(read: Read) -> None:
    form = read(
        [
            row("text", "place"),
            REPEAT[0],
            row("integer", "years"),
            row("text", "b", relevant="${years} > 3 and ${place} != ''"),
            REPEAT[2],
            row("text", "c", relevant="count(${kids}) > 1"),
        ]
    )

    assert len(form.questions()) == 4


def test_a_constraint_may_name_its_own_question(faults: Found) -> None:
    assert faults([row("integer", "a", constraint="${a} > 0")]) == []


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"form_id": "My Form"}, "can't be a form_id"),
        ({"default_language": "Español"}, "Write the default language like Español (es)"),
        ({"namespaces": ""}, 'must declare amparo="'),
        ({"namespaces": "amparo=https://amparo.example"}, 'must declare amparo="'),
        ({"form_title::English (en)": ""}, "The form_title is missing in the language en"),
    ],
)
def test_a_fault_in_the_settings_says_what_is_wrong(
    faults: Found, settings: dict[str, str], says: str
) -> None:
    assert says in "\n".join(faults([row("text", "a", class_="sealed")], **settings))


def test_what_only_the_converter_of_odk_refuses_is_told_in_its_words(faults: Found) -> None:
    found = faults([row("text", "a"), row("text", "meta")])

    assert len(found) == 1
    assert found[0].startswith("row 3: ODK's converter refuses this: On the 'survey' sheet")


def test_a_form_has_one_row_of_settings(write_form: WriteForm) -> None:
    folder = write_form([row("text", "a")])
    settings = (folder / "settings.csv").read_text()
    (folder / "settings.csv").write_text(settings + settings.splitlines()[1])

    with pytest.raises(Faults, match="needs one row beneath its header, not 2"):
        read_form(folder)


def test_columns_of_the_choices_can_be_read_by_a_choice_filter(read: Read) -> None:
    places = [choice("place", "a1", area="a"), choice("place", "b1", area="b")]
    survey = [row("text", "area_of"), row("select_one place", "p", choice_filter="area=${area_of}")]

    form = read(survey, places)

    assert [each.columns for each in form.questions()[1].choices] == [{"area": "a"}, {"area": "b"}]


def test_a_form_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="no such form"):
        read_form(tmp_path / "nothing")


def test_a_folder_without_its_sheets_names_each(tmp_path: Path) -> None:
    (tmp_path / "choices.csv").write_text("list_name,name\n")

    with pytest.raises(Faults) as caught:
        read_form(tmp_path)

    assert [fault.file for fault in caught.value.faults] == [
        f"{tmp_path.name}/survey.csv",
        f"{tmp_path.name}/settings.csv",
    ]


def test_an_empty_survey_is_a_fault(write_form: WriteForm) -> None:
    folder = write_form([row("text", "a")])
    (folder / "survey.csv").write_text("type,name,label\n")

    with pytest.raises(Faults, match="The survey has no rows"):
        read_form(folder)
