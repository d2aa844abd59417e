"""Reading the file of a catalogue: every row checked before anything is kept; the first wrong one is named."""

import re
import unicodedata
from dataclasses import dataclass, field

from city.csv_file import CellTooLong, EmptyFile, UnreadableCell, read_rows, read_text
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
class CriterionRow:
    """A criterion's attributes, and those of its indicators in their order."""

    number: int
    attributes: dict
    indicators: list[dict] = field(default_factory=list)


def read_catalogue(path):
    """The criteria of a file. Raises WrongFile, or OSError where it cannot be opened."""
    criteria, codes = {}, {}
    for row in read_rows(read_text(path, LARGEST_MB), NEEDED, NAMES):
        key, code = _read(row, "criterion"), _read(row, "code")
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
        raise EmptyFile()
    return list(criteria.values())


def _read(row, name):
    """A cell without blanks around it; empty for a column that is not there."""
    text = row.cells.get(name, "").strip()
    if any(unicodedata.category(letter) in ("Cc", "Cs") for letter in text):
        raise UnreadableCell(row=row.number, field=name)
    if len(text) > LONGEST_TEXT:
        raise CellTooLong(row=row.number, field=name, limit=LONGEST_TEXT)
    return text


def _add_criterion(criteria, row, key):
    if not CRITERION.fullmatch(key) or len(key) > LONGEST_KEY:
        raise refusals.WrongKey(row=row.number, value=_short(key), limit=LONGEST_KEY)
    if key in criteria:
        raise refusals.SameCriterion(row=row.number, value=key, first=criteria[key].number)
    criteria[key] = CriterionRow(row.number, {"key": key, "stated_count": _read_count(row), **_read_names(row)})


def _read_indicator(row, code):
    if not CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise refusals.WrongCode(row=row.number, value=_short(code), limit=LONGEST_CODE)
    certainty = _read(row, "certainty") or "stated"
    if certainty not in CERTAINTIES:
        choices = ", ".join(CERTAINTIES)
        raise refusals.UnknownValue(row=row.number, field="certainty", value=_short(certainty), choices=choices)
    return {"code": code, "certainty": certainty, **_read_names(row), **{name: _read(row, name) for name in NOTES}}


def _read_names(row):
    names = {name: _read(row, name) for name in NAMES}
    if not any(names.values()):
        raise refusals.NoName(row=row.number)
    return names


def _read_count(row):
    text = _read(row, "stated_count")
    if text and not re.fullmatch("[0-9]{1,4}", text):
        raise refusals.WrongCount(row=row.number, value=_short(text))
    return int(text) if text else None


def _short(value):
    """As much of a value as fits into a sentence."""
    return value if len(value) <= 40 else f"{value[:40]}…"
