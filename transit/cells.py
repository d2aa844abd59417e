"""Values of cells that are of use but not needed: what makes no sense is as good as not given."""

from math import isfinite


def read_number(text):
    """A number; None for none."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if isfinite(value) else None


def read_whole(text):
    """A whole number; None for none."""
    value = read_number(text)
    return int(value) if value is not None and value.is_integer() else None


def read_answer(value):
    """1 is yes, 2 is no, and 0 that nobody says, as in wheelchair_boarding, wheelchair_accessible and bikes_allowed."""
    return value if value in (1, 2) else 0
