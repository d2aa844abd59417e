"""Service alerts of a source, handed on to what shows alerts; without it they are left as they are."""

from importlib import import_module
from importlib.util import find_spec

SHOWS_ALERTS = "transit.alerts"


def hand_on(found, now):
    """Give the alerts of each new message (a tuple of messages.AlertTold) to transit.alerts, inside a unit of work.

    Each source replaces its own: an alert that is no longer told is over.
    """
    if find_spec(SHOWS_ALERTS) is None:
        return
    alerts = import_module(SHOWS_ALERTS)
    for polled in found:
        if polled.told:
            alerts.replace_from_source(polled.address.source, polled.address.feed, polled.message.alerts, now)
