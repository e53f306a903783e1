"""Asks a page as somebody, and says what came back so that two answers can be compared."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.db import connection, models, transaction
from django.http import HttpRequest
from django.http.cookie import SimpleCookie
from django.test import Client

from amparo.audit.models import Record
from amparo.desk.tokens import FormToken
from amparo.dossiers.models import Draft, Entry, SealedPart
from amparo.insight.models import Publication
from amparo.system.models import Absence, Deputy, Gap
from tests.world import World

Said = Mapping[str, str | Sequence[str]]

WRITTEN: tuple[type[models.Model], ...] = (
    Record, Entry, SealedPart, Draft, Gap, Absence, Deputy, Publication,
)  # fmt: skip
"""What a refused request must leave as it was, or as the same request for nothing leaves it."""

SECRETS = re.compile(r'(name="(?:csrfmiddlewaretoken|token)" value=")[^"]+')
IDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Told:
    """An answer without what differs from one time to the next; `wrote` counts new rows."""

    status: int
    headers: tuple[tuple[str, str], ...]
    cookies: tuple[str, ...]
    text: str
    wrote: tuple[int, ...]

    @property
    def leads_to(self) -> str:
        return dict(self.headers).get("Location", "")

    @property
    def is_open(self) -> bool:
        """Tell whether somebody got in: a page, or a way on that does not ask to sign in first."""
        return self.status == 200 or (self.status == 302 and "/sign-in/?" not in self.leads_to)


class Asker:
    """Everybody's signed-in browsers; each request is taken back, so that the next finds all."""

    def __init__(self, world: World, readers: Iterable[str], known: Iterable[UUID]) -> None:
        self._world = world
        self._known = {str(each) for each in known}
        self._cookies = {who: world.signed_in(who).cookies for who in readers if who}
        self._before = _rows()

    def ask(self, who: str, method: str, address: str, thing: UUID | None, said: Said) -> Told:
        """Send one request with the best token that this reader could get, and undo what it did."""
        client = self._client(who)
        saved = transaction.savepoint()
        try:
            if method == "GET":
                answer = client.get(address)
            else:
                answer = client.post(address, {**said, "token": self._token(who, address, thing)})
            wrote = tuple(now - then for now, then in zip(_rows(), self._before, strict=True))
        finally:
            transaction.savepoint_rollback(saved)
            # Else the next would lie inside this one, and each row be seen through thousands.
            transaction.savepoint_commit(saved)
        return self._told(answer, thing, wrote)

    def _client(self, who: str) -> Client:
        client = Client(raise_request_exception=False)
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        if who:
            client.cookies = SimpleCookie(self._cookies[who].output(header="", sep=";"))
        return client

    def _token(self, who: str, address: str, thing: UUID | None) -> str:
        """Return a token such as the server itself would sign for this reader on this page."""
        if not who:
            return ""
        account = self._world.people[who].id
        return FormToken(account, address, thing or UUID(int=7)).signed

    def _told(self, answer: Any, thing: UUID | None, wrote: tuple[int, ...]) -> Told:  # noqa: ANN401
        ids = {str(thing): "THING"} if thing else {}
        headers = tuple(
            (name, self._plain(value, ids))
            for name, value in sorted(answer.headers.items())
            if name != "Content-Length"
        )
        cookies = tuple(_cookie(name, each.value) for name, each in sorted(answer.cookies.items()))
        text = self._plain(SECRETS.sub(r"\1", answer.content.decode()), ids)
        return Told(answer.status_code, headers, cookies, text, wrote)

    def _plain(self, text: str, ids: Mapping[str, str]) -> str:
        """Name the thing asked for alike; what is made anew each time too, but nothing known."""
        return IDS.sub(
            lambda found: ids.get(found[0]) or (found[0] if found[0] in self._known else "NEW"),
            text,
        )


def _rows() -> tuple[int, ...]:
    """Count what is written in one query: it is asked after every request."""
    tables = (model._meta.db_table for model in WRITTEN)
    counts = ", ".join(f"(SELECT COUNT(*) FROM {table})" for table in tables)  # noqa: S608  # our own
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counts}")
        return tuple(cursor.fetchone())


def _cookie(name: str, value: str) -> str:
    """Return a cookie as it can be compared: of messages what they say, of others that it is."""
    if name != "messages":
        return f"{name}={'set' if value else 'taken'}"
    # There is no public way to read it.
    said = CookieStorage(HttpRequest())._decode(value) or []  # type: ignore[attr-defined]  # noqa: SLF001
    return f"messages={[str(message) for message in said]}"
