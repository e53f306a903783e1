"""A script typed into every text answer: shown as text on every page, run on none."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Dialog, Page

from tests.attacks.story import BY_BUTTON, MARK, SCRIPT, Story

STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "require-trusted-types-for": "'script'",
}
OTHERS = (
    ("", "/sign-in/"),
    ("rosa", "/"),
    ("rosa", "/concerns/"),
    ("rosa", "/danger/"),
    ("rosa", "/numbers/"),
    ("ana", "/duties/"),
    ("ana", "/arrivals/register/"),
    ("carmen", "/office/"),
    ("carmen", "/office/readings/"),
    ("carmen", "/office/deputies/"),
    ("julio", "/oversight/"),
    ("ana", "/protocols/case/"),
)
"""Pages on which nothing planted is to be seen; their policy is as strict."""

RAN = """() => ({
  ours: [...document.scripts].every(each => each.src.startsWith(location.origin + "/static/")),
  handlers: [...document.querySelectorAll("*")].filter(
    each => [...each.attributes].some(one => one.name.startsWith("on"))).length,
  styled: document.querySelectorAll("style, [style]").length,
})"""


def policy(header: str) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in header.split(";") if part.strip())
    return {name: said for name, _, said in parts}


@pytest.fixture
def complaints(browsing: BrowserContext) -> Iterator[list[str]]:
    """What the browser complained of, and every dialog that a page opened."""
    heard: list[str] = []

    def hear(dialog: Dialog) -> None:
        heard.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    def note(said: ConsoleMessage) -> None:
        if said.type == "error":
            heard.append(said.text)

    browsing.on("dialog", hear)
    browsing.on("console", note)
    yield heard
    assert heard == []


def sign_in(screen: Page, story: Story, who: str) -> None:
    """Give the browser the cookies of somebody who is signed in; of nobody, none."""
    cookies = story.at(who).cookies if who else {}
    screen.context.clear_cookies()
    site = story.place.server.site
    screen.context.add_cookies(
        [{"name": name, "value": text, "url": site} for name, text in cookies.items()]
    )


def visit(screen: Page, story: Story, who: str, address: str) -> str:
    """Go to a page as somebody, by its button where it has one; return its policy."""
    sign_in(screen, story, who)
    site = story.place.server.site
    start = address if not address.endswith("/call-back/") else address.replace("call-back", "file")
    answer = screen.goto(f"{site}{start}")
    if address.endswith(BY_BUTTON):
        form = f"form[action$='{address}']" if "call-back" in address else "main form"
        with screen.expect_navigation() as gone:
            screen.click(f"{form} button")
        answer = gone.value
    assert answer is not None
    return answer.headers["content-security-policy"]


@pytest.mark.browser
@pytest.mark.usefixtures("complaints")
def test_a_script_in_every_text_answer_is_shown_as_text_and_never_runs(
    story: Story, screen: Page
) -> None:
    for who, address in story.shown:
        header = visit(screen, story, who, address)
        assert policy(header) == policy(header) | STRICT, address
        assert MARK in screen.content()
        told = screen.evaluate(RAN)
        assert told == {"ours": True, "handlers": 0, "styled": 0}, address
        words = screen.inner_text("body") + "".join(texts(screen))
        assert SCRIPT in words, f"{address}: what was typed is not shown as it was typed"


def texts(screen: Page) -> list[str]:
    fields = "each => each.map(one => one.value)"
    return list(screen.eval_on_selector_all("input, textarea", fields))


@pytest.mark.browser
@pytest.mark.usefixtures("complaints")
def test_no_other_page_runs_anything_but_its_own_scripts(story: Story, screen: Page) -> None:
    for who, address in OTHERS:
        header = visit(screen, story, who, address)
        assert policy(header) == policy(header) | STRICT, address
        assert screen.evaluate(RAN) == {"ours": True, "handlers": 0, "styled": 0}, address
        assert MARK not in screen.content(), address


def test_the_policy_is_strict_on_every_kind_of_answer(story: Story) -> None:
    """A page, a redirect, an error, a refused form: each with the same policy, none to be kept."""
    rosa = story.at("rosa")
    answers = [
        rosa.get("/"),
        rosa.get("/there-is-no-such-page/"),
        rosa.get("/hat/"),
        rosa.post("/sign-out/", {}),
        rosa.post("/danger/", {}),
    ]
    assert [each.status for each in answers] == [200, 404, 200, 403, 403]
    for each in answers:
        assert policy(each.headers["Content-Security-Policy"]).items() >= STRICT.items()
        assert each.headers["Cache-Control"] == "no-store"
        assert each.headers["X-Content-Type-Options"] == "nosniff"
        assert each.headers["X-Frame-Options"] == "DENY"
        assert not re.search("unsafe|nonce|http|\\*", each.headers["Content-Security-Policy"])
