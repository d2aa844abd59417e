"""Service alerts of a source, handed on to transit.alerts where there is such a part."""

from importlib import import_module
from importlib.util import find_spec

SHOWS_ALERTS = "transit.alerts"


def hand_on(found, now):
    """Give what each new message says of alerts to those who show them, inside a unit of work.

    Each source replaces its own: an alert that it tells no more is over.
    """
    if find_spec(SHOWS_ALERTS) is None:
        return
    reading, sources = (import_module(f"{SHOWS_ALERTS}.{name}") for name in ("gtfs_realtime", "sources"))
    for polled in found:
        if polled.told:
            feed = polled.feed
            sources.replace_from_source(polled.address.source, reading.read_feed(polled.data, feed.key, feed.language), now)
