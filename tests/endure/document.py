"""The site as an OpenAPI document, for a tool that makes requests out of such documents.

Made from the addresses themselves and from the fields of the pages behind them, as somebody who
may come in sees them; the site has no programming interface, and nobody else is given this.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from tests.attacks.door import Door
from tests.attacks.doors import DOORS
from tests.endure.asked import Fuzzed

URLENCODED, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data"
LONGEST_LIST = 40


@dataclass(frozen=True)
class Form:
    """One address that is sent something: who may, what fields it has, and what each may hold.

    `fields` maps a name to its choices; none where anything may be typed.
    """

    address: str
    who: str
    fields: Mapping[str, Sequence[str]]

    @property
    def filled(self) -> str:
        """Return it with the first choice everywhere, as a browser would send it."""
        return urlencode(
            {name: choices[0] if choices else "x" for name, choices in self.fields.items()}
        )


class Fields(HTMLParser):
    """Reads the names of a page's fields, and the values of its choices."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        name = said.get("name", "")
        if tag == "select":
            self._select = name
            self.found.setdefault(name, [])
        elif tag == "option" and self._select:
            self.found[self._select].append(said.get("value", ""))
        elif tag in {"input", "textarea", "button"} and name:
            choices = self.found.setdefault(name, [])
            if said.get("type") in {"radio", "checkbox", "submit", "hidden"} or tag == "button":
                choices.append(said.get("value", ""))


def forms_of(fuzzed: Fuzzed, things: Mapping[str, UUID], every: int = 1) -> Iterator[Form]:
    """Yield each address, or only every so-manieth, with the fields of its page.

    The page is seen as by somebody who may come in.
    """
    tried = [
        (name, door, thing)
        for name, doors in DOORS.items()
        for door in doors
        for thing in door.things.split() or [""]
    ]
    for name, door, thing in tried[::every]:
        who = _somebody(door, thing)
        ids = {"id": things[thing]} if thing in things else {}
        address = reverse(name, kwargs={**ids, **door.rest})
        yield Form(address, who, _fields(fuzzed, who, address, door))


def document_of(forms: Sequence[Form]) -> dict[str, object]:
    """Return the document: each address with its two methods."""
    paths = {form.address: {"get": _get(), "post": _post(form)} for form in forms}
    about = {"title": "The desk", "version": "1"}
    return {"openapi": "3.0.3", "info": about, "paths": paths}


def _somebody(door: Door, thing: str) -> str:
    may = door.may if isinstance(door.may, str) else door.may.get(thing, "")
    return next(iter((may or door.any_id).split()), "")


def _fields(fuzzed: Fuzzed, who: str, address: str, door: Door) -> Mapping[str, Sequence[str]]:
    parser = Fields()
    if who:
        answer = fuzzed.client(who).get(address)
        is_page = answer.headers.get("Content-Type", "").startswith("text/html")
        parser.feed(answer.content.decode() if is_page else "")
    for name, said in door.said.items():
        parser.found.setdefault(name, []).append(said if isinstance(said, str) else said[0])
    return {name: choices[:LONGEST_LIST] for name, choices in parser.found.items()}


def _get() -> dict[str, object]:
    text = {"schema": {"type": "string"}}
    names = ("next", "name", "page", "first", "period", "do")
    asked = [{"name": name, "in": "query", **text} for name in names]
    return {"parameters": [*asked, LANGUAGE], "responses": ANSWERS}


def _post(form: Form) -> dict[str, object]:
    typed = {
        name: {"anyOf": [{"enum": [*dict.fromkeys(choices)]}, {"type": "string"}]}
        if choices
        else {"type": "string"}
        for name, choices in form.fields.items()
    }
    schema = {"schema": {"type": "object", "properties": typed}}
    body = {"content": {URLENCODED: schema, MULTIPART: schema}}
    return {"requestBody": body, "parameters": [LANGUAGE], "responses": ANSWERS}


LANGUAGE = {"name": "Accept-Language", "in": "header", "schema": {"type": "string"}}
ANSWERS = {"200": {"description": "a page"}}
