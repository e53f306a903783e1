"""How heavy each page is on its way: itself, its styles and its scripts, as they are sent."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from gzip import decompress
from http import HTTPStatus
from http.client import HTTPConnection
from time import perf_counter
from urllib.parse import urlsplit

from django.db import connection
from django.urls import Resolver404, resolve

from amparo.config.bench.browser import PATIENCE, Browser
from amparo.config.bench.lines import Line
from amparo.config.demo.founding import World

LINK = re.compile(r'<a [^>]*href="(/[^"#?]*)')
STYLE = re.compile(r'<link [^>]*rel="stylesheet"[^>]*href="([^"]+)"')
SCRIPT = re.compile(r'<script [^>]*src="([^"]+)"')
IMPORT = re.compile(r"""(?:from|import)\s*["']\./([^"']+)["']""")
LEFT_OUT = ("sign_out", "report_csv")
"""What ends the walk, or is no page."""

OF_EACH = 2
"""How many pages of one kind are weighed for one person."""


@dataclass(frozen=True)
class Weighed:
    """One page: its path by the kind of page it is, and its bytes with those of its scripts.

    `seconds`: until it had come. `is_there`: it is a page, and not a message that something failed.
    """

    kind: str
    bytes: int
    script: int
    seconds: float
    is_there: bool


@dataclass
class Walk:
    """Somebody's way through all pages that their own pages lead to."""

    site: str
    cookies: dict[str, str]
    files: dict[str, int] = field(default_factory=dict)

    def weighed(self) -> Iterator[Weighed]:
        waiting, seen, of_kind = ["/"], {"/"}, Counter({"home": 1})
        while waiting:
            path = waiting.pop(0)
            page, text = self._page(path)
            yield page
            for link in LINK.findall(text):
                kind = _kind(link)
                if link in seen or not kind or kind in LEFT_OUT or of_kind[kind] == OF_EACH:
                    continue
                of_kind[kind] += 1
                seen.add(link)
                waiting.append(link)

    def _page(self, path: str) -> tuple[Weighed, str]:
        begun = perf_counter()
        sent, text, status = self._fetched(path)
        took = perf_counter() - begun
        styles = sum(self._file(path) for path in set(STYLE.findall(text)))
        scripts = sum(self._file(path) for path in set(SCRIPT.findall(text)))
        is_there = status < HTTPStatus.BAD_REQUEST
        return Weighed(_kind(path), sent + styles + scripts, scripts, took, is_there), text

    def _file(self, path: str) -> int:
        """Weigh a style or a script, with the scripts that it imports, which no page names."""
        if path not in self.files:
            self.files[path], text, _status = self._fetched(path)
            beside = path.rpartition("/")[0]
            self.files[path] += sum(self._file(f"{beside}/{x}") for x in IMPORT.findall(text))
        return self.files[path]

    def _fetched(self, path: str) -> tuple[int, str, int]:
        """Return how many bytes come for a path, their text, and the status."""
        line = HTTPConnection(urlsplit(self.site).netloc, timeout=PATIENCE)
        cookie = "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        try:
            line.request("GET", path, headers={"Accept-Encoding": "gzip", "Cookie": cookie})
            answer = line.getresponse()
            sent = answer.read()
            is_packed = answer.headers.get("Content-Encoding") == "gzip"
        finally:
            line.close()
        return len(sent), (decompress(sent) if is_packed else sent).decode(), answer.status


def page_weight(world: World, site: str, _count: int) -> Iterator[Line]:
    """Weigh the pages of one person of each kind of office and role, and of a stranger."""
    files: dict[str, int] = {}
    walks = [Walk(site, {}, files)]
    for who in _one_of_each(world):
        try:
            browser = Browser.signed_in(site, who, world.demo.passphrase)
        except ConnectionError:
            continue
        walks.append(Walk(site, dict(browser.cookies), files))
    weighed = [page for walk in walks for page in walk.weighed()]
    heaviest = max(weighed, key=lambda page: page.bytes)
    slowest = max(weighed, key=lambda page: page.seconds)
    yield Line(
        bench="page_weight",
        db=connection.vendor,
        n=len(weighed),
        bytes=heaviest.bytes,
        script=max(page.script for page in weighed),
        errors=sum(not page.is_there for page in weighed),
        what=f"{heaviest.kind}; slowest {slowest.kind}, {1000 * slowest.seconds:.0f} ms",
    )


def _one_of_each(world: World) -> list[str]:
    """Return who stands for all others with the same role in the same kind of office."""
    found: dict[tuple[str, str], str] = {}
    for body in world.demo.bodies:
        for who, roles in body.members.items():
            for role in roles:
                found.setdefault((body.kind, role), who)
    return list(dict.fromkeys(found.values()))


def _kind(path: str) -> str:
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return ""
