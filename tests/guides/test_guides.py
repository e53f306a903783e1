"""The guides say what is there: each picture, each page, each label that somebody must press."""

import re
import tomllib
from pathlib import Path

import pytest
from django.urls import resolve

from tests.guides.pictures import GUIDES, LANGUAGES, OF_THE_APP, PICTURES, path_of

ROOT = Path(__file__).parents[2]
PACKS = ("base", "pe")
ENOUGH = 2_500_000
IMAGE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")
ADDRESS = re.compile(r"`(/[^`]*)`")
LABEL = re.compile(r"\*\*([^*]+)\*\*")
NEVER = {"Never:", "Nunca:"}

WRITTEN = [
    (language, guide)
    for language, folder in LANGUAGES.items()
    for guide in sorted(folder.glob("*.md"))
]
each_guide = pytest.mark.parametrize(
    ("language", "guide"), WRITTEN, ids=[guide.stem for __, guide in WRITTEN]
)


def labels(language: str) -> set[str]:
    """Return every word that a page may show in a language, in small letters."""
    catalogue = (ROOT / "amparo/locale/es/LC_MESSAGES/django.po").read_text(encoding="utf-8")
    key = "msgstr" if language == "es" else "msgid"
    lines = re.findall(rf'^{key} ((?:".*"\n)+)', catalogue, re.MULTILINE)
    shown = ["".join(re.findall(r'"(.*)"', line)) for line in lines]
    for pack in PACKS:
        words = ROOT / "packs" / pack / "words" / f"{language}.toml"
        shown += list(leaves(tomllib.loads(words.read_text(encoding="utf-8"))))
    return {each.lower() for each in shown}


def leaves(words: object) -> list[str]:
    if isinstance(words, dict):
        return [leaf for each in words.values() for leaf in leaves(each)]
    return [str(words)]


def test_there_are_the_same_guides_in_each_language() -> None:
    assert len({len(list(folder.glob("*.md"))) for folder in LANGUAGES.values()}) == 1
    assert len(WRITTEN) == 10


@each_guide
def test_each_picture_that_a_guide_names_exists_and_is_said_in_words(
    language: str, guide: Path
) -> None:
    named = IMAGE.findall(guide.read_text(encoding="utf-8"))
    assert named
    for says, path in named:
        assert says.strip()
        assert (guide.parent / path).is_file(), path
        assert f"images/{language}/" in path


@each_guide
def test_a_guide_names_only_pages_and_labels_that_are_there(language: str, guide: Path) -> None:
    text = guide.read_text(encoding="utf-8")
    addresses = ADDRESS.findall(text)
    assert addresses
    for address in addresses:
        resolve(address)
    shown = labels(language)
    said = {label for label in LABEL.findall(text) if label not in NEVER}
    assert {label for label in said if label.lower() not in shown} == set()


@each_guide
def test_a_guide_says_what_never_to_do(language: str, guide: Path) -> None:
    never = "**Nunca:**" if language == "es" else "**Never:**"
    assert guide.read_text(encoding="utf-8").count(never) >= 3


def test_every_picture_that_is_drawn_is_used_and_they_are_small() -> None:
    names = [picture.name for picture in PICTURES] + list(OF_THE_APP.values())
    drawn = {path_of(name, language).resolve() for name in names for language in LANGUAGES}
    used = {
        (guide.parent / path).resolve()
        for __, guide in WRITTEN
        for ____, path in IMAGE.findall(guide.read_text(encoding="utf-8"))
    }
    assert used == drawn
    assert set((GUIDES / "images").resolve().rglob("*.png")) == drawn
    assert sum(path.stat().st_size for path in drawn) < ENOUGH
