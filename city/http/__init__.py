"""The one door out: every connection that the city opens to a web server goes through here.

    answer = http.fetch("https://example.org/gtfs.zip", accept=http.ZIP, into=path, trusted=True)

An address is not trusted unless the operator set it: then it may not lead into a private network, at no redirection either.
"""

from city.http import errors
from city.http.addresses import is_public, read_address
from city.http.door import Door, introduce_as, mount_on, session
from city.http.reading import Answer

__all__ = [
    "ANYTHING",
    "JSON",
    "ZIP",
    "Answer",
    "Door",
    "errors",
    "fetch",
    "introduce_as",
    "is_public",
    "mount_on",
    "read_address",
    "session",
]

ZIP = ("application/zip", "application/x-zip-compressed", "application/octet-stream", "binary/octet-stream")
JSON = ("application/json", "application/problem+json")
ANYTHING = ()


def fetch(address, door=None, **asked):
    """The Answer to a GET (see Door.fetch). Raises a SourceError or an AddressRefused."""
    return (door or Door()).fetch(address, **asked)
