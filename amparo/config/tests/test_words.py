"""Every word shown is found, in code and in templates."""

from pathlib import Path

import pytest

from amparo.config import words


def test_each_kind_of_template_tag_is_found() -> None:
    source = """
      {% load i18n %}{% translate "It's (here)" %} don't
      {% blocktranslate count n=c %}One {{ a }}{% plural %}{{ n }} of {{ a }}{% endblocktranslate %}
      {{ _("short") }} {% translate "May" context "month" %}
    """
    assert list(words.template_words(source)) == [
        ("It's (here)", None),
        (("One %(a)s", "%(n)s of %(a)s"), None),
        ("short", None),
        ("May", "month"),
    ]


def test_the_sentences_of_problems_are_words() -> None:
    found = {str(message.id) for message in words.found_words()}
    assert "User name or passphrase is wrong. Check both and try again." in found
    assert "This is not the number of a file. Compare it and type it again." in found


def test_a_word_behind_another_name_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "PACKAGE", tmp_path / "app")
    source = tmp_path / "app" / "places.py"
    source.parent.mkdir()
    source.write_text(
        "from django.utils.translation import gettext_lazy as later\nPLACE = later('Numbers')\n"
    )
    assert words.found_words().get("Numbers")


def test_updating_keeps_translations_and_drops_what_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    path = words.begin_catalog("qu", "Runasimi", "ltr")
    words.update_catalogs()
    kept = 'msgid "Language"\nmsgstr ""'
    assert kept in path.read_text()
    text = path.read_text().replace(kept, 'msgid "Language"\nmsgstr "Rimay"')
    path.write_text(text + '\nmsgid "Gone"\nmsgstr "Ido"\n')
    words.update_catalogs()
    again = words.read_catalog("qu")
    assert again["Language"].string == "Rimay"
    assert "Gone" not in again
    words.compile_catalogs()
    assert path.with_suffix(".mo").read_bytes()[:4] == b"\xde\x12\x04\x95"
