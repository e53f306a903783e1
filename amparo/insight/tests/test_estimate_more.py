"""`amparo estimate links`, `amparo estimate strata` and `amparo cost` at the terminal."""

import json
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from amparo.insight.cost.tests.test_reading import GOOD
from amparo.insight.estimates.simulate import SCENARIOS, drawn_joined, drawn_lists
from amparo.insight.estimates.values import Lists

SEED = 3
RNG, S1 = np.random.default_rng(SEED), SCENARIOS["S1"]


def said(*arguments: str | Path) -> str:
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def rows(lists: Lists, *first: str) -> list[str]:
    return [
        ",".join([*first, *map(str, pattern), str(count)])
        for pattern, count in zip(lists.patterns.tolist(), lists.counts.tolist(), strict=True)
    ]


@pytest.fixture
def draws(tmp_path: Path) -> Path:
    joined = drawn_joined(SCENARIOS["S6"], np.random.default_rng(SEED), draws=20)
    told = [row for at, lists in enumerate(joined.draws) for row in rows(lists, f"d{at}")]
    path = tmp_path / "draws.csv"
    path.write_text("\n".join(["draw,A,B,C,D,count", *told]), encoding="utf-8")
    return path


@pytest.fixture
def strata(tmp_path: Path) -> Path:
    rng = np.random.default_rng(SEED)
    keys = [("girls", "north"), ("girls", "south"), ("boys", "north")]
    told = [row for key in keys for row in rows(drawn_lists(SCENARIOS["S5"], rng), *key)]
    path = tmp_path / "strata.csv"
    few = ["boys,south,1,0,0,6", "boys,south,0,1,0,3"]
    path.write_text("\n".join(["sex,area,A,B,C,count", *told, *few]), encoding="utf-8")
    return path


def test_draws_of_links_give_one_interval_and_the_share_of_links(draws: Path) -> None:
    found = json.loads(said("estimate_links", draws, "--json"))
    assert found["low"] < SCENARIOS["S6"].people < found["high"]
    assert 0 < found["share_of_links"] < 0.6
    assert "over 20 of 20 draws of the links" in said("estimate_links", draws)


def test_too_few_draws_are_one_sentence(draws: Path) -> None:
    lines = draws.read_text(encoding="utf-8").splitlines()
    draws.write_text("\n".join(lines[:30]), encoding="utf-8")
    with pytest.raises(CommandError, match="20 draws or more"):
        said("estimate_links", draws)


def test_strata_are_told_apart_and_together(strata: Path) -> None:
    lines = said("estimate_strata", strata, "--seed", "1").splitlines()
    named = {line.split("  ")[0].strip() for line in lines}
    assert {"girls · north", "girls · all", "all · north", "all · all"} <= named
    assert any("boys · south" in line and "at least 9" in line for line in lines)
    whole = next(line for line in lines if line.startswith("all · all"))
    assert "take it as a lower bound" in whole


def test_the_same_seed_tells_the_same(strata: Path) -> None:
    one, two = (said("estimate_strata", strata, "--seed", "1", "--json") for _ in "12")
    assert one == two
    assert json.loads(one)["features"] == ["sex", "area"]


def test_what_is_no_table_of_strata_or_draws_is_said(tmp_path: Path) -> None:
    path = tmp_path / "lists.csv"
    path.write_text("A,B,C,count\n1,0,0,4\n", encoding="utf-8")
    with pytest.raises(CommandError, match="must say the stratum"):
        said("estimate_strata", path)
    with pytest.raises(CommandError, match=r"^Line 1, column 1: This column must be called “draw”"):
        said("estimate_links", path)
    with pytest.raises(CommandError, match="can't be read"):
        said("estimate_links", tmp_path / "nothing.csv")


def test_each_command_speaks_the_language_that_is_asked_for(strata: Path, tmp_path: Path) -> None:
    lists = tmp_path / "lists.csv"
    lists.write_text("\n".join(["A,B,C,D,count", *rows(drawn_lists(S1, RNG))]), encoding="utf-8")
    page = tmp_path / "page.html"
    asked = ("estimate", lists, "--model", "graphs", "--report", page)
    assert "personas en total" in said(*asked, "--language", "es")
    assert "Desde" not in said(*asked, "--language", "en")
    text = page.read_text(encoding="utf-8")
    assert 'lang="en"' in text
    assert "People in all" in text
    assert "Las personas pueden diferir" in said("estimate_strata", strata, "--language", "es")
    inputs = tmp_path / "inputs.toml"
    inputs.write_text(GOOD, encoding="utf-8")
    assert "no tiene precio" in said("cost", inputs, "--language", "es")
    lists.write_text("A,B,C,D,count\n1,2,0,0,4\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"^Línea 2, columna 2"):
        said("estimate", lists, "--language", "es")


def test_one_list_is_answered_by_the_same_command(tmp_path: Path) -> None:
    path, page = tmp_path / "calls.csv", tmp_path / "page.html"
    path.write_text("times,count\n1,1645\n2,183\n3,37\n4,13\n", encoding="utf-8")
    assert "at least 8,000" in said("estimate", path, "--report", page)
    assert json.loads(said("estimate", path, "--json"))["headline"] is None
    assert "How often people came" in page.read_text(encoding="utf-8")
    with pytest.raises(CommandError, match="one list tells all"):
        said("estimate", path, "--model", "graphs")


def test_a_cost_is_told_as_ranges_and_never_as_one_figure(tmp_path: Path) -> None:
    path = tmp_path / "inputs.toml"
    path.write_text(GOOD, encoding="utf-8")
    lines = said("cost", path, "--seed", "1").splitlines()
    told = [line for line in lines if line.startswith(("physical", "together"))]
    assert len(told) == 4
    assert all(" to " in line for line in told)
    found = json.loads(said("cost", path, "--seed", "1", "--json"))
    assert found["low"] < found["high"]
    assert found["inputs"]["forms"][0]["source"] == "made up"


def test_a_cost_s_bad_input_is_one_sentence_with_line_and_column(tmp_path: Path) -> None:
    path = tmp_path / "inputs.toml"
    path.write_text(GOOD.replace("[0.3, 0.4]", "[30, 40]"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"^Line 18, column 14: A share lies between 0 and 1"):
        said("cost", path)
