"""A member's phone in a browser, let in by the desk as in life: what it shows, screen after screen.

Every screen that is come by is handed on with its name; a guide takes some of them as pictures.
"""

import base64
import re
from collections.abc import Iterator

from playwright.sync_api import Browser, Page

from tests.served import SITE, profile, sign_in

SUPERVISOR, MEMBER = "carmen", "Rosa"
WORDS = "silent lantern behind seven rivers"
CODE = re.compile(r"<code>([^<]+)</code>")
DOORS = ".door-danger"
ANSWERS = {"danger_now": "no", "health_now": "no", "home_district": "ours", "keep_from": "none"}

ROOM = """() => {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [1600, 1000];
  const pen = canvas.getContext("2d");
  const boxes = [["#d8cbb0", 0, 0, 1600, 700], ["#a98f6b", 0, 700, 1600, 300],
    ["#f6f3ea", 500, 150, 600, 340], ["#7a6244", 200, 620, 300, 180],
    ["#7a6244", 1100, 620, 300, 180]];
  for (const [colour, ...box] of boxes) {
    pen.fillStyle = colour;
    pen.fillRect(...box);
  }
  return canvas.toDataURL("image/png").split(",")[1];
}"""
"""Draws an empty room with a board and two tables."""


def screens(browser: Browser, language: str) -> Iterator[tuple[str, Page]]:
    """Yield the screens of the app by name, in the order in which a member comes by them."""
    desk, phone = profile(browser, language).new_page(), profile(browser, language).new_page()
    code = _code(desk)
    phone.goto(f"{SITE}/phone/")
    phone.wait_for_selector("#code")
    yield "begin", phone
    yield from _enrols(phone, desk, code)
    yield "doors", phone
    phone.click(DOORS)
    phone.wait_for_selector("#nobody")
    yield "danger", phone
    phone.go_back()
    yield from _gives_notice(phone)
    phone.click(".door >> nth=2")
    phone.fill("#words", WORDS)
    yield "enter", phone
    phone.keyboard.press("Enter")
    phone.wait_for_selector(".door >> nth=4")
    yield "inside", phone
    yield from _inside(phone)
    for page in (phone, desk):
        page.context.close()


def _code(desk: Page) -> str:
    sign_in(desk, SUPERVISOR)
    desk.goto(f"{SITE}/phones/")
    desk.click(f"main a:has-text('{MEMBER}') >> nth=0")
    desk.click("button[name=do][value=code]")
    desk.wait_for_selector(".handed-code")
    return str(CODE.findall(desk.content())[0])


def _enrols(phone: Page, desk: Page, code: str) -> Iterator[tuple[str, Page]]:
    phone.fill("#code", code)
    phone.keyboard.press("Enter")
    phone.wait_for_selector("[data-key=sun]")
    yield "picture", phone
    phone.click("[data-key=sun]")
    phone.wait_for_selector(".door >> nth=1")
    yield "secret", phone
    phone.click(".door >> nth=0")
    phone.wait_for_selector("#know")
    yield "story", phone
    phone.go_back()
    phone.wait_for_selector(".door >> nth=1")
    phone.click(".door >> nth=1")
    for _ in range(2):
        before = phone.inner_text("h1")
        phone.fill("#words", WORDS)
        phone.keyboard.press("Enter")
        phone.wait_for_function("t => document.querySelector('h1').innerText !== t", arg=before)
    phone.wait_for_function("() => document.getElementById('check-words')?.textContent")
    yield "check", phone
    desk.click("main p.no-print a")
    desk.click("button[name=do][value=confirm]")
    phone.wait_for_selector("#noted", timeout=60_000)
    yield "paper", phone
    phone.click("#noted")
    phone.wait_for_selector(DOORS)
    phone.wait_for_timeout(4000)


def _gives_notice(phone: Page) -> Iterator[tuple[str, Page]]:
    phone.click(".door >> nth=1")
    phone.wait_for_selector("#begin")
    yield "before", phone
    phone.click("#begin")
    yield from _answers(phone, "question")
    yield "sending", phone
    phone.click("#send")
    phone.wait_for_selector("#word")
    phone.wait_for_timeout(3000)
    yield "sent", phone
    phone.click("#done")
    phone.wait_for_selector(DOORS)


def _answers(phone: Page, name: str) -> Iterator[tuple[str, Page]]:
    for number in range(1, 40):
        phone.wait_for_selector("#on, #no-more, #send")
        if phone.locator("#send").count():
            return
        yield f"{name}-{number:02}", phone
        before = phone.inner_text("h1")
        if phone.locator("#no-more").count():
            phone.click("#no-more")
        else:
            _answer(phone)
            phone.click("#on")
        phone.wait_for_function(
            "t => document.querySelector('h1').innerText !== t || document.querySelector('#send')",
            arg=before,
        )


def _answer(phone: Page) -> None:
    field = phone.locator("main form [name]").first
    if not field.count():
        return
    kind = field.get_attribute("type") or ""
    code = ANSWERS.get((field.get_attribute("name") or "").rpartition("-")[2])
    if kind in {"radio", "checkbox"}:
        wanted = phone.locator(f"main form input[value='{code}']") if code else field
        wanted.check()
    elif kind == "date":
        field.fill(phone.evaluate("new Date(Date.now() - 864e5).toISOString().slice(0, 10)"))


def _inside(phone: Page) -> Iterator[tuple[str, Page]]:
    for place, name in enumerate(("mine", "asked", "activity", "support")):
        phone.click(f".door >> nth={place}")
        phone.wait_for_selector(".door >> nth=4", state="detached")
        yield name, phone
        if name == "activity":
            yield from _notes(phone)
        else:
            phone.go_back()
        phone.wait_for_selector(".door >> nth=4")
    for place, name in ((1, "guide"), (2, "carry"), (3, "settings")):
        phone.click(f"nav.onward button >> nth={place}")
        phone.wait_for_timeout(300)
        yield name, phone
        phone.go_back()
        phone.wait_for_selector("nav.onward button >> nth=4")


def _notes(phone: Page) -> Iterator[tuple[str, Page]]:
    phone.click("#begin")
    yield from _answers(phone, "activity")
    phone.click("#send")
    phone.wait_for_selector("#photo")
    yield "noted", phone
    phone.click("#photo")
    phone.wait_for_selector("#take")
    yield "photo", phone
    _shows(phone)
    phone.wait_for_selector("main img")
    phone.wait_for_function("document.querySelector('main img').naturalWidth > 0")
    yield "face", phone
    phone.click(".door >> nth=1")
    phone.wait_for_selector("#done")
    phone.wait_for_timeout(3000)
    yield "shown", phone
    phone.click("#done")


def _shows(phone: Page) -> None:
    """Hand the app a picture of a room without anybody."""
    drawn = phone.evaluate(ROOM)
    phone.set_input_files(
        "input[type=file]",
        {"name": "room.png", "mimeType": "image/png", "buffer": base64.b64decode(drawn)},
    )
