"""Small forms written to disk, as CSV sheets."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from amparo.base.problems import Faults
from amparo.forms.form import Form
from amparo.forms.read import read_form

Rows = Sequence[dict[str, str]]
WriteForm = Callable[..., Path]

SETTINGS = {
    "form_title": "Aviso",
    "form_title::English (en)": "Concern",
    "form_id": "concern",
    "version": "1",
    "default_language": "Español (es)",
    "namespaces": 'amparo="https://amparo.example/xforms"',
}
ES, EN = "label::Español (es)", "label::English (en)"


def both(text: str) -> dict[str, str]:
    return {ES: text, EN: text}


def row(type: str, name: str, /, **more: str) -> dict[str, str]:
    """Write a survey row; `class_`, `moment`, `derived` and `limit` are our own columns."""
    ours = {"class_": "class", "moment": "moment", "derived": "derived", "limit": "limit"}
    cells = {
        f"bind::amparo:{ours[key]}" if key in ours else key: text for key, text in more.items()
    }
    return {"type": type, "name": name, **({} if type == "calculate" else both(name)), **cells}


def choice(list_name: str, name: str, **more: str) -> dict[str, str]:
    return {"list_name": list_name, "name": name, **both(name), **more}


CHOICES = [
    *(choice("danger", code) for code in ("now", "today", "no", "dk")),
    *(choice("signs", code) for code in ("hurt", "sexual", "other")),
    *(choice("age", code) for code in ("0_5", "6_11")),
]


def write_sheet(path: Path, rows: Rows) -> None:
    columns = dict.fromkeys(column for cells in rows for column in cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def write_form(tmp_path: Path) -> WriteForm:
    def write(survey: Rows, choices: Rows = CHOICES, **settings: str) -> Path:
        folder = tmp_path / "concern"
        folder.mkdir(exist_ok=True)
        write_sheet(folder / "survey.csv", survey)
        write_sheet(folder / "choices.csv", choices)
        write_sheet(folder / "settings.csv", [{**SETTINGS, **settings}])
        return folder

    return write


@pytest.fixture
def read(write_form: WriteForm) -> Callable[..., Form]:
    return lambda *sheets, **settings: read_form(write_form(*sheets, **settings))


@pytest.fixture
def faults(write_form: WriteForm) -> Callable[..., list[str]]:
    """Give the faults of a form as `row 3, name: what`, without the file."""

    def found(*sheets: Rows, **settings: str) -> list[str]:
        try:
            read_form(write_form(*sheets, **settings))
        except Faults as problem:
            return [str(fault).partition(": ")[2] for fault in problem.faults]
        return []

    return found
