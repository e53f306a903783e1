"""Bad input gets a clear answer, and nothing of what was sent is said or logged."""

import re

import pytest
from django.test import Client

from amparo.config.tests.site import PLANTED

pytestmark = [pytest.mark.django_db, pytest.mark.urls("amparo.config.tests.site")]


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False, headers={"accept-language": "en"})


@pytest.mark.parametrize(
    ("kind", "status"), [("denied", 404), ("missing", 404), ("failing", 500), ("broken", 400)]
)
def test_a_failure_is_told_without_its_words(
    visitor: Client, kind: str, status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    response = visitor.get("/tried/", {"kind": kind})
    assert response.status_code == status
    assert b"<h1>" in response.content
    assert PLANTED.encode() not in response.content
    assert PLANTED not in "".join(capfd.readouterr())


def test_what_is_forbidden_looks_like_what_is_not_there(visitor: Client) -> None:
    def told(kind: str) -> str:
        page = visitor.get("/tried/", {"kind": kind}).content.decode()
        return re.sub(f'{kind}|(?<=csrfmiddlewaretoken" value=")[^"]+', "", page)

    assert told("denied") == told("missing")


def test_a_million_letters_are_read(visitor: Client) -> None:
    assert visitor.post("/tried/", {"text": "a" * 1_000_000}).content == b"read 1000000"


def test_more_than_can_be_read_is_told_so(visitor: Client) -> None:
    body = b"text=" + b"a" * 9_000_000
    response = visitor.post("/tried/", body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413
    assert b"too much text" in response.content


def test_a_form_without_its_token_is_told_how_to_go_on() -> None:
    stranger = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    response = stranger.post("/tried/", {"text": "a"})
    assert response.status_code == 403
    assert b"open for too long" in response.content


def test_a_name_that_is_not_ours_is_refused_before_anybody_is_looked_for(visitor: Client) -> None:
    response = visitor.get("/tried/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert b"<h1>This could not be read" in response.content
