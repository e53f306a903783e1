"""Finds on a page in Spanish what is not: words left in English, and keys where words belong."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import Resolver404, ResolverMatch, resolve

from amparo.config.words import read_catalog
from amparo.forms.form import Form, Question, walk
from amparo.system.models import Body
from tests.journeys.reading import Reading
from tests.world import QUIET, World, peru

ATTRIBUTES = re.compile(r'\b(?:aria-label|data-label|title|placeholder|alt)="([^"]+)"')
TITLE = re.compile(r"<title>([^<]+)</title>")
LINE_OF_DRAWING = re.compile(r"</?tspan[^>]*>")  # it breaks a sentence, and is no end of one
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}")
NOT_SPANISH = re.compile(
    r"\b(?:the|and|of|is|are|to|with|by|this|that|it|you|your|who|not|from|for|they|nobody)\b",
    re.IGNORECASE,
)
IN_ITS_OWN_NAME = frozenset({"english"})  # the button that changes the language
OFTEN_ENOUGH = 2  # pages of one kind that are looked at


def speaks_spanish(client: Client) -> Client:
    """Let a client read Spanish from now on."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    return client


def left_in_english(html: str) -> list[str]:
    """Return what is shown or read aloud on a page and is English, or no word at all."""
    made_up = re.compile("|".join(map(re.escape, _made_up())))
    texts = dict.fromkeys(" ".join(text.split()) for text in shown(html))
    return [text for text in texts if text and _is_wrong(made_up.sub("", text))]


def shown(html: str) -> Iterator[str]:
    yield from Reading(LINE_OF_DRAWING.sub("", html)).said
    yield from ATTRIBUTES.findall(html)
    for title in TITLE.findall(html):
        yield from title.split(" · ")


@cache
def _is_wrong(text: str) -> bool:
    said = text.casefold().strip(" :.·")
    if said in IN_ITS_OWN_NAME:
        return False
    return (
        said in english()
        or any(phrase in said for phrase in _phrases())
        or bool(NOT_SPANISH.search(text) or _keys().search(text))
    )


@cache
def _phrases() -> tuple[str, ...]:
    """Return those that are long enough to be known again inside another text."""
    return tuple(phrase for phrase in english() if phrase.count(" ") > 2)


def _made_up() -> Iterator[str]:
    """Return what the made-up world's people typed: they may write as they like."""
    for body in Body.objects.values_list("name", "opening_hours"):
        yield from filter(None, body)
    yield from (str(QUIET["words_seen"]), "(made up)")


@cache
def english() -> frozenset[str]:
    """Return what code, templates, words and forms say in English and never say in Spanish."""
    ours, theirs = set[str](), set[str]()
    for message in read_catalog("es"):
        ours.update(texts(message.id))
        theirs.update(texts(message.string))
    words = peru().words
    ours.update(words["en"].values())
    theirs.update(words["es"].values())
    for form in peru().forms.values():
        for text in _asked(form):
            ours.add(text.get("en", ""))
            theirs.add(text.get("es", ""))
    plain = {text.casefold().strip(" :.·") for text in ours if not PLACEHOLDER.search(text)}
    return frozenset(plain - {text.casefold().strip(" :.·") for text in theirs} - {""})


@cache
def _keys() -> re.Pattern[str]:
    sections = sorted({key.split(".")[0] for key in peru().words["es"] if "." in key})
    return re.compile(rf"\b(?:{'|'.join(sections)})\.\w")


def texts(said: object) -> list[str]:
    return [said] if isinstance(said, str) else [str(each) for each in said or ()]  # type: ignore[attr-defined]


def _asked(form: Form) -> Iterator[Mapping[str, str]]:
    for asked, above in walk(form.items):
        yield from (group.label for group in above)
        yield from _told(asked)


def _told(asked: Question) -> Iterator[Mapping[str, str]]:
    yield from (asked.label, asked.hint, asked.required_message, asked.constraint_message)
    yield from (choice.label for choice in asked.choices)


@dataclass
class Walk:
    """Somebody who follows every link there is, and looks at two pages of each kind."""

    world: World
    who: str
    seen: dict[str, int] = field(default_factory=dict)
    found: dict[str, list[str]] = field(default_factory=dict)

    def through(self, *begins: str) -> "Walk":
        """Walk from these addresses on."""
        client = speaks_spanish(self.world.signed_in(self.who))
        ahead = list(begins)
        for address in ahead:
            if self._is_new(address):
                answer = client.get(address, follow=True)
                html = answer.content.decode()
                wrong = left_in_english(html)
                if wrong or answer.status_code != 200:
                    self.found[address] = [str(answer.status_code), *wrong]
                links = (urlsplit(urljoin(address, href)).path for _, href in Reading(html).links)
                ahead.extend(link for link in links if link not in ahead)
        return self

    def _is_new(self, address: str) -> bool:
        match = _leads(address)
        if match is None:
            return False
        slugs = [str(value) for name, value in sorted(match.kwargs.items()) if name != "id"]
        kind = " ".join([match.view_name, *slugs])
        self.seen[kind] = self.seen.get(kind, 0) + 1
        return self.seen[kind] <= OFTEN_ENOUGH


def _leads(address: str) -> ResolverMatch | None:
    try:
        return resolve(address)
    except Resolver404:
        return None
