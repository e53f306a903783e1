"""What people are told when an action says no, and that nothing typed is lost by it."""

import pytest
from django.test import Client

from amparo.base.problems import IdTaken, NotThere, Problem
from amparo.dossiers.models import Dossier
from amparo.pages.problems import said
from amparo.trust.problems import NotUnlocked
from tests.filling import CONCERN_PAGES, begin_concern, fill, text_of
from tests.world import World


def refuse(monkeypatch: pytest.MonkeyPatch, problem: Problem) -> None:
    def refused(*_args: object, **_kwargs: object) -> None:
        raise problem

    monkeypatch.setattr("amparo.desk.views.raising.raise_concern", refused)


def written(client: Client) -> str:
    start = begin_concern(client)
    for page, answers in CONCERN_PAGES.items():
        fill(client, f"{start}{page}/", answers)
    return start


def test_a_refusal_is_told_and_the_concern_is_still_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa = world.signed_in("rosa")
    start = written(rosa)
    refuse(monkeypatch, IdTaken("Another concern was already sent from this page."))
    assert fill(rosa, start, {})["Location"] == start
    page = text_of(rosa.get(start))
    assert "Another concern was already sent from this page." in page
    assert "MARK-WORDS" in page
    assert not Dossier.objects.exists()


def test_who_is_locked_meanwhile_is_asked_to_sign_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa = world.signed_in("rosa")
    start = written(rosa)
    refuse(monkeypatch, NotUnlocked())
    assert fill(rosa, start, {})["Location"] == f"/sign-in/?next={start}"


def test_a_page_that_cannot_be_shown_says_why(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa = world.signed_in("rosa")

    def lost(*_args: object) -> None:
        raise NotThere

    monkeypatch.setattr("amparo.desk.views.raising.writing_in", lost)
    answer = rosa.get("/concerns/raise/")
    assert answer.status_code == 409
    assert "There is nothing here that you can see." in text_of(answer)


def test_another_error_is_not_dressed_up_as_an_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    rosa = world.signed_in("rosa")
    rosa.raise_request_exception = False

    def broken(*_args: object) -> None:
        raise ValueError

    monkeypatch.setattr("amparo.desk.views.raising.writing_in", broken)
    assert rosa.get("/concerns/raise/").status_code == 500


def test_a_sentence_with_a_hole_is_said_all_the_same() -> None:
    assert said(Problem("Wait {seconds} seconds.", seconds=3)) == "Wait 3 seconds."
    assert said(Problem("Wait {seconds} seconds.")) == "Wait {seconds} seconds."
