"""Doors: every address turns a stranger away, except the few listed here."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

# Whoever signs in, chooses a language or signs out is a stranger still.
# Whoever comes for the first time, with a code on paper, is one too.
# So is what watches over the deployment.
# A phone that comes with a code has no keys that anybody knows; a lost one is told of from any.
OPEN_TO_STRANGERS = {
    *("desk:sign_in", "desk:sign_out", "desk:first", "set_language", "health"),
    *("phone:enrol", "phone:lost"),
    # The app itself, which names nobody.
    *("phone:shell", "phone:worker", "phone:manifest", "phone:icon", "phone:check_words"),
    *("phone:script", "phone:words"),
}

SAMPLES = {
    "uuid": UUID("01890000-0000-7000-8000-000000000000"),
    "str": "x",
    "slug": "x",
    "int": 1,
    "path": "x",
}


def addresses(
    patterns: list[URLPattern | URLResolver], before: str = "/", namespace: str = ""
) -> Iterator[tuple[str, str]]:
    """Yield every address of the site with a made-up id in it, and its full name."""
    for found in patterns:
        assert isinstance(found.pattern, RoutePattern), f"{found}: an address is a path()"
        here = before + sample(found.pattern)
        if isinstance(found, URLResolver):
            inner = f"{namespace}{found.namespace}:" if found.namespace else namespace
            yield from addresses(found.url_patterns, here, inner)
        else:
            yield here, f"{namespace}{found.name}"


def sample(pattern: RoutePattern) -> str:
    route = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        kind = "str" if kind == "string" else kind
        value = str(SAMPLES[kind])
        route = route.replace(f"<{kind}:{name}>", value).replace(f"<{name}>", value)
    return route


ALL = sorted(addresses(get_resolver().url_patterns))
CLOSED = [(address, name) for address, name in ALL if name not in OPEN_TO_STRANGERS]


def turned_away(response: HttpResponse) -> bool:
    """Return whether an answer leads to the sign-in page, or is that nothing is there.

    A phone is told that it is a stranger: it has no page to sign in on.
    """
    is_sent_to_sign_in = response.status_code == 302 and response["Location"].startswith(
        resolve_url(settings.LOGIN_URL)
    )
    return is_sent_to_sign_in or response.status_code in {401, 404, 405}


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post", "head", "put", "delete", "options"])
@pytest.mark.parametrize(("address", "name"), CLOSED, ids=[name for _, name in CLOSED])
def test_a_stranger_is_turned_away(client: Client, address: str, name: str, method: str) -> None:
    response = getattr(client, method)(address)
    assert turned_away(response), f"{method} {name} answers a stranger {response.status_code}"


def test_every_open_door_is_there() -> None:
    assert sorted(OPEN_TO_STRANGERS - {name for _, name in ALL}) == []


def test_every_address_has_a_name_and_no_running_number() -> None:
    faults = [address for address, name in ALL if name.endswith("None")]
    # A piece of a recording has a number within it: which one it is, and nothing of any other.
    numbered = [at for at, name in ALL if "/1" in at and name != "phone:media_piece"]
    assert faults + numbered == []
