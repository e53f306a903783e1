"""`amparo warn`: a table in, a table or JSON out; what is wrong is said with its place."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

WEEKS = [f"{year}-W{week:02}" for year in range(2021, 2026) for week in range(1, 53)]
# None of these years has a 53rd week.


@pytest.fixture
def table(tmp_path: Path) -> Path:
    rows = ["district,week,count"]
    for name, last in (("North", 40), ("South", 5)):
        usual = [4 + (at * 7) % 5 for at in range(len(WEEKS))]
        rows += [f"{name},{w},{c}" for w, c in zip(WEEKS, [*usual[:-1], last], strict=True)]
    path = tmp_path / "counts.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("warn", *arguments, stdout=out)
    return out.getvalue()


def test_the_district_with_far_more_stands_first(table: Path) -> None:
    lines = said(str(table)).splitlines()
    assert [line.split()[0] for line in lines] == ["district", "North", "South"]
    assert [line.rstrip().endswith("ALARM") for line in lines] == [False, True, False]


def test_json_says_what_each_district_has(table: Path) -> None:
    found = json.loads(said(str(table), "--json", "--method", "farrington"))
    alarms = {each["district"]: each["is_alarm"] for each in found["districts"]}
    assert (found["week"], alarms) == ("2025-W52", {"North": True, "South": False})


def test_an_earlier_week_is_judged_by_what_lay_before_it(table: Path) -> None:
    assert "ALARM" not in said(str(table), "--week", "2025-W51")


def test_bad_input_is_one_sentence_with_its_line(table: Path) -> None:
    table.write_text(table.read_text(encoding="utf-8").replace("2023-W01,", "2023-1,"))
    with pytest.raises(CommandError, match=r"^Line 106, column 2: A week is written"):
        said(str(table))


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(["--week", "2030-W01"], "no week 2030-W01"), (["--false", "2"], "a share between")],
)
def test_what_cannot_be_judged_is_said(table: Path, arguments: list[str], says: str) -> None:
    with pytest.raises(CommandError, match=says):
        said(str(table), *arguments)


def test_a_file_that_is_no_text_is_said(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_bytes(b"week,count\n2026-W01,\xff\n")
    with pytest.raises(CommandError, match=r"^Line 2: This is not text"):
        said(str(path))
    with pytest.raises(CommandError, match="can't be read"):
        said(str(tmp_path / "nothing.csv"))
