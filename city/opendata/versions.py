"""Which version of a dataset a reader has: the mark of its data and of what describes them."""

from hashlib import sha256

from city.opendata.writing import dump

WRITTEN = "1"  # grows when files of the same data are written differently


def mark_of(about):
    """A mark that changes with the data (`about` says when they changed) and with their description, a value of JSON."""
    return sha256(f"{WRITTEN} {dump(about)}".encode()).hexdigest()[:24]
