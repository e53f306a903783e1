"""Sends one made-up request to the site as somebody, takes back what it did, and says what is bad.

What reaches the application is the request as a server hands it over (WSGI): any bytes in path,
query, headers and body.
"""

import gzip
import io
import json
import re
import sys
import traceback
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import cast
from urllib.parse import unquote_plus

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpResponse
from django.http.cookie import SimpleCookie
from django.test import Client
from django.urls import Resolver404, resolve

from tests.attacks.fields import PLANTED, seen_by
from tests.world import World

STATUSES = frozenset({200, 301, 302, 304, 400, 403, 404, 405, 409, 413})
"""What the site may answer to anything at all."""

MACHINES = "/witness/"
"""Only programs come here, and read plain text."""

PHONES = b"/phone/"
FOR_PHONES = STATUSES | {401, 410, 429}
"""Phones are told in one word of docs/SYNC.md why something could not be."""

ILL = (b"/health/", 503)
"""Nobody ticks beside the made-up requests, and this address is there to say so."""


@dataclass(frozen=True)
class Asked:
    """One request.

    Attributes:
        who: user name; empty for a stranger.
        language: what the reader has chosen.
        path: as bytes after the percent signs were read.
        query: as it stands in the address.
        headers: by their WSGI names; what is here takes the place of what is usual.
        has_token: whether the form's own protection is satisfied, so that it gets further in.
    """

    who: str
    language: str
    method: str
    path: bytes
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: str = ""
    body: bytes = b""
    content_type: str = ""
    has_token: bool = True


class Fuzzed:
    """Everybody's sessions, and the faults found so far; each is told once, when it is found."""

    def __init__(self, world: World, readers: Iterable[str]) -> None:
        self._cookies = {who: _cookies(world.signed_in(who)) for who in readers if who}
        self.count = 0
        self.statuses: Counter[int] = Counter()
        self.faults: set[str] = set()

    def ask(self, asked: Asked) -> None:
        """Send it, note what is bad, and take back what it did."""
        client = Client(raise_request_exception=False, enforce_csrf_checks=not asked.has_token)
        saved = transaction.savepoint()
        try:
            asking = client.generic(asked.method, "/", **self._environ(asked))  # type: ignore[arg-type]  # WSGI's own names
            answer = cast("HttpResponse", asking)
        finally:
            connection.needs_rollback = False
            transaction.savepoint_rollback(saved)
        self.count += 1
        self.statuses[answer.status_code] += 1
        for fault in faults_of(asked, answer):
            if fault not in self.faults:
                print(fault, repr(asked)[:1500], sep="\n    ", file=sys.stderr)  # noqa: T201  # to be mended
            self.faults.add(fault)

    def client(self, who: str) -> Client:
        """Return somebody's browser, signed in before."""
        client = Client()
        client.cookies = SimpleCookie(self._cookies[who])
        return client

    def _environ(self, asked: Asked) -> dict[str, object]:
        own = f"{settings.LANGUAGE_COOKIE_NAME}={asked.language}"
        mine = self._cookies.get(asked.who, "")
        cookies = "; ".join(each for each in (own, mine, asked.cookies) if each)
        environ: dict[str, object] = {
            "PATH_INFO": asked.path.decode("latin-1"),
            "QUERY_STRING": asked.query,
            "HTTP_COOKIE": cookies,
            "wsgi.input": io.BytesIO(asked.body),
            "CONTENT_LENGTH": str(len(asked.body)),
            "CONTENT_TYPE": asked.content_type,
        }
        return {**environ, **asked.headers}


def _says_why(answer: HttpResponse) -> bool:
    is_json = answer.headers.get("Content-Type", "") == "application/json"
    return is_json and {*json.loads(answer.content)} == {"v", "error"}


def _read(answer: HttpResponse) -> str:
    """Return an answer's text; whoever says that it takes gzip is sent that."""
    is_packed = answer.headers.get("Content-Encoding") == "gzip"
    content = gzip.decompress(answer.content) if is_packed else answer.content
    return content.decode(errors="replace")


def faults_of(asked: Asked, answer: HttpResponse) -> Iterable[str]:
    """Yield what is bad about an answer."""
    if (asked.path, answer.status_code) == ILL:
        return
    is_phone = asked.path.startswith(PHONES)
    if answer.status_code not in (FOR_PHONES if is_phone else STATUSES):
        yield f"{answer.status_code}: {_where(answer)}"
        return
    if answer.status_code in {301, 302, 304} or asked.method == "HEAD":
        return
    if asked.path.startswith(MACHINES.encode()):
        return
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        if answer.status_code != 200 and not (is_phone and _says_why(answer)):
            yield f"{answer.status_code} without a page: {asked.path!r}"
        return
    if asked.path == PHONES and answer.status_code == 200:
        return  # the app's one page, the same for everybody: its script shows all there is
    page = _read(answer)
    yield from too_much(asked, page)
    if "<h1" not in page or len(re.sub(r"<[^>]+>|\s+", "", page)) < 40:
        yield f"{answer.status_code} says nothing"
    if f'<html lang="{asked.language}"' not in page:
        yield f"{answer.status_code} in another language than the reader's"


def too_much(asked: Asked, page: str) -> Iterable[str]:
    """Yield which field of what was told stands on a page for somebody whose it is not to see."""
    name = ""
    with suppress(Resolver404):
        name = resolve(asked.path.decode(errors="replace")).view_name
    for planted in {*PLANTED.findall(page)}:
        is_typed = planted.encode() in asked.body or planted in unquote_plus(asked.query)
        if not is_typed and asked.who not in seen_by(planted, name):
            yield f"{planted} is shown to {asked.who or 'a stranger'} by {name}"


def _where(answer: HttpResponse) -> str:
    """Return the kind of exception and the last lines of ours that it came through."""
    told = getattr(answer, "exc_info", None)
    if not told:
        return "no exception"
    frames = [each for each in traceback.extract_tb(told[2]) if "/amparo/" in each.filename]
    last = [f"{each.filename.rpartition('/amparo/')[2]}:{each.lineno}" for each in frames[-3:]]
    deepest = traceback.extract_tb(told[2])[-1]
    return f"{told[0].__name__} at {' > '.join(last)} ({deepest.filename}:{deepest.lineno})"


def _cookies(client: Client) -> str:
    kept = {name: each.value for name, each in client.cookies.items()}
    kept.pop(settings.LANGUAGE_COOKIE_NAME)
    return "; ".join(f"{name}={value}" for name, value in kept.items())
