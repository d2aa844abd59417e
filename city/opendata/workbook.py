"""A dataset as a workbook (XLSX): typed cells that are never formulas, and a second sheet that describes them."""

from datetime import UTC, date

from xlsxwriter import Workbook

from city.errors import N_, CityError
from city.opendata import values

MOST_ROWS = 1_048_575  # below the line of names
LONGEST_CELL = 32_767  # letters
LARGEST_WHOLE = 2**53  # a cell holds numbers as IEEE doubles
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count days wrongly
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True}
WIDTHS = {"text": 28, "address": 34, "moment": 20, "date": 12}


class TooManyRows(CityError):
    status = 422
    sentence = N_("A workbook holds at most 1,048,575 rows, and these are more. Take the CSV file.")


def write_xlsx(file, table):
    """(file, writing.Table) as the other writers; geometries are left out, a cell has no room. Raises TooManyRows."""
    with Workbook(file, PLAIN) as workbook:
        formats = _make_formats(workbook)
        page = workbook.add_worksheet("data")
        cut = [0]
        for number, column in enumerate(table.columns):
            page.set_column(number, number, WIDTHS.get(column.kind, 14))
        page.freeze_panes(1, 0)
        for number, column in enumerate(table.columns):
            page.write_string(0, number, column.name, formats["head"])
        count = _write_rows(page, table, formats, cut)
        _write_about(workbook.add_worksheet("about"), table, formats, cut[0])
    return count


def _write_rows(page, table, formats, cut):
    columns, count = values.names_and_kinds(table.columns), 0
    for count, row in enumerate(table.rows, start=1):
        if count > MOST_ROWS:
            raise TooManyRows()
        for number, value in enumerate(values.read_cells(columns, row, AS_IS)):
            if value is not None:
                _write_cell(page, (count, number), columns[number][1], value, formats, cut)
    return count


def _write_cell(page, place, kind, value, formats, cut):
    if kind == "boolean":
        page.write_boolean(*place, value)
    elif kind in ("integer", "number") and abs(value) <= LARGEST_WHOLE:
        page.write_number(*place, value)
    elif kind == "moment" and value.date() >= FIRST_DAY or kind == "date" and value >= FIRST_DAY:
        page.write_datetime(*place, value, formats[kind])
    else:
        text = values.AS_TEXT[kind](value.replace(tzinfo=UTC) if kind == "moment" else value)
        cut[0] += len(text) > LONGEST_CELL
        page.write_string(*place, text[:LONGEST_CELL])


def _write_about(page, table, formats, cut):
    """Names and texts in each language, then the columns."""
    page.set_column(0, 0, 22)
    page.set_column(1, 5, 44)
    lines = list_lines(table.about)
    if cut:
        lines.insert(0, ("note", f"{cut} texts were longer than a cell can hold and are cut: the CSV file has them whole"))
    for number, cells in enumerate(lines):
        for place, cell in enumerate(cells):
            page.write_string(number, place, cell, formats["head" if place == 0 else "text"])


def list_lines(about):
    """The description as lines of cells: a name, then texts; one in each language where there are several."""
    lines = []
    for name, value in about.items():
        if name == "fields":
            lines += [("field", "type", *value[0]["label"])] if value else []
            lines += [(each["name"], each["type"], *each["label"].values()) for each in value]
        elif isinstance(value, dict):
            lines.append((name, *value.values()))
        elif value is not None:
            lines.append((name, str(value).lower() if isinstance(value, bool) else str(value)))
    return lines


def _make_formats(workbook):
    return {
        "head": workbook.add_format({"bold": True, "valign": "top"}),
        "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "moment": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
        "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
    }


AS_IS = values.AS_JSON | {
    "date": lambda value: value,
    "moment": lambda value: value.astimezone(UTC).replace(tzinfo=None),
}
