"""Words: each permission has its sentence, and each word shown has its Spanish."""

import importlib
import re
from collections.abc import Mapping
from enum import StrEnum
from string import Formatter

import pytest
from babel.messages.catalog import Message

from amparo.config.words import found_words, read_catalog
from tests.architecture import source

PERCENT = re.compile(r"%\(\w+\)[sd]|%[sd]")


def packages_with_permissions() -> list[str]:
    rules = source.PROJECT.glob("amparo/*/rules.py")
    return sorted(p.parent.name for p in rules if "class Can(" in p.read_text(encoding="utf-8"))


def declared(package: str) -> tuple[type[StrEnum], Mapping[StrEnum, str]]:
    rules = importlib.import_module(f"amparo.{package}.rules")
    return rules.Can, rules.SENTENCES


@pytest.mark.parametrize("package", packages_with_permissions())
def test_every_permission_has_its_sentence(package: str) -> None:
    can, sentences = declared(package)
    assert [word for word in can if not str(sentences.get(word, "")).strip()] == []
    assert len({str(says) for says in sentences.values()}) == len(can)


def test_no_two_packages_mean_different_things_by_one_word() -> None:
    words = [str(word) for package in packages_with_permissions() for word in declared(package)[0]]
    assert sorted(words) == sorted(set(words))


def texts(said: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """Return what a message says, singular and plural."""
    return [said] if isinstance(said, str) else list(said or ())


def placeholders(text: str) -> list[str]:
    """Return what a text leaves open: `%(x)s` and `{x}`."""
    named = [name for _, name, _, _ in Formatter().parse(PERCENT.sub("", text)) if name]
    return sorted({*PERCENT.findall(text), *named})


def is_translated(message: Message | None) -> bool:
    strings = texts(message.string) if message else []
    return bool(strings) and all(strings) and not (message and message.fuzzy)


def test_every_word_shown_is_translated() -> None:
    spanish = read_catalog("es")
    missing = [
        f"{word.locations[0][0]}: {texts(word.id)[0]}"
        for word in found_words()
        if word.id and not is_translated(spanish.get(word.id, word.context))
    ]
    assert missing == []


def test_a_translation_leaves_open_what_the_sentence_leaves_open() -> None:
    faults = [
        texts(word.id)[0]
        for word in read_catalog("es")
        if word.id
        and is_translated(word)
        and placeholders(" ".join(texts(word.id))) != placeholders(" ".join(texts(word.string)))
    ]
    assert faults == []
