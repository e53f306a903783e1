"""What `make audit` says: a feed that did not answer is never taken for an all-clear."""

import sys
from pathlib import Path

import pytest

from tests.audit.known import FOUND, NONE, NOT_ASKED, asked, judge, main

CLEAN = {"name": "one", "version": "1.0", "vulns": []}
SILENT = {"name": "two", "skip_reason": "not found"}
WEAK = {
    "name": "three",
    "version": "2.0",
    "vulns": [{"id": "GHSA-made-up", "fix_versions": ["2.1"]}],
}


@pytest.mark.parametrize(
    ("packages", "ends", "says"),
    [
        ([CLEAN], NONE, "No known weakness in 1 "),
        ([CLEAN, SILENT], NOT_ASKED, "NOT CHECKED"),
        ([], NOT_ASKED, "NOT CHECKED"),
        ([CLEAN, SILENT, WEAK], FOUND, "three 2.0: GHSA-made-up, mended in 2.1"),
    ],
)
def test_silence_is_no_all_clear(packages: list[dict[str, object]], ends: int, says: str) -> None:
    how, lines = judge(packages)
    assert how == ends
    assert says in "\n".join(lines)


def test_a_tool_that_fails_has_told_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(sys.executable, tmp_path / "none.txt") == []
    assert main(sys.executable) == NOT_ASKED
    assert capsys.readouterr().out.count("NOT CHECKED") == 3
