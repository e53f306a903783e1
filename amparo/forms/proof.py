"""Has pyxform, the converter of ODK and Kobo, prove that the sheets are a valid XLSForm."""

import re

from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from amparo.forms.columns import Findings
from amparo.forms.sheets import SETTINGS, SURVEY, Sheet, SheetRow

ODK_SAYS = "ODK's converter refuses this: {message}"
ODK_STUMBLES = "ODK's converter can't read this form, and does not say why."

_ROW = re.compile(r"\[row : ([0-9]+)\]\s*")


def prove(name: str, sheets: dict[str, Sheet], findings: Findings) -> None:
    """Add what the converter refuses, unless the row is among the faults already.

    It stops at its first fault; where ours name none of its rows, that one is still news.
    """
    book = {each: [_cells(each, row) for row in sheet.rows] for each, sheet in sheets.items()}
    try:
        convert({each: rows for each, rows in book.items() if rows}, form_name=name)
    except PyXFormError as error:
        _add(str(error), findings)
    except Exception:  # noqa: BLE001 - whatever it stumbles over, the form is not a valid one
        if not findings.found:
            findings.say(SURVEY, None, "", ODK_STUMBLES)


def _cells(sheet: str, row: SheetRow) -> dict[str, str]:
    """Return a row's cells as the converter knows them: a form's title has one language there."""
    if sheet != SETTINGS:
        return dict(row.cells)
    cells = {name: text for name, text in row.cells.items() if not name.startswith("form_title::")}
    spoken = f"form_title::{cells.get('default_language', '')}"
    return {"form_title": row.cells.get(spoken, ""), **cells}


def _add(message: str, findings: Findings) -> None:
    row = _ROW.search(message)
    number = int(row[1]) if row else None
    if findings.found and (number is None or number in {row for _, row, _ in findings.found}):
        return
    findings.say(SURVEY, number, "", ODK_SAYS, message=_ROW.sub("", message))
