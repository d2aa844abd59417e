"""Checking a row of a file: it becomes the attributes of a green area, or one sentence says what is wrong."""

import re
import unicodedata
from dataclasses import dataclass

from city import geo
from city.csv_file import CellTooLong, UnreadableCell
from greenspace.kinds import CERTAINTIES, KINDS, STATUSES
from greenspace.reading import NAMES
from greenspace.refusals import (
    CertaintyWithoutPlace,
    EmptyCell,
    HalfAPlace,
    NoName,
    PlaceOutside,
    PlaceWithoutCertainty,
    UnknownValue,
    WrongKey,
    WrongNumber,
    WrongYear,
)

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,18})?")
LONGEST_KEY, LONGEST_NAME, LONGEST_TEXT = 80, 300, 5000
NOTES = ("note_uz", "note_uz_cyrl", "note_ru", "note_en")
TEXTS = ("place_source", "area_source", "address_uz", "source", "licence", *NOTES)
CHOICES = {"kind": tuple(KINDS), "status": tuple(STATUSES), "place_certainty": tuple(CERTAINTIES)}
COLUMNS = (
    "id",
    *NAMES,
    "names_derived",
    *CHOICES,
    "lon",
    "lat",
    *TEXTS,
    "area_ha",
    "district",
    "opened_year",
)
LARGEST_HA = 50_000  # more than the whole city
YEARS = (1000, 2100)
COLUMN_OF = {
    "key": "id",
    "place": "lon",
    "place_certainty": "lon",
}  # other attributes have a column of their name


@dataclass(frozen=True)
class Checked:
    """Attributes of a Space, all but `updated_at`, and which of them the row speaks of at all."""

    number: int
    attributes: dict
    given: frozenset


def check_row(row, districts):
    """What a row says, checked. `districts` are the keys of all districts. Raises Refused."""
    attributes = read_attributes(row, districts)
    given = frozenset(name for name in attributes if COLUMN_OF.get(name, name) in row.cells)
    return Checked(row.number, attributes, given)


def read_attributes(row, districts):
    return {
        "key": _read_key(row),
        **_read_names(row),
        **_read_place(row),
        **{name: _read_text(row, name) for name in TEXTS},
        "kind": _choose(row, "kind", _read_text(row, "kind", needed=True)),
        "status": _choose(row, "status", _read_text(row, "status") or "unknown"),
        "district": _choose(row, "district", _read_text(row, "district") or None, districts),
        "area_ha": _read_number(row, "area_ha", 0, LARGEST_HA),
        "opened_year": _read_year(row, "opened_year"),
    }


def _read_text(row, name, longest=LONGEST_TEXT, needed=False):
    """A cell without blanks around it; empty for a column that is not there."""
    text = row.cells.get(name, "").strip()
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\r\n\t" for letter in text):
        raise UnreadableCell(row=row.number, field=name)
    if len(text) > longest:
        raise CellTooLong(row=row.number, field=name, limit=longest)
    if needed and not text:
        raise EmptyCell(row=row.number, field=name)
    return text


def _read_key(row):
    key = _read_text(row, "id", needed=True)
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        raise WrongKey(row=row.number, value=_short(key), limit=LONGEST_KEY)
    return key


def _read_names(row):
    names = {name: _read_text(row, name, LONGEST_NAME) for name in NAMES}
    if not any(names.values()):
        raise NoName(row=row.number)
    derived = [part.strip() for part in _read_text(row, "names_derived").split(";") if part.strip()]
    for language in derived:
        _choose(row, "names_derived", language, [name.removeprefix("name_") for name in NAMES])
    return {**names, "names_derived": ";".join(derived)}


def _read_place(row):
    """Place and how sure it is; where the file does not say how sure, the place counts as approximate."""
    lon, lat = _read_number(row, "lon", -180, 180), _read_number(row, "lat", -90, 90)
    said = _read_text(row, "place_certainty")
    certainty = _choose(row, "place_certainty", said or ("none" if lon is None else "approximate"))
    if (lon is None) != (lat is None):
        raise HalfAPlace(row=row.number)
    if lon is None and certainty != "none":
        raise CertaintyWithoutPlace(row=row.number, value=certainty)
    if lon is not None and certainty == "none":
        raise PlaceWithoutCertainty(row=row.number)
    if lon is not None and not geo.TASHKENT.holds(lon, lat):
        raise PlaceOutside(row=row.number, lon=lon, lat=lat)
    return {"place": None if lon is None else geo.point_text(lon, lat), "place_certainty": certainty}


def _choose(row, name, value, choices=None):
    choices = CHOICES[name] if choices is None else choices
    if value is not None and value not in choices:
        raise UnknownValue(row=row.number, field=name, value=_short(value), choices=", ".join(choices))
    return value


def _read_number(row, name, low, high):
    text = _read_text(row, name)
    if text and not (NUMBER.fullmatch(text) and low <= float(text) <= high):
        raise WrongNumber(row=row.number, field=name, value=_short(text), low=low, high=high)
    return float(text) if text else None


def _read_year(row, name):
    text, (low, high) = _read_text(row, name), YEARS
    if text and not (re.fullmatch("[0-9]{4}", text) and low <= int(text) <= high):
        raise WrongYear(row=row.number, field=name, value=_short(text), low=low, high=high)
    return int(text) if text else None


def _short(value):
    """As much of a value as fits into a sentence."""
    return value if len(value) <= 40 else f"{value[:40]}…"
