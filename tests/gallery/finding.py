"""Every page that one person can come to by links, one of each shape.

Two addresses have one shape if they differ by ids alone: two cases' covers are looked at once,
two steps of one case are two pages. How a country works is read in many pages of one kind, the
same for everybody: of the steps of one protocol the first is looked at. A few more of each shape
are read for the links on them, because not every case offers every step.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urljoin, urlsplit

from playwright.sync_api import APIRequestContext

from tests.journeys.reading import Reading
from tests.served import SITE

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
STEP = re.compile(r"(?<=/steps/)\w+(?=/)")
COVER = re.compile(r"/id/$")
ENOUGH = 12
"""How many things of one kind are read for the links on them; of other pages the first does."""
FOR_ALL = "/protocols/"
"""Beneath it are pages that everybody reads alike."""
FIRST = ("/",)
STRANGERS = ("/sign-in/", "/sign-in/first/", "/nothing/")
"""What somebody sees who has not come in; the last is no page at all."""


@dataclass(frozen=True)
class Found:
    """One page: its address, and what it has in common with others of its shape."""

    address: str
    shape: str
    status: int

    @property
    def name(self) -> str:
        """Return the shape as a file can be called."""
        return re.sub(r"[^a-z0-9_]+", "-", self.shape.lower()).strip("-") or "home"


def pages_of(asking: APIRequestContext, first: tuple[str, ...] = FIRST) -> Iterator[Found]:
    """Yield one page of each shape, those nearest to the first page first."""
    ahead = deque(first)
    seen, wanted, shown = set(first), Counter(map(shape_of, first)), set[str]()
    while ahead:
        address = ahead.popleft()
        answer = asking.get(SITE + address)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        shape = shape_of(address)
        if shape not in shown:
            shown.add(shape)
            yield Found(address, shape, answer.status)
        for link in _links(address, answer.text()):
            if link not in seen and _is_wanted(wanted, shape_of(link)):
                seen.add(link)
                wanted[shape_of(link)] += 1
                ahead.append(link)


def _is_wanted(wanted: Counter[str], shape: str) -> bool:
    return wanted[shape] < (ENOUGH if COVER.search(shape) else 1)


def shape_of(address: str) -> str:
    """Return an address without what differs from one case to another."""
    parts = urlsplit(address)
    asked = "".join(f"?{name}" for name, _ in parse_qsl(parts.query))
    path = STEP.sub("step", parts.path) if parts.path.startswith(FOR_ALL) else parts.path
    return ID.sub("id", path) + asked


def _links(address: str, html: str) -> Iterator[str]:
    for _, href in Reading(html).links:
        parts = urlsplit(urljoin(address, href))
        if not parts.netloc and parts.path.startswith("/"):
            yield parts.path + (f"?{parts.query}" if parts.query else "")
