"""The languages that pages can be read in: English, and each with a file of translations.

The comment on top of a file says what its language is called and how it runs, so that a language
that neither Django nor Babel has heard of needs nothing else:

    # Language-Name: Runasimi
    # Language-Direction: ltr
"""

import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENGLISH = "en"  # what the code says
FIRST = "es"
CATALOG = Path("LC_MESSAGES", "django.po")

_HEADER = re.compile(r"^# Language-(\w+): *(.*?) *$", re.MULTILINE)
_LONGEST_HEADER = 4_000


@dataclass(frozen=True)
class Language:
    """A language by its code, what its own people call it, and whether it runs from the right."""

    code: str
    name: str
    is_rtl: bool


def codes_in(locale: Path) -> tuple[str, ...]:
    """Return the codes of the languages that have a file of translations, the first one first."""
    found = sorted(path.parent.parent.name for path in locale.glob(f"*/{CATALOG}"))
    return tuple(sorted(found, key=lambda code: code != FIRST))


def languages_in(locale: Path) -> tuple[Language, ...]:
    """Return the languages that have a file of translations, and English."""
    translated = [_language(code, locale / code / CATALOG) for code in codes_in(locale)]
    return (*translated[:1], Language(ENGLISH, "English", is_rtl=False), *translated[1:])


def introduce(
    languages: tuple[Language, ...], known: MutableMapping[str, Mapping[str, Any]]
) -> None:
    """Tell Django, whose table this is, of the languages that it does not know."""
    for each in languages:
        info = {
            "code": each.code,
            "name": each.name,
            "name_local": each.name,
            "bidi": each.is_rtl,
        }
        known.setdefault(each.code, info)


def _language(code: str, path: Path) -> Language:
    with path.open(encoding="utf-8") as file:
        said = dict(_HEADER.findall(file.read(_LONGEST_HEADER)))
    name = said.get("Name") or code
    return Language(code, name, said.get("Direction") == "rtl")
