"""The sentences said when an answer can't be kept. Pure.

Each is a template in plain English that says what to do; whoever shows it translates the template
and then fills it: `said.in_language("es", gettext)`. No sentence repeats what was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

MISSING = "This needs an answer."
ONE_ONLY = "Choose one answer only."
NOT_A_CHOICE = "Choose from the answers shown."
NOT_WHOLE = "Write a whole number with digits, like 3."
TOO_BIG = "Write a number of at most {most} digits."
TOO_LONG = "This has {length} characters; write at most {most}."
ODD_CHARACTER = "This holds a sign that can't be kept. Type the words again instead of pasting."
NOT_A_DATE = "Write the date as year-month-day, like 2027-05-10."
NO_SUCH_DAY = "There is no such day. Check day, month and year; write it like 2027-05-10."
NOT_A_TIME = "Write the hour as hours:minutes, like 09:15 or 21:40."
NOT_A_MOMENT = "Write day and hour like 2027-05-10 09:15."
NOT_ALLOWED = "This answer does not fit here. Check it."
TOO_MANY_ROWS = "There is room for {most} here. Put the others in the words."

SENTENCES = (
    *(MISSING, ONE_ONLY, NOT_A_CHOICE, NOT_WHOLE, TOO_BIG, TOO_LONG, ODD_CHARACTER, NOT_A_DATE),
    *(NO_SUCH_DAY, NOT_A_TIME, NOT_A_MOMENT, NOT_ALLOWED, TOO_MANY_ROWS),
)
"""All of them, for whoever collects what has to be translated."""


@dataclass(frozen=True)
class Says:
    """A sentence about one answer. `words` are the form's own for it, in each of its languages."""

    template: str
    values: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def in_language(self, language: str, translate: Callable[[str], str] = str) -> str:
        """Say it: in the form's own words where it has them, else the translated template."""
        return self.words.get(language) or translate(self.template).format_map(self.values)

    def __str__(self) -> str:
        return self.in_language("en")
