"""Service alerts of a source, handed on to transit.alerts, where all alerts are shown."""

from datetime import timedelta

from sqlalchemy import select

from city.database import db
from city.sources.models import SourceRecord
from transit.alerts import sources
from transit.alerts.models import Alert
from transit.realtime.polling import SOURCE

MISSED_AFTER = timedelta(hours=24)  # of silence what a source told last is believed no longer


def hand_on(found, now):
    """Give what each new message says of alerts to those who show them, inside a unit of work.

    Each source replaces its own: an alert that it tells no more is over.
    """
    for polled in found:
        if polled.told:
            sources.replace_from_source(polled.address.source, read_alerts(polled), now)


def withdraw_silent(addresses, now):
    """Withdraw alerts of addresses that have been failing for long or are set no more, inside a unit of work; how many."""
    told = select(Alert.source).distinct().where(Alert.source.startswith(f"{SOURCE}/"), Alert.state == "published")
    failing = select(SourceRecord.key).where(SourceRecord.failing_since < now - MISSED_AFTER)
    silent, heard = set(db.session.scalars(failing)), {each.source for each in addresses}
    gone = [source for source in db.session.scalars(told).all() if source in silent or source not in heard]
    return sum(sources.replace_from_source(source, [], now) for source in gone)


def read_alerts(polled):
    from transit.alerts import gtfs_realtime  # with what reads it, which web processes need not load

    return gtfs_realtime.read_feed(polled.data, polled.feed.key, polled.feed.language)
