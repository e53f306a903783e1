import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from amparo.base.problems import Faults
from amparo.forms.read import read_form, write_xlsx
from amparo.forms.sheets import LARGEST_FILE, read_sheets
from amparo.forms.tests.conftest import WriteForm, row

SURVEY = [
    row("select_one danger", "danger_now", class_="coded"),
    row("text", "words", **{"hint::Español (es)": "=1+1", "hint::English (en)": 'a, "b"\nc'}),
]


def test_a_form_reads_the_same_from_csv_and_from_xlsx(write_form: WriteForm) -> None:
    folder = write_form(SURVEY)
    workbook = folder.with_suffix(".xlsx")

    workbook.write_bytes(write_xlsx(folder))

    assert read_form(workbook) == read_form(folder)


def test_no_cell_of_a_written_workbook_is_a_formula(write_form: WriteForm) -> None:
    book = load_workbook(io.BytesIO(write_xlsx(write_form(SURVEY))))

    cells = [cell for page in book.worksheets for cells in page.iter_rows() for cell in cells]
    assert book.sheetnames == ["survey", "choices", "settings"]
    assert any(cell.value == "=1+1" for cell in cells)
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


def test_faults_in_a_workbook_name_sheet_row_and_column(write_form: WriteForm) -> None:
    workbook = write_form([row("text", "a")]).with_suffix(".xlsx")
    workbook.write_bytes(
        write_xlsx(write_form([row("text", "a"), row("text", "a", required="si")]))
    )

    with pytest.raises(Faults) as caught:
        read_form(workbook)

    assert [(fault.file, fault.where) for fault in caught.value.faults] == [
        ("concern.xlsx", "survey, row 3, required"),
        ("concern.xlsx", "survey, row 3, name"),
    ]


def test_numbers_and_booleans_of_a_workbook_are_read_as_text(tmp_path: Path) -> None:
    book = Workbook()
    grids: dict[str, list[list[object]]] = {
        "Survey": [["type", "name", "required", "default"], ["integer", "a", True, 3.0]],
        "settings": [["form_id", "version", None], ["x", 2027, None]],
        "notes": [["anything"]],
    }
    for name, grid in grids.items():
        page = book.create_sheet(name)
        for cells in grid:
            page.append(cells)
    book.save(tmp_path / "f.xlsx")

    sheets = read_sheets(tmp_path / "f.xlsx")

    assert dict(sheets["survey"].rows[0].cells) == {
        "type": "integer",
        "name": "a",
        "required": "TRUE",
        "default": "3",
    }
    assert dict(sheets["settings"].rows[0].cells) == {"form_id": "x", "version": "2027"}
    assert sheets["choices"].rows == ()


def test_rows_keep_the_number_a_spreadsheet_shows(write_form: WriteForm) -> None:
    folder = write_form([])
    (folder / "survey.csv").write_text(
        'type,name,label\n\n\ntext,a,"two\nlines"\n,,\ntext,b,x\n\n', encoding="utf-8-sig"
    )

    rows = read_sheets(folder)["survey"]

    assert [row.number for row in rows.filled()] == [4, 6]
    assert rows.columns == ("type", "name", "label")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"type,name\ntext,\xff\n", "not UTF-8"),
        (b'type,name\ntext,"a\n', "can't be read"),
        (b"type,name\ntext,a,b\n", "row 2: This row has more cells"),
        (b"type,name,type\ntext,a,b\n", "row 1: There are two columns called “type”"),
        (b"type,name\ntext,a\x00b\n", "row 2, name: This cell holds a sign"),
        (b"", "no header row"),
        (b"type,name\n" + b"text,a\n" * 6000, "too large"),
        (b"x" * (LARGEST_FILE + 1), "too large"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_broken_csv_is_a_fault(write_form: WriteForm, content: bytes, says: str) -> None:
    folder = write_form([])
    (folder / "survey.csv").write_bytes(content)

    with pytest.raises(Faults) as caught:
        read_sheets(folder)

    assert says in str(caught.value)


def _zip(content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", content)
        archive.writestr("[Content_Types].xml", content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "not an .xlsx file"),
        (b"PK\x03\x04garbage", "not an .xlsx file"),
        (_zip(b""), "not an .xlsx file"),
        (_zip(b"<a>"), "not an .xlsx file"),
        (_zip(b"0" * 30_000_000), "too large"),
    ],
    ids=["empty", "no zip", "empty parts", "broken parts", "a bomb"],
)
def test_a_broken_workbook_is_a_fault(tmp_path: Path, content: bytes, says: str) -> None:
    workbook = tmp_path / "f.xlsx"
    workbook.write_bytes(content)

    with pytest.raises(Faults) as caught:
        read_sheets(workbook)

    assert says in str(caught.value)
