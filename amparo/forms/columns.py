"""What the columns of an XLSForm mean, and where its faults are written down. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from amparo.base.problems import Fault
from amparo.forms.sheets import CHOICES, SETTINGS, SHEETS, SURVEY, Place, Sheet

AMPARO = "bind::amparo:"
"""Our own columns, from class to copy. The namespaces setting declares the prefix."""

WORDS = {
    SURVEY: ("label", "hint", "required_message", "constraint_message"),
    CHOICES: ("label",),
    SETTINGS: ("form_title",),
}
PLAIN = {
    SURVEY: (
        *("type", "name", "required", "relevant", "constraint", "choice_filter", "calculation"),
        *("appearance", "default", "parameters", "repeat_count", "comment"),
        *(f"{AMPARO}class", f"{AMPARO}moment", f"{AMPARO}derived", f"{AMPARO}limit"),
        *(f"{AMPARO}number", f"{AMPARO}copy"),
    ),
    SETTINGS: ("form_id", "version", "default_language", "namespaces", "style", "comment"),
}
NEEDED = {
    SURVEY: ("type", "name"),
    CHOICES: ("list_name", "name"),
    SETTINGS: ("form_id", "version", "default_language"),
}

NO_COLUMN = "The column “{column}” is missing."
NOT_A_COLUMN = (
    "The column “{column}” is not known. Correct its name or take it out. Known: {known}."
)
NO_LANGUAGE = "“{column}” does not say its language's code. Write it like label::Español (es)."
TWICE = "“{column}” gives the language {language} a second time. Keep one."
MISSING_WORDS = "The {what} is missing in the language {language}."
ANSWER_IN_WORDS = "Words can't show answers: take the ${{…}} out."

_LANGUAGE = re.compile(r"[^()]*\(([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)")
_FILTER_COLUMN = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


@dataclass
class Findings:
    """Collects all that is wrong, so that it can be told at once."""

    place: Place
    found: list[tuple[int, int, Fault]] = field(default_factory=list)

    @property
    def faults(self) -> list[Fault]:
        """All of them, in the order of the sheets and rows."""
        return [fault for *_, fault in sorted(self.found, key=lambda each: each[:2])]

    def say(self, sheet: str, row: int | None, column: str, says: str, /, **values: object) -> None:
        said = says.format_map(values)
        fault = self.place.fault(sheet, said, row=row, column=column)
        self.found.append((SHEETS.index(sheet), row or 0, fault))


@dataclass(frozen=True)
class Columns:
    """For each kind of words the column of each language; "" is the form's default language."""

    sheet: str
    words: Mapping[str, Mapping[str, str]]
    further: tuple[str, ...]

    @property
    def languages(self) -> tuple[str, ...]:
        found = (language for columns in self.words.values() for language in columns)
        return tuple(dict.fromkeys(language for language in found if language))


def language_of(text: str) -> str | None:
    """Return the code in `Español (es)`; None if there is none."""
    match = _LANGUAGE.fullmatch(text)
    return match[1] if match else None


def read_columns(name: str, sheet: Sheet, findings: Findings) -> Columns:
    """Sort a sheet's columns; faults go to the findings."""
    words: dict[str, dict[str, str]] = {}
    further = []
    for column in sheet.columns:
        what, colons, spoken = column.partition("::")
        language = (language_of(spoken) or "") if colons else ""
        if what in WORDS[name]:
            mine = words.setdefault(what, {})
            if colons and not language:
                findings.say(name, 1, "", NO_LANGUAGE, column=column)
                continue
            if language in mine:
                findings.say(name, 1, "", TWICE, column=column, language=language)
            mine.setdefault(language, column)
        elif column not in (*PLAIN.get(name, ()), *NEEDED[name]):
            further.append(column)
    _check(name, sheet, further, findings)
    return Columns(name, words, tuple(further))


def all_languages(columns: Iterable[Columns], default: str) -> tuple[str, ...]:
    """Return the form's languages, the default one first."""
    return tuple(dict.fromkeys([default, *(each for these in columns for each in these.languages)]))


def _check(name: str, sheet: Sheet, further: Iterable[str], findings: Findings) -> None:
    if not sheet.columns:
        return
    for column in NEEDED[name]:
        if column not in sheet.columns:
            findings.say(name, 1, "", NO_COLUMN, column=column)
    known = ", ".join((*NEEDED[name], *WORDS[name], *PLAIN.get(name, ())))
    for column in further:
        # Further columns of the choices are what choice_filter reads.
        if name != CHOICES or not _FILTER_COLUMN.fullmatch(column):
            findings.say(name, 1, "", NOT_A_COLUMN, column=column, known=known)
