"""Somebody at a browser without scripts: follows links, fills forms, reads what stands there."""

import re
from dataclasses import dataclass
from http.client import HTTPResponse
from typing import Self
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from amparo.config.demo.rehearsal.forms_on_page import FormOnPage, PageReader, Typed

PATIENCE = 20.0
"""Seconds to wait for a page."""

Press = tuple[str, str] | None


class NotAsExpected(AssertionError):
    """What was expected of a page, and what was seen instead."""


@dataclass(frozen=True)
class Page:
    """A page that somebody looks at."""

    address: str
    status: int
    text: str
    forms: tuple[FormOnPage, ...]
    links: tuple[tuple[str, str], ...]
    ids: frozenset[str]

    @property
    def path(self) -> str:
        """Return its address without the machine."""
        return urlsplit(self.address).path

    def form(self, having: str) -> FormOnPage:
        """Return the first form that asks or offers something by this name."""
        for form in self.forms:
            if having in form.names or having in {name for name, _ in form.buttons}:
                return form
        raise NotAsExpected(f"expected a form with “{having}” on {self.path}; saw: {self.seen}")

    def link(self, like: str) -> str:
        """Return the first link whose whole address fits a pattern."""
        for address, _ in self.links:
            if re.fullmatch(like, address):
                return address
        raise NotAsExpected(f"expected a link to {like} on {self.path}; saw: {self.seen}")

    def must_say(self, *words: str) -> Self:
        """Return the page if all of this stands on it."""
        for each in words:
            if each not in self.text:
                raise NotAsExpected(f"expected “{each}” on {self.path}; saw: {self.seen}")
        return self

    def must_not_say(self, *words: str) -> Self:
        """Return the page if nothing of this stands on it."""
        for each in words:
            if each in self.text:
                raise NotAsExpected(f"“{each}” must not stand on {self.path}, and it does")
        return self

    @property
    def seen(self) -> str:
        """Return what a person would say that they saw."""
        return f"[{self.status}] {self.text[:400]}"


class Visitor:
    """A browser of somebody's own, with cookies and without scripts; it reads English."""

    def __init__(self, site: str) -> None:
        self.site = site
        self._browser: OpenerDirector = build_opener(HTTPCookieProcessor())

    @classmethod
    def signed_in(cls, site: str, who: str, passphrase: str) -> Self:
        """Return somebody who came in by the sign-in page."""
        visitor = cls(site)
        at_the_door = visitor.reading_english()
        typed = {"username": who, "passphrase": passphrase}
        page = visitor.send(at_the_door, typed, "passphrase")
        if page.path == "/sign-in/":
            raise NotAsExpected(f"expected {who} to be let in; saw: {page.seen}")
        return visitor

    def reading_english(self) -> Page:
        """Choose English at the door, as anybody can; return the page of signing in."""
        return self.send(self.open("/sign-in/"), {}, "language", ("language", "en"))

    def open(self, address: str) -> Page:
        """Go to an address; nothing but a page that is there is expected."""
        return self._expected(self.look(address))

    def look(self, address: str) -> Page:
        """Go to an address and see what is there, if anything."""
        return self._asked(Request(urljoin(self.site, address)))  # noqa: S310  # our own server

    def send(self, page: Page, typed: Typed, having: str, press: Press = None) -> Page:
        """Fill the form of a page that has this name in it, send it, and see what follows."""
        form = page.form(having)
        try:
            pairs = form.filled(typed, press)
        except LookupError as missing:
            raise NotAsExpected(f"expected {missing} on {page.path}; saw: {page.seen}") from None
        return self._expected(self._posted(urljoin(page.address, form.action), pairs))

    def leave(self, page: Page) -> Page:
        """Sign out by the button that stands on every page."""
        for form in page.forms:
            if form.action.endswith("/sign-out/"):
                return self._posted(urljoin(page.address, form.action), form.filled({}, None))
        raise NotAsExpected(f"expected a way out on {page.path}; saw: {page.seen}")

    def _posted(self, address: str, pairs: list[tuple[str, str]]) -> Page:
        request = Request(address)  # noqa: S310  # our own server
        request.data = urlencode(pairs).encode()
        return self._asked(request)

    def _asked(self, request: Request) -> Page:
        try:
            with self._browser.open(request, timeout=PATIENCE) as answer:
                return _read(answer)
        except HTTPError as answer:
            with answer:
                return _read(answer)

    def _expected(self, page: Page) -> Page:
        if page.status != 200:  # noqa: PLR2004  # what HTTP calls a page that is there
            raise NotAsExpected(f"expected a page at {page.path}; saw: {page.seen}")
        return page


def _read(answer: HTTPResponse | HTTPError) -> Page:
    reader = PageReader()
    reader.feed(answer.read().decode())
    return Page(
        address=answer.url or "",
        status=answer.status or 0,
        text=reader.text,
        forms=tuple(reader.forms),
        links=tuple(reader.links),
        ids=frozenset(reader.ids),
    )
