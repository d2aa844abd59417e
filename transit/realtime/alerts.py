"""Service alerts of a source, handed on to transit.alerts, where all alerts are shown."""

from transit.alerts import sources


def hand_on(found, now):
    """Give what each new message says of alerts to those who show them, inside a unit of work.

    Each source replaces its own: an alert that it tells no more is over.
    """
    for polled in found:
        if polled.told:
            sources.replace_from_source(polled.address.source, read_alerts(polled), now)


def read_alerts(polled):
    from transit.alerts import gtfs_realtime  # with what reads it, which web processes need not load

    return gtfs_realtime.read_feed(polled.data, polled.feed.key, polled.feed.language)
