"""The `amparo` command offers a deployment's own verbs and says a problem in one sentence."""

import pytest
from django.core.management import CommandError

from amparo.base.problems import NotAllowed
from amparo.config import command


def test_two_words_name_one_command() -> None:
    offered = {"pack_check": "amparo.system", "serve": "amparo.config"}
    assert command.chosen(["pack", "check", "-v"], offered) == ("pack_check", ["-v"])
    assert command.chosen(["serve", "--port", "1"], offered) == ("serve", ["--port", "1"])
    assert command.chosen(["pack"], offered) == (None, ())


def test_djangos_other_commands_stay_out_of_sight(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(["shell"]) == 2
    said = capsys.readouterr().out
    assert "serve" in said
    assert "  shell" not in said
    assert "  words" in said


def test_asked_for_help_it_helps() -> None:
    assert command.run(["--help"]) == 0


@pytest.mark.parametrize("problem", [NotAllowed(), CommandError("Not today.")])
def test_a_problem_is_one_sentence(
    problem: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_arguments: list[str]) -> None:
        raise problem

    monkeypatch.setattr(command, "execute_from_command_line", fails)
    assert command.run(["words"]) == 1
    assert capsys.readouterr().err == f"{problem}\n"


def test_a_question_that_nobody_answers_ends_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def asks(_arguments: list[str]) -> None:
        raise EOFError

    monkeypatch.setattr(command, "execute_from_command_line", asks)
    assert command.run(["ceremony"]) == 1
    assert capsys.readouterr().err.startswith("Nobody answered")
