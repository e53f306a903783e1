"""Peru's forms, filled in by chance, come to the same on the phone: answers, faults and classes."""

from datetime import datetime
from pathlib import Path
from typing import Any

from amparo.forms import says
from amparo.forms.answers import accept, by_class, to_raw
from amparo.forms.form import Form
from amparo.forms.says import Says
from amparo.protocols.pack import Pack
from tests.phone.agreeing import as_json, told_by_the_phone
from tests.phone.typed import typed

NOW = datetime(2027, 5, 10, 9, 15)  # noqa: DTZ001  # the wall clock of the people asked
EACH = 12
SENTENCE = {
    getattr(says, name): name.lower()
    for name in vars(says)
    if name.isupper() and isinstance(getattr(says, name), str)
}


def fault(said: Says) -> Any:  # noqa: ANN401  # whatever JSON holds
    words = dict(said.words)
    return {"says": SENTENCE[said.template], "values": dict(said.values), "words": words}


def filled(form: Form, raw: dict[str, list[str]], only: list[str] | None) -> Any:  # noqa: ANN401
    found = accept(form, raw, only=only, now=NOW)
    return as_json(
        {
            "values": found.values,
            "faults": {name: fault(said) for name, said in found.faults.items()},
            "classes": by_class(form, found.values),
            "raw": to_raw(form, found.values),
        }
    )


def test_every_form_is_filled_in_alike(peru: Pack, tmp_path: Path) -> None:
    asked = [
        (form, typed(form, seed), [form.items[0].name] if seed % 3 == 0 else None)
        for form in peru.forms.values()
        for seed in range(EACH)
    ]
    told = told_by_the_phone(
        tmp_path,
        peru,
        fillings=[
            {"form": form.key, "raw": raw, "only": only, "now": NOW.isoformat()[:16]}
            for form, raw, only in asked
        ],
    )["fillings"]
    faults = 0
    for (form, raw, only), found in zip(asked, told, strict=True):
        wanted = filled(form, raw, only)
        faults += len(wanted["faults"])
        assert found == wanted, (form.key, raw)
    assert faults > len(asked)


def test_the_phone_says_of_an_answer_what_pages_say(peru: Pack) -> None:
    english, spanish = peru.words["en"], peru.words["es"]
    for template, key in SENTENCE.items():
        assert english[f"phone.says.{key}"] == template
        assert english[f"phone.says.{key}"] != spanish[f"phone.says.{key}"]
