"""The sheet of areas: read whole, or refused with every fault."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from amparo.base.problems import Faults
from amparo.system.areas import AreaRow, read_areas

PERU = Path(__file__).parents[3] / "packs" / "pe" / "areas.csv"
HEAD = "code,name,level,parent,valid_from,valid_to,children"


def sheet(folder: Path, *lines: str, head: str = HEAD) -> Path:
    written = folder / "areas.csv"
    written.write_text("\n".join([head, *lines]), encoding="utf-8")
    return written


def test_peru_has_all_its_regions_provinces_and_districts() -> None:
    assert Counter(row.level for row in read_areas(PERU)) == {0: 1, 1: 25, 2: 196, 3: 1893}


def test_those_above_come_before_those_within(tmp_path: Path) -> None:
    rows = read_areas(sheet(tmp_path, "XX01,North,1,XX,,", "XX,Example,0,,,"))
    assert [row.code for row in rows] == ["XX", "XX01"]


def test_validity_is_read_as_days(tmp_path: Path) -> None:
    (row,) = read_areas(sheet(tmp_path, "XX,Example,0,,2020-01-01,2027-01-01,"))
    assert row == AreaRow("XX", "Example", 0, None, date(2020, 1, 1), date(2027, 1, 1))


def test_all_faults_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    wrong = sheet(
        tmp_path,
        "XX,Example,0,,,",
        "XX,Example again,0,,,",
        ",Nameless,1,XX,,",
        "XX02,Too deep,4,XX,,",
        "XX03,Orphan,1,,,",
        "XX04,Skips a level,2,XX,,",
        "XX05,Bad day,1,XX,2027-02-30,",
        "XX06,Backwards,1,XX,2027-01-02,2027-01-01",
        "XX07,Elsewhere,1,YY,,",
    )
    with pytest.raises(Faults) as refused:
        read_areas(wrong)
    found = {fault.where for fault in refused.value.faults}
    assert found == {f"line {number}" for number in range(3, 11)}


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(Faults) as refused:
        read_areas(sheet(tmp_path, "XX,Example", head="code,name"))
    assert [fault.where for fault in refused.value.faults] == [
        "level",
        "parent",
        "valid_from",
        "valid_to",
    ]
