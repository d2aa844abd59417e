"""Writing XLSX: whatever a cell begins with, a text stays a text and is never taken for a formula or a link."""

import io
import re
from dataclasses import dataclass

from xlsxwriter import Workbook

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
LONGEST_TITLE = 31


@dataclass(frozen=True)
class Sheet:
    """A table under a line of headings; `widths` are in letters, numbers from 0 to 1 are shown with four decimals."""

    title: str
    head: list[str]
    rows: list[list]
    widths: list[int]


def write(sheets):
    """The bytes of a workbook with these sheets."""
    file = io.BytesIO()
    with Workbook(file, PLAIN) as workbook:
        for sheet in sheets:
            _write_sheet(workbook, sheet)
    return file.getvalue()


def _write_sheet(workbook, sheet):
    page = workbook.add_worksheet(re.sub(r"[\[\]:*?/\\']", " ", sheet.title)[:LONGEST_TITLE].strip())
    formats = _make_formats(workbook)
    for column, width in enumerate(sheet.widths):
        page.set_column(column, column, width)
    page.write_row(0, 0, sheet.head, formats["head"])
    page.freeze_panes(1, 0)
    for line, cells in enumerate(sheet.rows, start=1):
        for column, value in enumerate(cells):
            _write_cell(page, line, column, value, formats)


def _write_cell(page, line, column, value, formats):
    if isinstance(value, str):
        kind = "quoted" if value.startswith(DANGEROUS) else "text"
        page.write_string(line, column, value, formats[kind])
    elif value is not None:
        page.write_number(line, column, value, formats["share" if isinstance(value, float) else "count"])


def _make_formats(workbook):
    text = {"text_wrap": True, "valign": "top", "num_format": "@"}
    return {
        "head": workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": workbook.add_format(text),
        "quoted": workbook.add_format(text | {"quote_prefix": True}),
        "share": workbook.add_format({"num_format": "0.0000", "valign": "top"}),
        "count": workbook.add_format({"num_format": "0", "valign": "top"}),
    }
