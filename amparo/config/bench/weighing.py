"""How heavy each page is on its way: itself, its styles and its scripts, as they are sent."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
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
    """One page: its path by the kind of page it is, and its bytes with those of its scripts."""

    kind: str
    bytes: int
    script: int


@dataclass
class Walk:
    """Somebody's way through all pages that their own pages lead to."""

    site: str
    cookies: dict[str, str]
    files: dict[str, int] = field(default_factory=dict)

    def weighed(self) -> Iterator[Weighed]:
        waiting, seen, of_kind = ["/"], {"/"}, Counter[str]()
        while waiting:
            path = waiting.pop(0)
            kind = _kind(path)
            of_kind[kind] += 1
            if of_kind[kind] > OF_EACH:
                continue
            sent, text = self._fetched(path)
            yield self._page(kind, sent, text)
            found = dict.fromkeys(link for link in LINK.findall(text) if link not in seen)
            waiting += [link for link in found if _kind(link) and _kind(link) not in LEFT_OUT]
            seen |= set(found)

    def _page(self, kind: str, sent: int, text: str) -> Weighed:
        styles = sum(self._file(path) for path in set(STYLE.findall(text)))
        scripts = sum(self._script(path) for path in set(SCRIPT.findall(text)))
        return Weighed(kind, sent + styles + scripts, scripts)

    def _script(self, path: str) -> int:
        """Weigh a script with those that it imports, which no page names."""
        beside, told = path.rpartition("/")[0], self._asked(path, {}).decode()
        return self._file(path) + sum(self._script(f"{beside}/{x}") for x in IMPORT.findall(told))

    def _file(self, path: str) -> int:
        if path not in self.files:
            self.files[path] = self._fetched(path)[0]
        return self.files[path]

    def _fetched(self, path: str) -> tuple[int, str]:
        """Return how many bytes come for a path, and the text where they are a page."""
        sent = self._asked(path, {"Accept-Encoding": "gzip"})
        is_file = path.startswith("/static/")
        return len(sent), "" if is_file else self._asked(path, {}).decode()

    def _asked(self, path: str, headers: dict[str, str]) -> bytes:
        line = HTTPConnection(urlsplit(self.site).netloc, timeout=PATIENCE)
        cookie = "; ".join(f"{name}={text}" for name, text in self.cookies.items())
        try:
            line.request("GET", path, headers={**headers, "Cookie": cookie})
            return line.getresponse().read()
        finally:
            line.close()


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
    yield Line(
        bench="page_weight",
        db=connection.vendor,
        n=len(weighed),
        bytes=heaviest.bytes,
        script=max(page.script for page in weighed),
        what=heaviest.kind,
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
