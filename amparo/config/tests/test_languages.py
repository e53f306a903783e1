"""Languages are those with a file of translations; each file says what it is called."""

from pathlib import Path

import pytest
from django.conf.locale import LANG_INFO
from django.core.management import CommandError, call_command

from amparo.config import words
from amparo.config.languages import Language, codes_in, introduce, languages_in


@pytest.fixture
def locale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(words, "LOCALE", tmp_path)
    return tmp_path


def test_a_language_that_was_begun_is_offered_by_its_own_name(locale: Path) -> None:
    words.begin_catalog("es", "español", "ltr")
    words.begin_catalog("cni", "Ashéninka", "ltr")
    words.begin_catalog("ar", "العربية", "rtl")
    words.update_catalogs()
    assert codes_in(locale) == ("es", "ar", "cni")
    assert languages_in(locale) == (
        Language("es", "español", is_rtl=False),
        Language("en", "English", is_rtl=False),
        Language("ar", "العربية", is_rtl=True),
        Language("cni", "Ashéninka", is_rtl=False),
    )


def test_django_is_told_of_what_it_does_not_know_and_of_nothing_else() -> None:
    table = dict(LANG_INFO)
    introduce((Language("cni", "Ashéninka", is_rtl=False), Language("es", "x", is_rtl=True)), table)
    assert table["cni"]["name_local"] == "Ashéninka"
    assert table["es"] == LANG_INFO["es"]


def test_a_language_is_begun_once_and_with_a_name(locale: Path) -> None:
    with pytest.raises(CommandError, match="--name"):
        call_command("words", "--begin", "qu")
    words.begin_catalog("qu", "Runasimi", "ltr")
    before = words.catalog_path("qu").read_text()
    with pytest.raises(CommandError, match="begun before"):
        call_command("words", "--begin", "qu", "--name", "Other")
    assert words.catalog_path("qu").read_text() == before
    assert codes_in(locale) == ("qu",)


def test_beginning_a_language_lists_every_word_of_today(
    locale: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("words", "--begin", "qu", "--name", "Runasimi")
    assert str(locale) in capsys.readouterr().out
    begun = words.read_catalog("qu")
    assert begun["My duties"].string == ""
    assert begun["Mon"] is not None
    assert languages_in(locale)[0] == Language("qu", "Runasimi", is_rtl=False)
