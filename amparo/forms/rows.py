"""One row of the survey or choices sheet, read and checked on its own. Pure.

A row with a fault still gives something usable where it can, so that the rows below it can be
checked in the same go.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from amparo.base.problems import Malformed
from amparo.forms.columns import (
    AMPARO,
    ANSWER_IN_WORDS,
    MISSING_WORDS,
    Columns,
    Findings,
)
from amparo.forms.expressions import Tree, parse
from amparo.forms.form import (
    CHOOSING,
    CLASSES,
    COPY,
    KINDS,
    LONGEST_TEXT,
    SEALED,
    Choice,
    Question,
)
from amparo.forms.sheets import SheetRow

NO_TYPE = "This row has no type."
NOT_A_TYPE = "The type “{type}” is not supported. There are: {known}."
NO_LIST = "Name the list of choices after {type}."
NOT_A_LIST = "The choices sheet has no list called “{list}”."
NOT_A_NAME = "“{name}” can't be a name. Use small letters, digits and _, beginning with a letter."
NO_NAME = "This row needs a name."
NOT_A_CODE = "“{name}” can't be a choice. Use letters, digits, . - and _, at most 40, no spaces."
NO_LIST_NAME = "This choice does not say its list (list_name)."
CHOICE_TWICE = "“{name}” is in the list “{list}” a second time."
NOT_YES_NO = "Write yes or no, not “{text}”."
NOT_A_CLASS = "“{text}” is not a class. There are: {known}."
NOT_A_LIMIT = "Write a whole number from 1 to {most}, not “{text}”."
NOT_FOR_COPY = "“{text}” says nothing about a copy. There are: {known}; or leave it empty."
NOT_PARAMETERS = "Parameters are not supported, but for rows=…; take them out."
NO_CALCULATION = "A calculate row needs its calculation."
ONLY_CALCULATES = "Only a calculate row has a calculation."
NOTHING_TO_FILTER = "Only a question with choices can have a choice_filter."

MOST_NUMBERS = 99
"""A form on paper has no more numbers than this."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_CODE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,39}")
_ROWS = re.compile(r"rows=[0-9]{1,2}")
_LIMIT = re.compile(r"[1-9][0-9]{0,4}")
_YES_NO = {
    **dict.fromkeys(("yes", "true", "true()"), True),
    **dict.fromkeys(("", "no", "false", "false()"), False),
}
_ALIASES = {"dateTime": "datetime"}
_BLOCKS = ("begin group", "end group", "begin repeat", "end repeat")


@dataclass(frozen=True)
class Cells:
    """A row with what is needed to read it: its columns, the form's languages, the findings."""

    row: SheetRow
    columns: Columns
    languages: Sequence[str]
    findings: Findings

    def __getitem__(self, column: str) -> str:
        return self.row.cells.get(column, "")

    def say(self, column: str, says: str, /, **values: object) -> None:
        self.findings.say(self.columns.sheet, self.row.number, column, says, **values)

    def words(self, what: str, *, needed: bool = False) -> dict[str, str]:
        """Return the words in each language; where one language has them, all must."""
        mine = self.columns.words.get(what, {})
        default = self.languages[0]
        words = {
            language: text
            for language in self.languages
            if (
                text := self[
                    mine.get(language) or (mine.get("", "") if language == default else "")
                ]
            )
        }
        for language in self.languages if words or needed else ():
            if language not in words:
                self.say(what, MISSING_WORDS, what=what, language=language)
        if any("${" in text for text in words.values()):
            self.say(what, ANSWER_IN_WORDS)
        return words

    def tree(self, column: str, *, columns: bool = False) -> Tree | None:
        if not self[column]:
            return None
        try:
            return parse(self[column], columns=columns)
        except Malformed as problem:
            self.say(column, "{problem}", problem=problem)
            return None

    def is_yes(self, column: str) -> bool:
        if self[column].lower() not in _YES_NO:
            self.say(column, NOT_YES_NO, text=self[column])
        return _YES_NO.get(self[column].lower(), False)

    def number(self, column: str, most: int) -> int | None:
        text = self[column]
        if text and not (_LIMIT.fullmatch(text) and int(text) <= most):
            self.say(column, NOT_A_LIMIT, text=text, most=most)
            return None
        return int(text) if text else None

    def name(self) -> str:
        name = self["name"]
        if not name:
            self.say("name", NO_NAME)
        elif not _NAME.fullmatch(name):
            self.say("name", NOT_A_NAME, name=name)
        return name


def read_choice(cells: Cells, lists: Mapping[str, Sequence[Choice]]) -> tuple[str, Choice]:
    """Return the list's name and the choice."""
    list_name, name = cells["list_name"], cells["name"]
    if not list_name:
        cells.say("list_name", NO_LIST_NAME)
    if not _CODE.fullmatch(name):
        cells.say("name", NOT_A_CODE, name=name)
    if any(choice.name == name for choice in lists.get(list_name, ())):
        cells.say("name", CHOICE_TWICE, name=name, list=list_name)
    further = {column: cells[column] for column in cells.columns.further if cells[column]}
    return list_name, Choice(name, cells.words("label", needed=True), further)


def block(cells: Cells) -> str | None:
    """Return "begin group" and its like; None if the row is no such row."""
    type_ = " ".join(cells["type"].replace("_", " ").split())
    return type_ if type_ in _BLOCKS else None


def read_question(cells: Cells, lists: Mapping[str, Sequence[Choice]]) -> Question:
    kind, choices = _kind(cells, lists)
    kept_as = _class(cells)
    question = Question(
        name=cells.name(),
        kind=kind or "text",
        label=cells.words("label", needed=kind != "calculate"),
        hint=cells.words("hint"),
        # Without a kind nothing can be said about its class.
        answer_class=kept_as if kind else SEALED,
        moment=cells.is_yes(f"{AMPARO}moment"),
        derived=cells.is_yes(f"{AMPARO}derived"),
        required=cells.is_yes("required"),
        required_message=cells.words("required_message"),
        relevant=cells.tree("relevant"),
        constraint=cells.tree("constraint"),
        constraint_message=cells.words("constraint_message"),
        choices=tuple(choices),
        choice_filter=cells.tree("choice_filter", columns=True),
        default=cells["default"],
        calculation=cells.tree("calculation"),
        appearance=cells["appearance"],
        limit=cells.number(f"{AMPARO}limit", LONGEST_TEXT),
        number=cells.number(f"{AMPARO}number", MOST_NUMBERS),
        copy=_copy(cells),
    )
    _check_alone(cells, question)
    return question


def _kind(cells: Cells, lists: Mapping[str, Sequence[Choice]]) -> tuple[str, Sequence[Choice]]:
    """Return the kind and its choices; no kind where there is a fault."""
    first, *rest = cells["type"].split() or [""]
    kind = _ALIASES.get(first, first)
    if not kind:
        cells.say("type", NO_TYPE)
    elif kind not in KINDS or len(rest) > 1 or (rest and kind not in CHOOSING):
        cells.say("type", NOT_A_TYPE, type=cells["type"], known=", ".join((*KINDS, *_BLOCKS)))
    elif kind in CHOOSING and not rest:
        cells.say("type", NO_LIST, type=kind)
    elif kind in CHOOSING and rest[0] not in lists:
        cells.say("type", NOT_A_LIST, list=rest[0])
    else:
        return kind, lists[rest[0]] if rest else ()
    return "", ()


def _class(cells: Cells) -> str:
    given = cells[f"{AMPARO}class"] or SEALED
    if given not in CLASSES:
        cells.say(f"{AMPARO}class", NOT_A_CLASS, text=given, known=", ".join(CLASSES))
        return SEALED
    return given


def _copy(cells: Cells) -> str:
    given = cells[f"{AMPARO}copy"]
    if given and given not in COPY:
        cells.say(f"{AMPARO}copy", NOT_FOR_COPY, text=given, known=", ".join(COPY))
        return ""
    return given


def _check_alone(cells: Cells, question: Question) -> None:
    if question.kind == "calculate" and not cells["calculation"]:
        cells.say("calculation", NO_CALCULATION)
    if question.kind != "calculate" and cells["calculation"]:
        cells.say("calculation", ONLY_CALCULATES)
    if question.choice_filter and question.kind not in CHOOSING:
        cells.say("choice_filter", NOTHING_TO_FILTER)
    if cells["parameters"] and not _ROWS.fullmatch(cells["parameters"]):
        cells.say("parameters", NOT_PARAMETERS)
