"""All that one person can see of the desk: every page a link leads to, every address there is.

What differs by chance alone (form tokens, ids made for a page) is written as one word, so that
two worlds can be compared byte by byte. A size stays as it is: tokens and ids have fixed lengths.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from inspect import signature
from itertools import product
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

from amparo.trust.rules import Reader
from tests.journeys.reading import Reading

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TOKEN = re.compile(r'(name="(?:csrfmiddlewaretoken|token)" value=")[^"]+')
ENDLESS = frozenset({"/sign-out/", "/access/app/", "/access/passkey/"})
"""What ends the walk, and what is drawn by lot for whoever asks."""


@dataclass(frozen=True)
class Seen:
    """What came back from one address, to the last header."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    size: int
    body: str


Pages = Mapping[str, Seen]
Rows = Mapping[str, tuple[str, ...]]


@dataclass
class Crawl:
    """One person's way through the desk; `known` are the ids that mean something."""

    client: Client
    known: frozenset[str]

    def everything(self, more: Collection[str]) -> Pages:
        """Return what each page shows: those that links lead to from `/`, and those named."""
        seen: dict[str, Seen] = {}
        ahead = ["/"]
        while ahead:
            address = ahead.pop()
            if self.plain(address) not in seen and address not in ENDLESS:
                answer = self.client.get(address)
                seen[self.plain(address)] = self._seen(answer)
                ahead += _links(address, answer)
        named = (address for address in more if address not in ENDLESS)
        return {**seen, **{address: self._seen(self.client.get(address)) for address in named}}

    def _seen(self, answer: Any) -> Seen:  # noqa: ANN401  # as a test's client answers
        return Seen(
            status=answer.status_code,
            headers=tuple((name, self.plain(value)) for name, value in answer.items()),
            cookies=tuple(sorted(answer.cookies)),
            size=len(answer.content),
            body=self.plain(answer.content.decode()),
        )

    def plain(self, text: str) -> str:
        """Return a text without what chance put into it."""
        kept = UUID.sub(lambda found: found[0] if found[0] in self.known else "(new id)", text)
        return TOKEN.sub(r"\1(token)", kept)


def _links(address: str, answer: Any) -> Iterator[str]:  # noqa: ANN401  # as above
    is_page = answer["Content-Type"].startswith("text/html")
    links = [href for _, href in Reading(answer.content.decode()).links] if is_page else []
    for href in filter(None, (*links, answer.get("Location"))):
        parts = urlsplit(urljoin(address, href))
        if not parts.netloc and parts.path.startswith("/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")


def addresses(ids: Collection[str], words: Collection[str]) -> list[str]:
    """Return every address of the site, with each of these ids and words where it takes one."""
    return sorted(set(_addresses(get_resolver().url_patterns, "/", ids, words)))


def rows_visible(reader: Reader) -> Rows:
    """Return the rows that each way of reading gives this reader, by table and way."""
    return {
        f"{model.__name__}.{way}": tuple(sorted(str(row.pk) for row in read(reader)))
        for model in apps.get_models()
        for way, read in _ways_to_read(model._default_manager.all())  # noqa: SLF001  # any table
    }


def _ways_to_read(rows: object) -> Iterator[tuple[str, Callable[[Reader], Any]]]:
    """Yield what gives rows to a reader; what narrows them by more is within one of these."""
    for way in dir(type(rows)):
        read = getattr(rows, way)
        if (
            not way.startswith("_")
            and callable(read)
            and [*signature(read).parameters] == ["reader"]
        ):
            yield way, read


def _addresses(
    patterns: list[URLPattern | URLResolver],
    before: str,
    ids: Collection[str],
    words: Collection[str],
) -> Iterator[str]:
    for found in patterns:
        assert isinstance(found.pattern, RoutePattern), f"{found}: an address is a path()"
        for here in _filled(before + str(found.pattern), ids, words):
            if isinstance(found, URLResolver):
                yield from _addresses(found.url_patterns, here, ids, words)
            else:
                yield here


def _filled(route: str, ids: Collection[str], words: Collection[str]) -> Iterator[str]:
    places = re.split(r"(<[^>]+>)", route)
    choices = [
        ids if place.startswith("<uuid:") else words if place.startswith("<") else (place,)
        for place in places
    ]
    return ("".join(chosen) for chosen in product(*choices))
