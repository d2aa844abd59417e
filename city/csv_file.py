"""CSV files that people send to be imported: every row with its number, or one sentence on what is wrong with the file."""

import csv
import io
from dataclasses import dataclass

from city.errors import N_, WrongFile


class FileTooLarge(WrongFile):
    sentence = N_("The file is larger than %(limit)s MB.")


class NotUtf8(WrongFile):
    sentence = N_("The file is not in UTF-8. Save it as UTF-8 and try again.")


class EmptyFile(WrongFile):
    sentence = N_("The file has no rows.")


class NotCsv(WrongFile):
    sentence = N_("The file cannot be read as CSV: something is wrong after row %(row)s.")


class MissingColumns(WrongFile):
    sentence = N_("The file lacks columns that it needs: %(names)s.")


class SameColumn(WrongFile):
    sentence = N_("The column “%(name)s” stands in the file twice.")


class UnevenRow(WrongFile):
    sentence = N_("Row %(row)s has %(found)s cells, but the first row has %(wanted)s.")


class UnreadableCell(WrongFile):
    sentence = N_("Row %(row)s: “%(field)s” holds something that is not text.")


class CellTooLong(WrongFile):
    sentence = N_("Row %(row)s: “%(field)s” has more than %(limit)s letters.")


@dataclass(frozen=True)
class Row:
    """Cells by column; `number` counts as a spreadsheet does."""

    number: int
    cells: dict[str, str]


def read_text(path, largest_mb):
    """The file's text, with or without a byte order mark; no more than the limit is ever read.

    Raises FileTooLarge, EmptyFile or NotUtf8, or OSError where it cannot be opened.
    """
    with path.open("rb") as file:
        data = file.read(largest_mb * 1_000_000 + 1)
    if len(data) > largest_mb * 1_000_000:
        raise FileTooLarge(limit=largest_mb)
    if not data.strip():
        raise EmptyFile()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotUtf8() from None


def read_rows(text, needed, names=()):
    """Rows below the line of column names; some spreadsheets write semicolons in place of commas.

    `needed` columns must be there, and one of `names`. Raises NotCsv, UnevenRow, MissingColumns or SameColumn.
    """
    head = text.lstrip().partition("\n")[0]
    lines = csv.reader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",", strict=True)
    columns, number = None, 0
    try:
        for number, cells in enumerate(lines, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _check_columns([cell.strip() for cell in cells], needed, names)
            elif len(cells) != len(columns):
                raise UnevenRow(row=number, found=len(cells), wanted=len(columns))
            else:
                yield Row(number, dict(zip(columns, cells, strict=True)))
    except csv.Error:
        raise NotCsv(row=number) from None


def _check_columns(found, needed, names):
    missing = [name for name in needed if name not in found]
    if names and not any(name in found for name in names):
        missing.append(" / ".join(names))
    if missing:
        raise MissingColumns(names=", ".join(missing))
    for name in filter(str.isidentifier, found):
        if found.count(name) > 1:
            raise SameColumn(name=name)
    return found
