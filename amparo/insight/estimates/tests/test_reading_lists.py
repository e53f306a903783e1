"""Tables of lists: what is right is read, what is wrong is told with its place."""

from pathlib import Path

import pytest

from amparo.insight.estimates.reading import read_file, read_lines, read_text
from amparo.insight.estimates.values import BadTable

GOOD = "A,B,count\n1,0,4\n0,1,2\n1,1,3\n"


def test_a_table_of_counts_is_read() -> None:
    lists = read_text(GOOD)
    assert (lists.names, lists.observed, lists.overlapping) == (("A", "B"), 9, 3)
    assert lists.cells().tolist() == [0, 4, 2, 3]


def test_a_file_says_the_same_and_another_code_page_is_told(tmp_path: Path) -> None:
    file = tmp_path / "lists.csv"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_file(file).observed == 9
    file.write_bytes("Policía,B\n1,0\n".encode("cp1252"))
    with pytest.raises(BadTable, match="UTF-8"):
        read_file(file)


def test_one_row_a_person_says_the_same() -> None:
    rows = ["1,0"] * 4 + ["0,1"] * 2 + ["1,1"] * 3
    assert read_text("A,B\n" + "\n".join(rows)).cells().tolist() == [0, 4, 2, 3]


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace(",", ";"),
        GOOD.replace(",", "\t"),
        GOOD.replace("\n", "\r\n"),
        "\ufeff" + GOOD,
        GOOD.replace("count", " Count "),
        GOOD + "\n\n",
        GOOD.replace("1,0,4", "1,0,1\n1,0,3"),
        GOOD.replace("1,0,4", "1,0,4.0"),
        GOOD + "0,0,0\n",
        GOOD.replace("A,", '"A",'),
    ],
)
def test_other_ways_to_write_it_give_the_same(text: str) -> None:
    assert read_text(text).cells().tolist() == [0, 4, 2, 3]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("", 1, None),
        ("A,B,coutn\n1,0,4\n", 1, 3),
        ("A,B,cuonts\n1,0,4\n", 1, 3),
        ("A,A,count\n1,0,4\n", 1, 2),
        ("A,,count\n1,0,4\n", 1, 2),
        ("1,0,4\n0,1,2\n", 1, 1),
        (GOOD.replace("4", "-4"), 2, 3),
        (GOOD.replace("4", "4.5"), 2, 3),
        (GOOD.replace("4", "four"), 2, 3),
        (GOOD.replace("4", "9" * 30), 2, 3),
        (GOOD.replace("0,1,2", "0,2,2"), 3, 2),
        (GOOD.replace("0,1,2", "0,1"), 3, None),
        (GOOD + "0,0,7\n", 5, None),
        ("A,B,count\n1,0,4\n", 1, 2),
        ("A,B,C,count\n1,1,0,4\n0,0,1,3\n1,1,1,2\n", 1, 2),
        ("A,B,count\n", 2, None),
        (",".join(f"L{n}" for n in range(17)) + "\n", 1, None),
    ],
)
def test_a_fault_is_told_with_its_line_and_column(text: str, line: int, column: int | None) -> None:
    with pytest.raises(BadTable) as told:
        read_text(text)
    assert (told.value.line, told.value.column) == (line, column)


def test_a_message_never_repeats_what_stood_in_a_cell() -> None:
    with pytest.raises(BadTable) as told:
        read_text("A,B\n1,0\nRosa Quispe,1\n")
    assert "Rosa" not in str(told.value)
    assert str(told.value).startswith("line 3, column 1: ")


def test_twelve_lists_and_ten_million_people_fit() -> None:
    names = ",".join(f"L{n}" for n in range(12))
    rows = (",".join("1" if n == at % 12 else "0" for n in range(12)) for at in range(12))
    shared = ",".join(["1", "1"] + ["0"] * 10)
    lines = [names + ",count", *(f"{row},800000" for row in rows), f"{shared},400000"]
    lists = read_lines(lines)
    assert (lists.count, lists.observed) == (12, 10_000_000)
