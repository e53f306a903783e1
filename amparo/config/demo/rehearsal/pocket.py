"""A phone in somebody's pocket: the app in a real Chromium, and what she does with it.

Questions are answered by their names, so that a journey says what was told and not how it is asked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from amparo.config.demo.rehearsal.visitor import NotAsExpected

if TYPE_CHECKING:
    # What drives a browser is not among what a deployment installs.
    from playwright.sync_api import BrowserContext, Locator, Page, Response

WORDS = "silent lantern behind seven rivers"
DOOR, CALLS, WORD = ".door-danger", "#answered", "#word"

Said = Mapping[str, str | list[str]]
SOON: Said = {
    "danger_now": "no",
    "health_now": "no",
    "called": "not_needed",
    "home_district": "ours",
    "keep_from": ["none"],
}
"""The least that can be sent, without danger."""

CALL = "globalThis.calling = setInterval(() => dispatchEvent(new Event('online')), 200)"
"""While a round is on its way another one does not begin."""

PACK_AND_PLACES = 2

KEPT = """async (drawer) => {
  const open = indexedDB.open("agenda");
  const base = await new Promise((done) => (open.onsuccess = () => done(open.result)));
  const all = base.transaction(drawer).objectStore(drawer).getAll();
  const found = await new Promise((done) => (all.onsuccess = () => done(all.result)));
  base.close();
  return found.map((each) => each.body.refused ?? "");
}"""
"""What lies in a drawer: of each thing why the server refused it, or nothing."""

SYNC = "/phone/sync"

PATIENCE = 75
"""Seconds: what failed once the app tries again after a minute."""


@dataclass
class Pocket:
    """One profile of a browser; `page` is the tab that is open in it."""

    context: "BrowserContext"
    site: str

    def __post_init__(self) -> None:
        self.faults: list[str] = []
        self.asked: list[str] = []
        self.heard: list[str] = []
        self.page = self.new_tab()

    def new_tab(self) -> "Page":
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.faults.append(f"{error} {error.stack}"))
        page.on("request", lambda asked: self._hears(asked.url, "asked"))
        page.on("response", lambda came: self._hears(came.url, str(came.status)))
        page.on("requestfailed", lambda lost: self._hears(lost.url, lost.failure or "failed"))
        self.page = page
        return page

    def opens(self) -> Self:
        self.page.goto(f"{self.site}/phone/")
        self.page.wait_for_selector("h1")
        return self

    def comes_with(self, code: str, sign: str = "sun") -> str:
        """Begin with a code of the desk and four words; return the check words, as shown."""
        self.page.fill("#code", code)
        self.page.keyboard.press("Enter")
        return self.chooses(sign)

    def chooses(self, sign: str) -> str:
        """Choose a picture and four words; return the check words, as shown."""
        self.page.click(f"[data-key={sign}]")
        self.page.click(".door >> nth=1")
        for title in ("Write four words", "Write them once more, to be sure"):
            self.page.wait_for_selector(f"h1:has-text('{title}')")
            self.page.fill("#words", WORDS)
            self.page.keyboard.press("Enter")
        self.page.wait_for_function("() => document.getElementById('check-words')?.textContent")
        return self.page.inner_text("#check-words")

    def is_let_in(self) -> Self:
        """Note the code on paper, and wait until the app is whole on the phone."""
        self.page.click("#noted")
        self.page.wait_for_selector(DOOR)
        return self.waits_until_ready()

    def waits_until_ready(self) -> Self:
        """Wait until the app is whole on the phone, with its pack and its places."""
        self.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        for _ in range(600):
            if self.kept("packs") >= PACK_AND_PLACES:
                return self
            self.page.wait_for_timeout(100)
        raise NotAsExpected("expected the pack to come; it never did")

    def kept(self, drawer: str) -> int:
        """Return how many things lie in a drawer of the phone."""
        return len(self._lies_in(drawer))

    def _lies_in(self, drawer: str) -> list[str]:
        found: list[str] = self.page.evaluate(KEPT, drawer)
        return found

    def begins_notice(self) -> Self:
        self.page.click(".door:has-text('Give notice')")
        self.page.click("#begin")
        return self

    def answers(self, said: Said, until: str = "#send") -> Self:
        """Go from question to question; what is not in `said` is passed over."""
        while True:
            self.page.wait_for_selector("#on, #no-more, #send, #answered")
            if self.page.locator(until).count():
                return self
            title = self.page.inner_text("h1")
            self.asked.append(title)
            if self.page.locator("#no-more").count():
                self.page.click("#no-more")
            elif self.page.locator(CALLS).count():
                self.page.click(CALLS)
            else:
                self._answers_one(said)
            self._moves_on(title)

    def _moves_on(self, title: str) -> None:
        after = (
            "t => document.querySelector('h1').innerText !== t || document.querySelector('#send')"
        )
        self.page.wait_for_function(after, arg=title)

    def _answers_one(self, said: Said) -> None:
        field = self.page.locator("main form [name]").first
        if field.count():
            name = (field.get_attribute("name") or "").rpartition("-")[2]
            self._fills(field, said.get(name, ""))
        self.page.click("#on")

    def _fills(self, field: "Locator", given: str | list[str]) -> None:
        if field.get_attribute("type") in {"radio", "checkbox"}:
            for code in [given] if isinstance(given, str) else given:
                if code:
                    self.page.check(f"main form input[value='{code}']")
        elif given:
            field.fill(str(given))

    def sends(self) -> str:
        """Send, and return the word to remember: from here on it is sealed."""
        self.page.click("#send")
        self.page.wait_for_selector(WORD)
        return self.page.inner_text(WORD)

    def gives_notice(self, said: Said = SOON) -> str:
        return self.begins_notice().answers(said).sends()

    def enters(self, words: str = WORDS) -> Self:
        self.page.click(".door:has-text('Enter')")
        self.page.fill("#words", words)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("h1:has-text('Inside')")
        return self

    def looks_at(self, door: str) -> str:
        """Go through a door inside, and return what stands there."""
        self.page.click(f".door:has-text('{door}')")
        self.page.wait_for_selector(f"h1:has-text('{door}')")
        return self.page.inner_text("main")

    def has_a_signal(self) -> "Response":
        """Let the phone notice that there is a signal: it speaks with the server now."""
        with self.page.expect_response("**/phone/sync") as came:
            self.page.evaluate(CALL)
        self.page.evaluate("clearInterval(calling)")
        return came.value

    def until_sent(self) -> Self:
        """Wait until nothing is left to be sent; what failed the app tries again in a minute."""
        for _ in range(PATIENCE * 10):
            if self.kept("outbox") == 0:
                return self
            self.page.wait_for_timeout(100)
        why = f"refused {self._lies_in('outbox')}, heard {self.heard}, faults {self.faults}"
        raise NotAsExpected(f"expected it to be sent; it never was: {why}")

    def _hears(self, url: str, what: str) -> None:
        if url.endswith(SYNC):
            self.heard.append(what)
