"""The sheets of an XLSForm, from a folder of CSV files or an .xlsx, and back to .xlsx.

A row keeps the number that a spreadsheet shows: the header is row 1. Reads files; knows nothing of
what the cells mean.
"""

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils.exceptions import InvalidFileException

from amparo.base.problems import Fault, Faults

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
SHEETS = (SURVEY, CHOICES, SETTINGS)
NEEDED = (SURVEY, SETTINGS)

LARGEST_FILE = 5_000_000
LARGEST_UNPACKED = 50_000_000
MOST_ROWS = 5_000

NOT_THERE = "There is no such form: neither a folder of CSV sheets nor an .xlsx file."
NO_SHEET = "This sheet is missing. A form needs survey and settings, and mostly choices."
NOT_XLSX = "This is not an .xlsx file that can be read. Save it again as .xlsx."
NOT_UTF8 = "This file is not UTF-8. Save it as “CSV UTF-8”."
NOT_CSV = "This CSV can't be read. Check its quotation marks."
TOO_LARGE = "This file is too large for a form. Take out what does not belong to it."
NO_HEADER = "This sheet has no header row."
TWO_COLUMNS = "There are two columns called “{column}”. Keep one."
BEYOND = "This row has more cells than the header has columns. Check commas and quotation marks."
ODD_CHARACTER = "This cell holds a sign that no form may hold. Type it again instead of pasting."

_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile("[\u00a0 ]+")


@dataclass(frozen=True)
class SheetRow:
    """`cells` holds only what is filled in, under its column's name."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    columns: tuple[str, ...] = ()
    rows: tuple[SheetRow, ...] = ()

    def filled(self) -> tuple[SheetRow, ...]:
        return tuple(row for row in self.rows if row.cells)


@dataclass(frozen=True)
class Place:
    """Says where a cell is, in words that fit a folder of CSV files or a workbook."""

    path: Path

    def fault(self, sheet: str, says: str, *, row: int | None = None, column: str = "") -> Fault:
        where = [f"row {row}"] if row else []
        where += [column] if column else []
        if self.path.suffix == ".xlsx":
            return Fault(self.path.name, ", ".join([sheet, *where]), says)
        return Fault(f"{self.path.name}/{sheet}.csv", ", ".join(where) or "the sheet", says)


def read_sheets(path: Path) -> dict[str, Sheet]:
    """Read survey, choices and settings.

    Raises:
        Faults: if they can't be read as tables; what the cells say is not looked at.
    """
    place = Place(path)
    grids = _grids(place)
    faults = [place.fault(name, NO_SHEET) for name in NEEDED if name not in grids]
    sheets = {}
    for name, grid in grids.items():
        sheets[name] = _sheet(grid)
        faults += _faults(place, name, grid)
    if faults:
        raise Faults(faults)
    return {name: sheets.get(name, Sheet()) for name in SHEETS}


def write_xlsx(form_folder: Path) -> bytes:
    """Write a form's sheets as a workbook, for those who work with spreadsheets, ODK or Kobo.

    Raises:
        Faults: if the sheets can't be read.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, sheet in read_sheets(form_folder).items():
        page = book.create_sheet(name)
        grid = [
            sheet.columns,
            *([row.cells.get(c, "") for c in sheet.columns] for row in sheet.rows),
        ]
        for number, cells in enumerate(grid, 1):
            for column, text in enumerate(cells, 1):
                if text:
                    cell = page.cell(number, column, text)
                    # A cell that begins with = stays a text: nothing in a form is run.
                    cell.data_type = "s"
                    cell.font = Font(bold=number == 1)
        page.freeze_panes = "A2"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


Grid = Sequence[Sequence[str]]


def _grids(place: Place) -> dict[str, Grid]:
    if place.path.is_dir():
        files = {name: place.path / f"{name}.csv" for name in SHEETS}
        return {name: _csv(place, name, file) for name, file in files.items() if file.is_file()}
    if place.path.is_file() and place.path.suffix == ".xlsx":
        return _xlsx(place)
    raise Faults([Fault(place.path.name, "the form", NOT_THERE)])


def _csv(place: Place, name: str, file: Path) -> Grid:
    if file.stat().st_size > LARGEST_FILE:
        raise Faults([place.fault(name, TOO_LARGE)])
    try:
        text = file.read_text(encoding="utf-8-sig")
        return [
            [_clean(cell) for cell in row]
            for row in csv.reader(io.StringIO(text, newline=""), strict=True)
        ]
    except UnicodeDecodeError:
        raise Faults([place.fault(name, NOT_UTF8)]) from None
    except csv.Error:
        raise Faults([place.fault(name, NOT_CSV)]) from None


def _xlsx(place: Place) -> dict[str, Grid]:
    _check_size(place)
    try:
        # It warns of spreadsheet features it drops; a form needs none of them.
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(place.path, read_only=True, data_only=True)
            return {
                page.title.lower(): [
                    [_clean(_cell(value)) for value in row]
                    for row in page.iter_rows(values_only=True, max_row=MOST_ROWS + 1)
                ]
                for page in book.worksheets
                if page.title.lower() in SHEETS
            }
    except _BROKEN_XLSX:
        raise _not_xlsx(place) from None


_BROKEN_XLSX = (
    *(zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, OSError),
    *(SyntaxError, AttributeError, IndexError),  # what broken XML inside makes openpyxl raise
)


def _check_size(place: Place) -> None:
    """Refuse a file that is large, or would be once unpacked, before it is unpacked."""
    try:
        with zipfile.ZipFile(place.path) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        raise _not_xlsx(place) from None
    if place.path.stat().st_size > LARGEST_FILE or unpacked > LARGEST_UNPACKED:
        raise Faults([Fault(place.path.name, "the file", TOO_LARGE)])


def _not_xlsx(place: Place) -> Faults:
    return Faults([Fault(place.path.name, "the file", NOT_XLSX)])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def _sheet(grid: Grid) -> Sheet:
    """Pair cells with columns; rows that are empty keep their number, those at the end go."""
    columns = tuple(grid[0]) if grid else ()
    rows = [
        SheetRow(
            number,
            {name: text for name, text in zip(columns, cells, strict=False) if text and name},
        )
        for number, cells in enumerate(grid[1:], 2)
    ]
    while rows and not rows[-1].cells:
        rows.pop()
    return Sheet(tuple(name for name in columns if name), tuple(rows))


def _faults(place: Place, name: str, grid: Grid) -> Iterable[Fault]:
    columns = list(grid[0]) if grid else []
    if not any(columns):
        return [place.fault(name, NO_HEADER)]
    faults = [
        place.fault(name, TWO_COLUMNS.format(column=column), row=1)
        for column in sorted({column for column in columns if column and columns.count(column) > 1})
    ]
    faults += [place.fault(name, TOO_LARGE, row=MOST_ROWS)] * any(map(any, grid[MOST_ROWS:]))
    named = [column or f"column {number}" for number, column in enumerate(columns, 1)]
    for number, cells in enumerate(grid[1:], 2):
        faults += [
            place.fault(name, ODD_CHARACTER, row=number, column=column)
            for column, text in zip(named, cells, strict=False)
            if _ODD.search(text)
        ]
        if any(cells[len(columns) :]) or any(
            text and not column for column, text in zip(columns, cells, strict=False)
        ):
            faults.append(place.fault(name, BEYOND, row=number))
    return faults
