"""Values of a dataset's cells as they stand in files: as text in CSV, as what JSON can hold in the others."""

from datetime import UTC
from decimal import Decimal
from math import isfinite

from city.datasets import Column
from city.errors import N_

ILLUSTRATIVE = Column("illustrative", "boolean", N_("Demonstration data, not facts"))


def list_columns(dataset, illustrative):
    """The columns of the files: those of the dataset, and of demonstration data one that says so in each row."""
    return (*dataset.columns, ILLUSTRATIVE) if illustrative else dataset.columns


def read_cells(columns, row, convert):
    """What `convert` (a function for each kind) makes of the cells of a row. Raises KeyError for a column left out."""
    return [None if (value := _read(row, name)) is None else convert[kind](value) for name, kind in columns]


def names_and_kinds(columns):
    return [(column.name, column.kind) for column in columns]


def _read(row, name):
    return True if name == ILLUSTRATIVE.name else row[name]


def say_number(value):
    """A number with a point, never with an exponent: 0.0000001. None for what is no number (NaN)."""
    if isinstance(value, float):
        if not isfinite(value):
            return None
        value = Decimal(repr(value))
    return format(value, "f")


def say_moment(value):
    """ISO 8601 in UTC, to the second or as far as it goes. Raises ValueError for a moment without a time zone."""
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"


def as_number(value):
    """What JSON can hold: there is no NaN in it."""
    return value if isinstance(value, int) else float(value) if isfinite(value) else None


AS_TEXT = {
    "text": str,
    "address": str,
    "integer": lambda value: str(int(value)),
    "number": say_number,
    "boolean": lambda value: "true" if value else "false",
    "date": lambda value: value.isoformat(),
    "moment": say_moment,
}
AS_JSON = AS_TEXT | {"integer": int, "number": as_number, "boolean": bool}
