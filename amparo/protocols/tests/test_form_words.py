"""Forms in a language that came later: one file of words says all that they ask."""

import json
import tomllib
from pathlib import Path

from amparo.forms.form import Choice, Form, Group, Question, Repeat
from amparo.protocols.form_words import texts_of, with_words, without_forms
from amparo.protocols.tests.conftest import FaultsOf, read
from amparo.protocols.tests.pack_files import COUNTRY
from amparo.protocols.word_sheet import word_sheet

ASKED = Question(
    "where",
    "select_one",
    label={"es": "¿Dónde?"},
    hint={"es": "Hoy."},
    constraint_message={"es": "Así no."},
    choices=(Choice("vac.home", {"es": "En casa"}),),
)
FORM = Form(
    "visit",
    "1",
    {"es": "Visita"},
    "es",
    (Group("place", {"es": "Lugar"}, (ASKED,)), Repeat("rows", {"es": "Filas"}, (), 3)),
)
SPOKEN = {
    "qu": {
        "form.visit.form_title": "Watukuy",
        "form.visit.place.label": "Kiti",
        "form.visit.where.label": "Maypi?",
        "form.visit.where.hint": "Kunan.",
        "form.visit.where.choice.vac.home": "Wasipi",
        "kind.demuna": "DEMUNA",
    }
}


def test_a_form_says_what_the_words_of_a_language_give_it() -> None:
    form = with_words(FORM, SPOKEN)
    place = form.items[0]
    assert isinstance(place, Group)
    asked = place.items[0]
    assert isinstance(asked, Question)
    assert form.title == {"es": "Visita", "qu": "Watukuy"}
    assert place.label["qu"] == "Kiti"
    assert (asked.label["qu"], asked.hint["qu"]) == ("Maypi?", "Kunan.")
    assert asked.choices[0].label == {"es": "En casa", "qu": "Wasipi"}
    assert asked.constraint_message == {"es": "Así no."}


def test_every_text_of_a_form_has_its_own_key() -> None:
    keys = [text.key for text in texts_of(FORM)]
    assert len(keys) == len(set(keys)) == 7
    assert "form.visit.rows.label" in keys


def test_words_of_forms_are_not_kept_twice() -> None:
    assert without_forms(SPOKEN) == {"qu": {"kind.demuna": "DEMUNA"}}


def test_a_language_with_a_file_of_words_is_one_of_the_pack(faults_of: FaultsOf) -> None:
    files = {**COUNTRY, "words/qu.toml": 'route.danger = "x"\n'}
    said = " ".join(faults_of(files))
    assert "qu.toml" in said
    assert "This is not said in “qu”" in said


def test_a_word_for_no_form_is_a_fault(faults_of: FaultsOf) -> None:
    words = 'form.concern.none.label = "x"\n' + COUNTRY["words/en.toml"]
    assert any(
        "form.concern.none.label" in each for each in faults_of({**COUNTRY, "words/en.toml": words})
    )


def test_the_words_file_overrides_what_a_sheet_says(tmp_path: Path) -> None:
    words = 'form.concern.danger_now.label = "Danger?"\n' + COUNTRY["words/en.toml"]
    pack = read(tmp_path, {**COUNTRY, "words/en.toml": words})
    asked = pack.forms["concern"].question("danger_now")
    assert asked is not None
    assert asked.label == {"en": "Danger?"}
    assert not [key for key in pack.words["en"] if key.startswith("form.")]


def test_a_sheet_of_words_holds_all_that_is_said_and_can_be_read_again(tmp_path: Path) -> None:
    pack = read(tmp_path, COUNTRY)
    sheet = tomllib.loads(word_sheet(pack))
    assert sheet["clock.qualify"] == "Qualify it, quickly"
    assert sheet["form.concern.keep_from.choice.municipality"] == "The municipality"
    translated = "\n".join(f"{json.dumps(key)} = {json.dumps(key)}" for key in sheet)
    begun = read(tmp_path / "begun", {**COUNTRY, "words/qu.toml": translated})
    assert begun.languages == ("en", "qu")
    assert begun.forms["concern"].title["qu"] == "form.concern.form_title"
