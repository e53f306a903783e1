"""docs/SECURITY.md names every answer that stands in clear, and none that does not."""

import re
from collections.abc import Iterator
from pathlib import Path

from amparo.protocols.pack import Pack
from amparo.protocols.read import read_pack

ROOT = Path(__file__).resolve().parents[2]
LISTED = "## Every answer that stands in clear"


def in_clear(pack: Pack) -> Iterator[str]:
    for form in pack.forms.values():
        for question in form.questions():
            if question.answer_class == "coded":
                yield question.name
    for protocol in pack.protocols.values():
        for step in protocol.steps.values():
            yield from (coded.name for coded in step.coded)


def listed() -> set[str]:
    page = (ROOT / "docs" / "SECURITY.md").read_text(encoding="utf-8")
    rows = [line for line in page.split(LISTED)[1].splitlines() if line.startswith("|")]
    return {name for row in rows for name in re.findall(r"`([a-z0-9_]+)`", row)}


def test_the_security_page_lists_each_answer_that_stands_in_clear() -> None:
    pack = read_pack(ROOT / "packs" / "pe", ROOT / "packs" / "base")
    assert set(in_clear(pack)) == listed()


def test_a_volunteers_concern_codes_seven_answers_and_no_kind_of_violence() -> None:
    pack = read_pack(ROOT / "packs" / "pe", ROOT / "packs" / "base")
    coded = [q.name for q in pack.forms["concern"].questions() if q.answer_class == "coded"]
    assert len(coded) == 7
    assert "signs" not in coded
