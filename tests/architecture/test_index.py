"""The index of ARCHITECTURE: ten questions, each answered in two files at most."""

import re

import pytest

from tests.architecture.source import PROJECT

PAGE = (PROJECT / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
ROWS = re.findall(
    r"^\| ([^|]+\?) \| (.+) \|$", PAGE.split("## Ten questions")[1], flags=re.MULTILINE
)


def test_the_index_has_ten_questions() -> None:
    assert len(ROWS) == 10


@pytest.mark.parametrize(("question", "answer"), ROWS)
def test_a_question_leads_to_two_files_at_most(question: str, answer: str) -> None:
    named = [each for each in re.findall(r"`([^`]+)`", answer) if "/" in each or each == "Makefile"]
    assert 1 <= len(named) <= 2, question
    assert [each for each in named if not (PROJECT / each).is_file()] == []
