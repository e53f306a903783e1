"""Fills and sends pages as a browser without scripts does: with the token that the page holds."""

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from django.test import Client

Answers = Mapping[str, str | Sequence[str]]


class Page(Protocol):
    """What a test's client answers."""

    status_code: int
    content: bytes

    def __getitem__(self, header: str) -> str: ...


CONCERN_PAGES: Mapping[str, Answers] = {
    "danger": {"danger_now": "no", "health_now": "no", "called": "not_needed"},
    "who_not": {"keep_from": ["none"]},
    "seen": {"signs": ["school"], "last_time": "month", "how_known": "noticed"},
    "children": {"how_many": "1", "each_child-0-child_age": "6_11"},
    "where": {"home_district": "ours", "home_place": "MARK-PLACE", "person": "nobody"},
    "words": {"child_view": "agrees", "words_seen": "MARK-WORDS"},
    "find": {"child_called": "MARK-NAME", "language": "que"},
    "about_me": {"tie": "neighbour", "reserve_me": "yes", "safe_number": "999 111 222"},
}
"""A concern without danger, page by page."""


def text_of(page: Page) -> str:
    """Return a page as its HTML."""
    return page.content.decode()


def token_of(page: Page) -> str:
    """Return the signed token of the first form on a page that has one."""
    found = re.search(r'name="token" value="([^"]+)"', text_of(page))
    assert found, "this page holds no form token"
    return found[1]


def fill(client: Client, address: str, answers: Answers, **more: str) -> Page:
    """Open a form page, fill it and send it; return the answer."""
    page = client.get(address)
    assert page.status_code == 200, f"{address} answers {page.status_code}"
    return client.post(address, {**answers, **more, "token": token_of(page)})


def begin_concern(client: Client) -> str:
    """Hear the card and begin; return where the concern is checked and sent."""
    found = re.search(
        r'href="(/concerns/raise/[\w-]+/)\w+/"', text_of(client.get("/concerns/raise/"))
    )
    assert found, "the first page of raising a concern leads nowhere"
    return found[1]


def raise_at_desk(client: Client, **pages: Answers) -> str:
    """Raise a concern page by page; return the address of what it became."""
    start = begin_concern(client)
    for page, answers in {**CONCERN_PAGES, **pages}.items():
        answer = fill(client, f"{start}{page}/", answers, do="next")
        assert answer.status_code == 302, f"{page}: {text_of(answer)}"
    sent = fill(client, start, {})
    assert sent.status_code == 302, text_of(sent)
    return str(sent["Location"])
