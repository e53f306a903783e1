"""A language that nobody speaks, machine-made: from one .po and one words file, as any third one.

Each letter is written wide, so that a word of Spanish or English left over on a page can be seen.
It is written from the right, and neither Django nor Babel knows its code.
"""

import re
import shutil
import unicodedata
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf.locale import LANG_INFO
from pytest_django.fixtures import Settings

from amparo.config import words
from amparo.config.languages import introduce, languages_in
from amparo.protocols.compiled import compile_pack
from amparo.protocols.pack import Pack
from amparo.protocols.read import read_pack
from amparo.protocols.word_sheet import word_sheet
from amparo.system.actions.packs import install_pack
from tests.world import PACKS, World, peru

CODE = "qaa"
"""ISO 639-2 keeps it for local use: no language will ever be called so."""

KEPT = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|<[^>]+>|&#?\w+;|\\[nt\"\\]")
LINE = re.compile(r'^(".+?" = )(".*")$')
WIDE = {ord(a): ord(a) + 0xFEE0 for a in map(chr, range(ord("A"), ord("z") + 1)) if a.isalpha()}


def wide(text: str) -> str:
    """Return a text in the language that nobody speaks; what is filled in later stays."""
    parts = KEPT.split(text)
    kept = [*KEPT.findall(text), ""]
    return "".join(f"{_wide(part)}{left}" for part, left in zip(parts, kept, strict=True))


def _wide(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text)
    return "".join(each for each in bare if not unicodedata.combining(each)).translate(WIDE)


def begin_language(home: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    """Begin it as CONTRIBUTING says, fill its one .po, and let the site speak it."""
    locale = home / "locale"
    monkeypatch.setattr(words, "LOCALE", locale)
    words.begin_catalog(CODE, wide("wide"), "rtl")
    words.update_catalogs()
    path = words.catalog_path(CODE)
    with path.open("rb") as file:
        catalog = read_po(file, locale=CODE, domain="django")
    for message in catalog:
        if message.id:
            message.string = _said(message)
    with path.open("wb") as file:
        write_po(file, catalog)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    (spoken,) = [each for each in languages_in(locale) if each.code == CODE]
    table = dict(LANG_INFO)
    introduce((spoken,), table)
    monkeypatch.setitem(LANG_INFO, CODE, table[CODE])
    settings.LOCALE_PATHS = [locale, *settings.LOCALE_PATHS]
    settings.LANGUAGES = [*settings.LANGUAGES, (CODE, spoken.name)]
    settings.LANGUAGES_BIDI = [*settings.LANGUAGES_BIDI, *([CODE] if spoken.is_rtl else [])]


def _said(message: Message) -> str | tuple[str, ...]:
    # What Django's date format letters are called, no translation may change.
    if message.context == "format":
        return str(message.id)
    return wide(message.id) if isinstance(message.id, str) else tuple(map(wide, message.id))


def install_words(home: Path, world: World) -> Pack:
    """Lay one words file beside the pack's others, and let the world follow that pack."""
    for name in ("pe", "base"):
        shutil.copytree(PACKS / name, home / "packs" / name)
    lines = [LINE.sub(_line, line) for line in word_sheet(peru()).splitlines()]
    file = home / "packs" / "pe" / "words" / f"{CODE}.toml"
    file.write_text("\n".join(lines), encoding="utf-8")
    pack = read_pack(home / "packs" / "pe", home / "packs" / "base")
    install_pack(compile_pack(pack), by=None, at=world.clock.at)
    return pack


def _line(found: "re.Match[str]") -> str:
    return f"{found[1]}{wide(found[2])}"
