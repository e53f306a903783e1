"""The app's words: what a screen says is there in both languages, and nothing for nothing."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.phone.node import APP

PACKS = Path(__file__).parents[2] / "packs"
KEY = r"""["'`]([a-z_]+\.[a-z_0-9]+)["'`]"""
SAYS = re.compile(rf"\bt\(\s*(?:[^\"'`()]*\?\s*)?{KEY}(?:\s*:\s*{KEY})?")
QUOTED = re.compile(KEY)
REACHED = ("day.", "settings.", "says.", "fault.no_storage")
"""Words whose last part is reckoned, and one that the page brings before there is an app."""


def known(language: str) -> dict[str, str]:
    file = PACKS / "base" / "words" / f"{language}.toml"
    tables = tomllib.loads(file.read_text(encoding="utf-8"))["phone"]
    return {
        f"{table}.{key}": text for table, words in tables.items() for key, text in words.items()
    }


def sources() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in (APP / "src").rglob("*.ts"))


@pytest.mark.parametrize("language", ["es", "en"])
def test_each_word_that_a_screen_says_is_there(language: str) -> None:
    said = {key for found in SAYS.findall(sources()) for key in found if key}
    assert len(said) > 100
    assert sorted(said - set(known(language))) == []


def test_no_word_is_there_for_nothing() -> None:
    quoted = set(QUOTED.findall(sources()))
    unused = [key for key in known("es") if key not in quoted and not key.startswith(REACHED)]
    assert unused == []


def test_both_languages_leave_open_the_same() -> None:
    spanish, english = known("es"), known("en")
    assert list(spanish) == list(english)
    opened = re.compile(r"\{\w+\}")
    assert [
        k for k in spanish if set(opened.findall(spanish[k])) != set(opened.findall(english[k]))
    ] == []
