"""Each form of the packs is filled by a journey, through its page.

A journey names the forms it fills in its mark `opens`, and fails if it leaves one out (conftest).
Here the names of all marks are held against the packs: a new form without a journey is seen.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from amparo.protocols.pack import Pack
from tests.journeys.desk import Desk
from tests.world import peru

HERE = Path(__file__).parent


def forms_opened(folder: Path) -> set[str]:
    """Return what the marks `opens` of all journeys in a folder name."""
    return {form for path in folder.glob("test_*.py") for form in _named_in(path.read_text())}


def forms_without_journey(pack: Pack, folder: Path) -> set[str]:
    return pack.forms.keys() - forms_opened(folder)


def test_each_form_is_opened_by_a_journey() -> None:
    assert forms_without_journey(peru(), HERE) == set()


def test_a_form_that_no_journey_opens_is_seen(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text("@pytest.mark.opens('concern')\ndef test_it(): ...\n")
    assert forms_without_journey(peru(), tmp_path) == peru().forms.keys() - {"concern"}


def test_no_journey_names_a_form_that_the_packs_do_not_have() -> None:
    assert forms_opened(HERE) <= peru().forms.keys()


def test_what_a_mark_names_and_nobody_fills_is_seen(desk: Desk) -> None:
    assert desk.never_filled({"concern", "receipt"}) == {"concern", "receipt"}
    desk.world.raise_concern()
    assert desk.never_filled({"concern", "receipt"}) == {"receipt"}


def _named_in(source: str) -> Iterator[str]:
    for found in ast.walk(ast.parse(source)):
        if isinstance(found, ast.Call) and ast.unparse(found.func) == "pytest.mark.opens":
            yield from (str(ast.literal_eval(form)) for form in found.args)
