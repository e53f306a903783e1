"""docs/asvs.toml: every requirement of two levels, and behind each that is met what is there."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture import source
from tests.architecture.asvs import STATES, counted, table

TEXT = source.PROJECT.parent / "shared" / "data" / "asvs-5.0.txt"
ROW = re.compile(r"\| \*\*(\d+\.\d+\.\d+)\*\* \|.*\| ([123]) \|\s*$")
NUMBER = re.compile(r"(\d+)\.(\d+)\.(\d+)")
SENTENCE = re.compile(r"[A-Z`].{12,}\.")
LEVELS_ONE_AND_TWO = 253
TABLE = table()


def said(kind: str) -> Iterator[tuple[str, str]]:
    """Yield each requirement with what its entry says under one word."""
    for number, entry in TABLE.items():
        found = entry.get(kind, [])
        yield from ((number, each) for each in ([found] if isinstance(found, str) else found))


@cache
def written_in(name: str) -> frozenset[str]:
    """Return the tests of a file by reading it: nothing is run and nothing is collected."""
    path = source.PROJECT / name
    if not path.is_file():
        return frozenset()
    return frozenset(found.name for found in source.functions(path) if found.name[:5] == "test_")


@cache
def headings_of(name: str) -> frozenset[str]:
    path = source.PROJECT / name
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return frozenset(line.lstrip("# ") for line in lines if line.startswith("#"))


def rules() -> set[str]:
    """Return the ids of all rules that have an example which they must find."""
    written = source.files(".yml", under="rules")
    known = {found for path in written for found in re.findall(r"- id: (\S+)", path.read_text())}
    beside = source.files(".py", ".js", ".html", under="rules")
    examples = "".join(path.read_text() for path in beside)
    return {each for each in known if f"ruleid: {each}" in examples}


def test_each_entry_says_its_state_and_one_thing_that_goes_with_it() -> None:
    faults = [
        number
        for number, entry in TABLE.items()
        if not NUMBER.fullmatch(number)
        or entry.get("state") not in STATES
        or len(entry) != len(("state", "one of these"))
        or not set(entry) - {"state"} <= set(STATES[entry["state"]])
    ]
    assert faults == []


def test_the_requirements_stand_in_their_order_and_once() -> None:
    numbers = [tuple(map(int, number.split("."))) for number in TABLE]
    assert numbers == sorted(set(numbers))
    assert len(numbers) == LEVELS_ONE_AND_TWO


def test_no_requirement_is_missing_and_none_is_made_up() -> None:
    if not TEXT.is_file():
        pytest.skip("the text of ASVS 5.0 is not at hand")
    rows = [ROW.match(line) for line in TEXT.read_text(encoding="utf-8").splitlines()]
    wanted = {row[1] for row in rows if row and row[2] in {"1", "2"}}
    assert len(wanted) == LEVELS_ONE_AND_TWO
    assert wanted - set(TABLE) == set()
    assert set(TABLE) - wanted == set()


def test_each_test_that_is_named_is_there() -> None:
    gone = []
    for number, named in said("test"):
        name, _, test = named.partition("::")
        if test not in written_in(name):
            gone.append(f"{number}: {named}")
    assert gone == []


def test_each_rule_that_is_named_is_there_with_its_example() -> None:
    known = rules()
    assert [f"{number}: {named}" for number, named in said("rule") if named not in known] == []


def test_each_page_that_is_named_is_there() -> None:
    gone = []
    for number, named in said("page"):
        name, _, heading = named.partition("#")
        if heading not in headings_of(name):
            gone.append(f"{number}: {named}")
    assert gone == []


def test_every_reason_is_a_sentence() -> None:
    assert [number for number, why in said("reason") if not SENTENCE.fullmatch(why)] == []


def test_the_security_page_says_how_many_are_met() -> None:
    page = (source.PROJECT / "docs" / "SECURITY.md").read_text(encoding="utf-8")
    assert counted(TABLE) in page


def test_a_test_is_found_by_reading_its_file(tmp_path: Path) -> None:
    here = Path(__file__).relative_to(source.PROJECT).as_posix()
    assert "test_a_test_is_found_by_reading_its_file" in written_in(here)
    assert "test_that_nobody_wrote" not in written_in(here)
    assert written_in(str(tmp_path / "none.py")) == frozenset()
