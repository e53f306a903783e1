"""What stays on a phone: nothing that names a child, in no file; and a new edition hurts nobody."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error
from pytest_django.live_server_helper import LiveServer

from amparo.phone import shell
from conftest import CHROMIUM, QUIET
from tests.phone.pocket import DOOR, SOON, Pocket
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENT = int(os.environ.get("AMPARO_PHONE_SENT", "4"))
"""How much is sent before the phone is looked at."""

MARKS = ("QPLAZAXW", "ZVDICHOK", "XJNOMBRY", "WKLLAMAD")
"""Alike in no four letters: what is compressed says what it said before by its place."""

SAID = {
    **SOON,
    "home_place": MARKS[0],
    "words_seen": MARKS[1],
    "child_called": MARKS[2],
    "call_me": MARKS[3],
}
CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const asked of await (await caches.open(name)).keys())
      found.push([name, new URL(asked.url).pathname, await (await caches.match(asked)).text()]);
  return found;
}"""


LOOKS_FOR_NEWS = """async () => {
  const kept = await navigator.serviceWorker.ready;
  await kept.update().catch(() => null);
  const coming = kept.installing;
  if (coming) await new Promise((done) => coming.addEventListener("statechange", done));
  return kept.waiting !== null;
}"""


@pytest.fixture
def profile(
    chromium: Browser,
    live_server: LiveServer,
    quick_passphrases: None,  # noqa: ARG001
    world: World,
    tmp_path: Path,
) -> Iterator[Pocket]:
    """A phone whose profile lies on the disk, in `tmp_path / "phone"`."""
    context = chromium.browser_type.launch_persistent_context(
        tmp_path / "phone", executable_path=CHROMIUM, args=list(QUIET), locale="en-GB"
    )
    context.set_default_timeout(30_000)
    pocket = Pocket(context, live_server.url).opens().enrols(world, "rosa")
    yield pocket
    context.close()
    assert pocket.faults == []


def found_in(folder: Path, words: tuple[str, ...]) -> list[str]:
    """Return which words stand in which file, as browsers write text."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    forms = {word: (word.encode(), word.encode("utf-16-le")) for word in words}
    return [
        f"{word} in {path.relative_to(folder)}"
        for path in files
        for word, written in forms.items()
        if any(form in path.read_bytes() for form in written)
    ]


def test_no_file_of_the_phone_holds_what_was_written(profile: Pocket, tmp_path: Path) -> None:
    for _ in range(SENT):
        profile.gives_notice(SAID)
        profile.page.click("#done")
        profile.page.wait_for_selector(DOOR)
    for _ in range(3):
        profile.begins_notice().answers(SAID)
        profile.opens()
    profile.until_sent()
    assert profile.kept("drafts") == 3
    profile.context.close()
    assert found_in(tmp_path / "phone", ("outbox",)), "the files were not read"
    assert found_in(tmp_path / "phone", MARKS) == []


def test_no_cache_holds_anything_but_the_app(pocket: Pocket) -> None:
    pocket.gives_notice(SAID)
    pocket.page.click("#done")
    pocket.enters().until_sent()
    cached = pocket.page.evaluate(CACHED)
    kept = {address for _, address, _ in cached}
    assert kept >= {"/phone/", "/static/phone/app.js"}
    assert not [each for each in kept if not each.startswith(("/phone/", "/static/phone/"))]
    assert not [each for each in kept if each.startswith(("/phone/sync", "/phone/places"))]
    names = (*MARKS, "Rosa", "DEMUNA Calca")
    assert [name for name in names for _, _, text in cached if name in text] == []


def test_a_new_edition_takes_over_at_the_doors_and_half_of_one_never(
    pocket: Pocket, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = editions(pocket)
    page, said = shell.page, shell._integrity  # noqa: SLF001  # as a captive portal would change it
    monkeypatch.setattr(shell, "_integrity", lambda content: said(content + b"portal"))
    assert pocket.page.evaluate(LOOKS_FOR_NEWS) is False
    assert editions(pocket) == first
    monkeypatch.setattr(shell, "_integrity", said)
    monkeypatch.setattr(shell, "page", lambda: page() + b"<!-- another edition -->")
    assert pocket.page.evaluate(LOOKS_FOR_NEWS) is True
    pocket.context.set_offline(True)
    pocket.opens()
    for _ in range(300):
        if editions(pocket).isdisjoint(first):
            break
        pocket.page.wait_for_timeout(100)
    assert editions(pocket).isdisjoint(first)
    pocket.opens().page.wait_for_selector(DOOR)
    assert pocket.gives_notice()


def editions(pocket: Pocket) -> set[str]:
    """Return the names of the caches; the page may be on its way to begin anew."""
    for _ in range(50):
        try:
            pocket.page.wait_for_selector(DOOR)
            return set(pocket.page.evaluate("caches.keys()"))
        except Error:
            pocket.page.wait_for_timeout(100)
    raise AssertionError("the page never stood still")
