"""A lean browser: one connection, cookies and forms, so that what is measured is the server."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from time import monotonic
from typing import Self
from urllib.parse import urlencode, urlsplit

PATIENCE = 60.0
"""Seconds to wait for an answer."""

IDLE = 15.0
"""Seconds after which a quiet line is not trusted: the server hangs up after 30, perhaps just while
a request is on its way, and then nobody knows whether it arrived."""

FIELDS = re.compile(r'name="(csrfmiddlewaretoken|token)" value="([^"]+)"')
ENGLISH = {"amparo_language": "en"}


@dataclass(frozen=True)
class Answer:
    """What came back. `leads_to` is empty where it is a page."""

    status: int
    leads_to: str
    text: str
    headers: Message

    @property
    def fields(self) -> dict[str, str]:
        """Return the hidden fields of the page's forms, of each name the last."""
        return dict(FIELDS.findall(self.text))


class Browser:
    """Somebody's browser. Not for several threads at once."""

    def __init__(self, site: str) -> None:
        self._where = urlsplit(site).netloc
        self._line = HTTPConnection(self._where, timeout=PATIENCE)
        self._heard = monotonic()
        self.cookies: dict[str, str] = dict(ENGLISH)
        self.said: list[str] = []

    @classmethod
    def signed_in(cls, site: str, who: str, passphrase: str) -> Self:
        """Return a browser that came in by the sign-in page.

        Raises:
            ConnectionError: it was not let in.
        """
        browser = cls(site)
        door = browser.get("/sign-in/")
        typed = {"username": who, "passphrase": passphrase}
        answer = browser.post("/sign-in/", {**door.fields, **typed})
        if not answer.leads_to:
            raise ConnectionError(f"{who} was not let in: {answer.status}")
        return browser

    def get(self, path: str) -> Answer:
        return self._asked("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str | Iterable[str]]) -> Answer:
        return self._asked("POST", path, urlencode(fields, doseq=True))

    def fill(self, path: str, fields: Mapping[str, str | Iterable[str]]) -> Answer:
        """Open a page and send its form with these answers."""
        return self.post(path, {**self.get(path).fields, **fields})

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _asked(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={text}" for name, text in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._hang_up_if_idle()
        try:
            self._line.request(method, path, body, headers)
            answer = self._line.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException):
            self._line.close()
            raise
        self._heard = monotonic()
        self._keep(answer.headers.get_all("Set-Cookie") or [])
        return Answer(answer.status, answer.headers.get("Location") or "", text, answer.headers)

    def _hang_up_if_idle(self) -> None:
        """Let the next request take a new line. A request that was sent is never sent again."""
        if monotonic() - self._heard > IDLE:
            self._line.close()

    def _keep(self, set_cookies: Iterable[str]) -> None:
        for said in set_cookies:
            self.said.append(said)
            for name, cookie in SimpleCookie(said).items():
                self.cookies[name] = cookie.value
