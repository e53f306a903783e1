from pathlib import Path

import pytest

from amparo.forms.columns import NEEDED, PLAIN, WORDS
from amparo.forms.form import CLASSES, KINDS
from amparo.forms.functions import FUNCTIONS
from amparo.forms.grammar import CLOCK

DOCS = (Path(__file__).parents[3] / "docs" / "FORMS.md").read_text(encoding="utf-8")
COLUMNS = {
    column for sheets in (NEEDED, PLAIN, WORDS) for columns in sheets.values() for column in columns
}


@pytest.mark.parametrize("name", sorted([*FUNCTIONS, *CLOCK, "once"]))
def test_every_function_is_in_the_docs(name: str) -> None:
    assert f"`{name}(" in DOCS


@pytest.mark.parametrize("name", sorted({*COLUMNS, *CLASSES}))
def test_every_column_and_class_is_in_the_docs(name: str) -> None:
    assert f"`{name}`" in DOCS


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_is_in_the_docs(kind: str) -> None:
    assert f"`{kind}" in DOCS
