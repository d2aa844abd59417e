"""The audit as a file, written in pieces: CSV, and XLSX. No cell is taken for a formula."""

import csv
import io
from tempfile import TemporaryFile

from xlsxwriter import Workbook

from city.cells import harmless
from city.clock import TASHKENT

AT_ONCE = 500
PIECE_BYTES = 64 * 1024
BOM = "\ufeff"  # or spreadsheets take UTF-8 for something else
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
WIDTHS = (20, 26, 34, 26, 60, 30)


def write_csv(head, lines):
    """Pieces of a CSV file, bytes. A cell that a spreadsheet would run begins with an apostrophe."""
    text = io.StringIO()
    rows = csv.writer(text)
    text.write(BOM)
    rows.writerow(head)
    for number, line in enumerate(lines, start=1):
        rows.writerow([harmless(_say(cell)) for cell in line])
        if number % AT_ONCE == 0:
            yield _empty(text)
    yield _empty(text)


def write_xlsx(head, lines):
    """Pieces of a workbook, bytes: written to a file without a name first, row by row."""
    with TemporaryFile() as file:
        with Workbook(file, PLAIN) as workbook:
            bold = workbook.add_format({"bold": True, "bottom": 1})
            moment = workbook.add_format({"num_format": "dd.mm.yyyy hh:mm:ss"})
            page = workbook.add_worksheet()
            for column, width in enumerate(WIDTHS):
                page.set_column(column, column, width)
            page.freeze_panes(1, 0)
            for column, cell in enumerate(head):
                page.write_string(0, column, cell, bold)
            for number, (at, *cells) in enumerate(lines, start=1):
                page.write_datetime(number, 0, at.astimezone(TASHKENT).replace(tzinfo=None), moment)
                for column, cell in enumerate(cells, start=1):
                    page.write_string(number, column, cell)
        file.seek(0)
        while piece := file.read(PIECE_BYTES):
            yield piece


def say_detail(detail):
    """Details in one line: roles: editor, publisher / by: password."""
    said = {name: ", ".join(map(str, value)) if isinstance(value, list) else value for name, value in detail.items()}
    return " / ".join(f"{name}: {value}" for name, value in said.items())


def _say(cell):
    return cell.astimezone(TASHKENT).isoformat(sep=" ", timespec="seconds") if hasattr(cell, "astimezone") else str(cell)


def _empty(text):
    piece = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return piece
