"""Point 16: a phone whose server is gone gives notice, which leaves once it is back."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from amparo.config.demo.rehearsal.acting import open_file, take
from amparo.config.demo.rehearsal.pocket import DOOR, SOON, Pocket
from amparo.config.demo.rehearsal.stage import Stage, must_be
from amparo.config.demo.rehearsal.visitor import NotAsExpected
from amparo.dossiers.models import Dossier

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

PATIENCE = 15_000.0
PLANTED = "MARKOFTHEPHONE"
SAID = {**SOON, "words_seen": PLANTED, "child_called": PLANTED}


def play(stage: Stage) -> Iterator[str]:
    """Play it, and yield each thing that held; say so where nothing can play it."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None or find_spec("playwright") is None:
        yield "skipped: no Chromium here, or nothing that drives it (make setup)"
        return
    with _browsing(chromium) as context:
        yield from _give_notice(stage, Pocket(context, stage.site))


def _give_notice(stage: Stage, pocket: Pocket) -> Iterator[str]:
    _let_in(stage, pocket.opens())
    yield "a supervisor lets Rosa's phone in by a code and three words that both read"
    stage.server.stop()
    pocket.page.close()
    pocket.new_tab()
    pocket.opens().page.click(DOOR)
    _must_show(pocket, "105")
    pocket.page.go_back()
    yield "with the server's process stopped the app opens, and says whom to call"
    word = pocket.gives_notice(SAID)
    _must_show(pocket, "No signal")
    must_be("letters that wait on the phone", 1, pocket.kept("outbox"))
    yield "a notice is sealed and waits on the phone"
    stage.server.start()
    stage.server.wait()
    pocket.page.close()
    pocket.new_tab()
    pocket.opens().until_sent()
    came = Dossier.objects.filter(entries__sent__isnull=False)
    concern = came.get(protocol="concern", code_word=word)
    yield "once the server is back it leaves by itself, once"
    case = stage.case_of(concern, "demuna_calca")
    open_file(stage.visitor("ana"), case).must_say(PLANTED)
    take(stage, "ana", case, "receipt", tell_raiser="nothing")
    yield "the officer reads what was written, and receives it"
    pocket.opens().enters().page.click(".door:has-text('My notices')")
    _must_show(pocket, "Read by a person of")
    if PLANTED in pocket.page.content():
        raise NotAsExpected("what was written must not stand on the phone, and it does")
    yield "on the phone stands who read it, and nothing of what was written"


def _let_in(stage: Stage, pocket: Pocket) -> None:
    carmen = stage.visitor("carmen")
    address = f"/phones/{stage.world.people['rosa'].id}/"
    made = carmen.send(carmen.open(address), {}, "do", ("do", "code"))
    code = re.search(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", made.text)
    if code is None:
        raise NotAsExpected(f"expected a code for a phone; saw: {made.seen}")
    words = pocket.comes_with(code[0])
    page = carmen.open(address).must_say(words)
    carmen.send(page, {}, "do", ("do", "confirm")).must_say("The phone is let in")
    pocket.is_let_in()


def _must_show(pocket: Pocket, words: str) -> None:
    pocket.page.wait_for_selector(f"main >> text={words}")


@contextmanager
def _browsing(chromium: str) -> Iterator["BrowserContext"]:
    """Open a fresh profile; what it waits for in vain was expected of us."""
    # No deployment installs it, so it is asked for by its name where it is here.
    drives = import_module("playwright.sync_api")
    # Playwright runs a loop in this thread; what Django does here stays synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with drives.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(locale="en-GB", viewport={"width": 360, "height": 740})
        context.set_default_timeout(PATIENCE)
        try:
            yield context
        except drives.Error as error:
            raise NotAsExpected(f"the phone: {error.message}") from error
        finally:
            browser.close()
