"""The page on warnings and cost says what is there: its methods, and examples that are read."""

import re

from amparo.insight.cost.reading import read_inputs
from amparo.insight.warning.methods import METHODS
from amparo.insight.warning.reading import read_counts
from tests.reference import PROJECT

PAGE = (PROJECT / "docs" / "WARNING.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w*)\n(.*?)```", PAGE, flags=re.DOTALL)


def test_the_page_names_every_method_and_no_other() -> None:
    table = PAGE.split("| Method |")[1].split("\n\n")[0]
    rows = [line.split("|")[1] for line in table.splitlines()[2:]]
    assert sorted(name for row in rows for name in re.findall(r"`(.+?)`", row)) == sorted(METHODS)


def test_its_example_of_counts_is_read() -> None:
    example = next(text for kind, text in BLOCKS if not kind)
    assert list(read_counts(example).districts) == ["San Juan"]


def test_its_example_of_a_cost_is_read() -> None:
    example = next(text for kind, text in BLOCKS if kind == "toml")
    assert [form.name for form in read_inputs(example).forms] == ["physical violence"]
