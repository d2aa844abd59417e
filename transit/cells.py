"""Numbers in tables that gtfs-kit does not read; what cannot be read there is as good as not given."""

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
