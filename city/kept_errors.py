"""Errors that are kept, to be said later in the language of whoever reads of them."""

from datetime import datetime, timedelta

from city.errors import CityError

LONGEST_VALUE = 200


def pack(error):
    """An error as JSON can hold it, to be said in the reader's language later."""
    if error is None:
        return None
    return {"sentence": error.sentence, "values": {name: _plain(value) for name, value in error.values.items()}}


def _plain(value):
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    return value if isinstance(value, int | float) else str(value)[:LONGEST_VALUE]


def unpack(packed):
    """The CityError that `pack` packed."""
    error = CityError()
    error.sentence = packed["sentence"]
    error.values = {name: _rich(value) for name, value in packed["values"].items()}
    return error


def _rich(value):
    if not isinstance(value, dict):
        return value
    return datetime.fromisoformat(value["at"]) if "at" in value else timedelta(seconds=value["seconds"])
