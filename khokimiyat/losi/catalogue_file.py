"""Reading the file of a catalogue: every row checked before anything is kept; the first wrong one is named."""

import csv
import io
import re
import unicodedata
from dataclasses import dataclass, field

from khokimiyat.losi import refusals

LARGEST_MB = 5
NAMES = ("name_uz", "name_uz_cyrl", "name_ru", "name_en")
NOTES = ("note_uz", "note_uz_cyrl", "note_ru", "note_en")
NEEDED = ("criterion", "code")
CERTAINTIES = ("stated", "interpreted", "secondary", "reconstructed")
CRITERION = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")
LONGEST_KEY, LONGEST_CODE, LONGEST_TEXT = 40, 20, 1000


@dataclass(frozen=True)
class Row:
    """Cells by column; `number` counts as a spreadsheet does."""

    number: int
    cells: dict[str, str]

    def read(self, name):
        """A cell without blanks around it; empty for a column that is not there."""
        text = self.cells.get(name, "").strip()
        if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
            raise refusals.UnreadableCell(row=self.number, field=name)
        if len(text) > LONGEST_TEXT:
            raise refusals.CellTooLong(row=self.number, field=name, limit=LONGEST_TEXT)
        return text


@dataclass(frozen=True)
class CriterionRow:
    """A criterion's attributes, and those of its indicators in their order."""

    number: int
    attributes: dict
    indicators: list[dict] = field(default_factory=list)


def read_catalogue(path):
    """The criteria of a file. Raises Refused, or OSError where it cannot be opened."""
    criteria, codes = {}, {}
    for row in read_rows(read_text(path)):
        key, code = row.read("criterion"), row.read("code")
        if not code:
            _add_criterion(criteria, row, key)
            continue
        if code in codes:
            raise refusals.SameCode(row=row.number, value=_short(code), first=codes[code])
        if key not in criteria:
            raise refusals.UnknownCriterion(row=row.number, value=_short(key))
        codes[code] = row.number
        criteria[key].indicators.append(_read_indicator(row, code))
    for key, criterion in criteria.items():
        if not criterion.indicators:
            raise refusals.EmptyCriterion(row=criterion.number, value=key)
    if not criteria:
        raise refusals.EmptyFile()
    return list(criteria.values())


def read_text(path):
    """The file's text, with or without a byte order mark; no more than the limit is ever read."""
    with path.open("rb") as file:
        data = file.read(LARGEST_MB * 1_000_000 + 1)
    if len(data) > LARGEST_MB * 1_000_000:
        raise refusals.FileTooLarge(limit=LARGEST_MB)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refusals.NotUtf8() from None


def read_rows(text):
    """Rows below the line of column names; some spreadsheets write semicolons in place of commas."""
    head = text.lstrip().partition("\n")[0]
    lines = csv.reader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",", strict=True)
    columns, number = None, 0
    try:
        for number, cells in enumerate(lines, start=1):
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _check_columns([cell.strip() for cell in cells])
            elif len(cells) != len(columns):
                raise refusals.UnevenRow(row=number, found=len(cells), wanted=len(columns))
            else:
                yield Row(number, dict(zip(columns, cells, strict=True)))
    except csv.Error:
        raise refusals.NotCsv(row=number) from None


def _check_columns(names):
    missing = [name for name in NEEDED if name not in names]
    if not any(name in names for name in NAMES):
        missing.append(" / ".join(NAMES))
    if missing:
        raise refusals.MissingColumns(names=", ".join(missing))
    for name in filter(None, names):
        if names.count(name) > 1:
            raise refusals.SameColumn(name=name)
    return names


def _add_criterion(criteria, row, key):
    if not CRITERION.fullmatch(key) or len(key) > LONGEST_KEY:
        raise refusals.WrongKey(row=row.number, value=_short(key), limit=LONGEST_KEY)
    if key in criteria:
        raise refusals.SameCriterion(row=row.number, value=key, first=criteria[key].number)
    criteria[key] = CriterionRow(row.number, {"key": key, "stated_count": _read_count(row), **_read_names(row)})


def _read_indicator(row, code):
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise refusals.WrongCode(row=row.number, value=_short(code), limit=LONGEST_CODE)
    certainty = row.read("certainty") or "stated"
    if certainty not in CERTAINTIES:
        choices = ", ".join(CERTAINTIES)
        raise refusals.UnknownValue(row=row.number, field="certainty", value=_short(certainty), choices=choices)
    return {"code": code, "certainty": certainty, **_read_names(row), **{name: row.read(name) for name in NOTES}}


def _read_names(row):
    names = {name: row.read(name) for name in NAMES}
    if not any(names.values()):
        raise refusals.NoName(row=row.number)
    return names


def _read_count(row):
    text = row.read("stated_count")
    if text and not re.fullmatch("[0-9]{1,4}", text):
        raise refusals.WrongCount(row=row.number, value=_short(text))
    return int(text) if text else None


def _short(value):
    """As much of a value as fits into a sentence."""
    return value if len(value) <= 40 else f"{value[:40]}…"
