"""Reads a form from its XLSForm: a folder of CSV sheets, or an .xlsx. Reads files, no clock.

Each expression may only read what was asked before it, so that a form can be worked through once,
page by page, on paper too. docs/FORMS.md says what a form may hold.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from amparo.base.problems import Faults
from amparo.forms.check import check_items
from amparo.forms.classes import check_classes
from amparo.forms.columns import (
    AMPARO,
    Findings,
    all_languages,
    language_of,
    read_columns,
)
from amparo.forms.form import Choice, Form
from amparo.forms.proof import prove
from amparo.forms.rows import Cells, read_choice
from amparo.forms.sheets import (
    CHOICES,
    SETTINGS,
    SURVEY,
    Place,
    Sheet,
    SheetRow,
    read_sheets,
    write_xlsx,
)
from amparo.forms.survey import read_survey

__all__ = ["read_form", "write_xlsx"]

ONE_ROW = "The settings sheet needs one row beneath its header, not {count}."
NOT_A_KEY = "“{text}” can't be a form_id. Use small letters, digits and _."
NO_VERSION = "Say the form's version; change it with each change of the form."
NOT_A_LANGUAGE = "Write the default language like Español (es), not “{text}”."
NO_NAMESPACE = 'The namespaces setting must declare amparo="…", because the survey uses it.'
NO_QUESTIONS = "The survey has no rows."

_DECLARED = re.compile(r'\bamparo="[^"]+"')
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")


def read_form(path: Path, *, public_allowed: bool = False) -> Form:
    """Read and check a form.

    Args:
        path: a folder with survey.csv, choices.csv and settings.csv, or an .xlsx with these sheets.
        public_allowed: whether its answers may be public; only where its subject is no person.

    Raises:
        Faults: with everything that is wrong, each with its sheet, row and column.
    """
    sheets = read_sheets(path)
    findings = Findings(Place(path))
    form = _Reader(sheets, findings).form(public_allowed=public_allowed)
    prove(form.key or "form", sheets, findings)
    if findings.faults:
        raise Faults(findings.faults)
    return form


class _Reader:
    def __init__(self, sheets: dict[str, Sheet], findings: Findings) -> None:
        self.sheets = sheets
        self.findings = findings
        self.columns = {name: read_columns(name, sheet, findings) for name, sheet in sheets.items()}
        self.settings = _first(sheets[SETTINGS])
        spoken = self.settings.cells.get("default_language", "")
        self.default = language_of(spoken) or "en"
        self.languages = all_languages(self.columns.values(), self.default)

    def form(self, *, public_allowed: bool) -> Form:
        self._check_settings()
        title = self._cells(SETTINGS, self.settings).words("form_title", needed=True)
        survey = read_survey(
            [self._cells(SURVEY, row) for row in self.sheets[SURVEY].filled()], self._lists()
        )
        further = self.columns[CHOICES].further
        for finding in (
            *check_items(survey.items, further),
            *check_classes(survey.items, public_allowed=public_allowed),
        ):
            row = survey.rows[finding.name]
            self.findings.say(SURVEY, row, finding.column, "{says}", says=finding.says)
        cells = self.settings.cells
        return Form(
            cells.get("form_id", ""), cells.get("version", ""), title, self.default, survey.items
        )

    def _lists(self) -> Mapping[str, list[Choice]]:
        lists: dict[str, list[Choice]] = {}
        for row in self.sheets[CHOICES].filled():
            name, choice = read_choice(self._cells(CHOICES, row), lists)
            lists.setdefault(name, []).append(choice)
        return lists

    def _cells(self, sheet: str, row: SheetRow) -> Cells:
        return Cells(row, self.columns[sheet], self.languages, self.findings)

    def _check_settings(self) -> None:
        say, cells = self.findings.say, self.settings.cells
        count = len(self.sheets[SETTINGS].filled())
        if count != 1:
            say(SETTINGS, None, "", ONE_ROW, count=count)
            return
        row = self.settings.number
        if not _KEY.fullmatch(cells.get("form_id", "")):
            say(SETTINGS, row, "form_id", NOT_A_KEY, text=cells.get("form_id", ""))
        if not cells.get("version"):
            say(SETTINGS, row, "version", NO_VERSION)
        spoken = cells.get("default_language", "")
        if not language_of(spoken):
            say(SETTINGS, row, "default_language", NOT_A_LANGUAGE, text=spoken)
        uses_ours = any(column.startswith(AMPARO) for column in self.sheets[SURVEY].columns)
        if uses_ours and not _DECLARED.search(cells.get("namespaces", "")):
            say(SETTINGS, row, "namespaces", NO_NAMESPACE)
        if not self.sheets[SURVEY].filled():
            say(SURVEY, None, "", NO_QUESTIONS)


def _first(sheet: Sheet) -> SheetRow:
    return next(iter(sheet.filled()), SheetRow(2, {}))
