"""The list of areas is whole: nothing is missing, nothing hangs in the air."""

import csv
from collections import Counter
from pathlib import Path

import pytest

SHEET = Path(__file__).parents[2] / "packs" / "pe" / "areas.csv"
Row = dict[str, str]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with SHEET.open(encoding="utf-8", newline="") as sheet:
        return list(csv.DictReader(sheet))


def test_peru_has_25_regions_196_provinces_and_1893_districts(rows: list[Row]) -> None:
    assert Counter(row["level"] for row in rows) == {"0": 1, "1": 25, "2": 196, "3": 1893}


def test_every_area_has_its_own_code_and_a_clean_name(rows: list[Row]) -> None:
    assert len({row["code"] for row in rows}) == len(rows)
    assert not [row for row in rows if row["name"] != " ".join(row["name"].split())]
    assert not [row for row in rows if not row["name"] or set(row["name"]) & set("/_*0123456789")]


def test_every_area_lies_in_the_one_its_code_begins_with(rows: list[Row]) -> None:
    codes = {row["code"] for row in rows}
    for row in rows[1:]:
        assert row["parent"] == row["code"][:-2]
        assert row["parent"] in codes
        assert len(row["code"]) == 2 + 2 * int(row["level"])


def test_what_the_source_does_not_say_stays_empty(rows: list[Row]) -> None:
    assert {row[name] for row in rows for name in ("valid_from", "valid_to", "children")} == {""}


def test_well_known_places_are_where_they_are(rows: list[Row]) -> None:
    names = {row["code"]: row["name"] for row in rows}
    assert names["PE05"] == "Ayacucho"
    assert names["PE0505"] == "La Mar"
    assert names["PE050508"] == "Tambo"
    assert names["PE0701"] == "Callao"
