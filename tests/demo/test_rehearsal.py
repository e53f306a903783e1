"""What the rehearsal stands on: it reads forms as a browser sends them, and it can fail.

The rehearsal itself is run by `make rehearse`.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from django.conf import settings

from amparo.config.demo.rehearsal import point_16_phone, rehearsing
from amparo.config.demo.rehearsal.forms_on_page import PageReader
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.config.demo.rehearsal.throwaway import throw_away
from amparo.config.demo.rehearsal.visitor import NotAsExpected, Page

PAGE = """
<head><title>Not read</title></head>
<form method="post" action="/there/">
  <input type="hidden" name="token" value="t"><input name="word" value="w">
  <label><input type="radio" name="one" value="a"> <span>First</span></label>
  <label><input type="radio" name="one" value="b" checked> <span>Second  thing</span></label>
  <input type="checkbox" name="several" value="1" checked>
  <input type="checkbox" name="several" value="2">
  <select name="pick"><option value="">Choose</option><option value="x" selected>X</option></select>
  <textarea name="long">
typed &amp; kept</textarea>
  <button name="do" value="next">Go on</button><input type="submit" name="do" value="keep">
</form>
<p id="end">Some   words</p><a href="/far/">Far away</a>
"""


def read(html: str = PAGE) -> Page:
    reader = PageReader()
    reader.feed(html)
    return Page(
        "http://x/", 200, reader.text, tuple(reader.forms), tuple(reader.links),
        frozenset(reader.ids),
    )  # fmt: skip


def test_a_form_is_sent_as_a_browser_sends_it() -> None:
    sent = read().form("word").filled({"word": "new"}, ("do", "next"))
    assert sorted(sent) == [
        ("do", "next"),
        ("long", "typed & kept"),
        ("one", "b"),
        ("pick", "x"),
        ("several", "1"),
        ("token", "t"),
        ("word", "new"),
    ]


def test_what_a_page_does_not_ask_or_offer_is_not_as_expected() -> None:
    page = read()
    for typed, press in (({"absent": "x"}, None), ({}, ("do", "fly"))):
        with pytest.raises(LookupError):
            page.form("word").filled(typed, press)
    with pytest.raises(NotAsExpected, match="expected a form"):
        page.form("absent")
    with pytest.raises(NotAsExpected, match="expected a link"):
        page.link("/near/")


def test_what_is_not_as_expected_says_what_was_expected_and_what_was_seen() -> None:
    page = read()
    assert page.must_say("Some words").must_not_say("Not read") is page
    with pytest.raises(NotAsExpected, match=r"expected “other” on /; saw: .*Some words"):
        page.must_say("other")
    with pytest.raises(NotAsExpected, match="must not stand"):
        page.must_not_say("words")
    with pytest.raises(NotAsExpected, match="who: expected a, b; saw nothing"):
        must_be("who", {"a", "b"}, set())


def test_a_point_that_fails_is_told_and_the_others_go_on() -> None:
    def fails() -> Iterator[str]:
        yield "this held"
        must_be("that", 1, 2)

    told: list[str] = []
    result = rehearsing.play_point("A point", fails, told.append)
    assert result.fault == "that: expected 1; saw 2"
    assert told[0] == "A point"
    assert "this held" in told[1]
    assert "FAILED" in told[2]


def test_it_plays_in_a_home_of_its_own_that_is_gone_afterwards(tmp_path: Path) -> None:
    here = replace(settings.AMPARO, home=tmp_path, database_url="sqlite:///elsewhere")
    with throw_away(here) as env:
        home = Path(env["AMPARO_HOME"])
        assert home.is_dir()
        assert home != tmp_path
        assert "AMPARO_DATABASE_URL" not in env
    assert not home.exists()


@pytest.mark.parametrize(
    "missing", ["shutil.which", "amparo.config.demo.rehearsal.point_16_phone.find_spec"]
)
def test_without_a_browser_the_phone_is_skipped_and_this_is_said(
    monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    monkeypatch.setattr(missing, lambda _name: None)
    told: list[str] = []
    stage = cast("Stage", None)
    result = rehearsing.play_point("A phone", lambda: point_16_phone.play(stage), told.append)
    assert result.fault == ""
    assert "skipped: no Chromium here" in told[1]
