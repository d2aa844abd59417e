"""What the page of a stop says that only a new timetable can change: read once for each timetable in every process."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from city.database import db
from transit import network
from transit.models import Feed
from transit.shown import StopPage


@dataclass(frozen=True)
class StopFacts:
    """A stop with its Lines, and the Changes that can be made on foot from it."""

    stop: StopPage
    lines: list
    changes: list


def read_signature():
    """What changes whenever a timetable does, asked for once a transaction.

    It names the database, so that nothing kept of one is said of another.
    """
    session = db.session()
    transaction, signature = session.info.get("timetables", (None, None))
    if transaction is None or transaction is not session.get_transaction():
        signature = (db.engine.url, *map(tuple, session.connection().execute(_signature)))
        session.info["timetables"] = (session.get_transaction(), signature)
    return signature


_feeds = Feed.__table__.c
_signature = select(_feeds.id, _feeds.imported_at).order_by(_feeds.id)


def get_stop_facts(key):
    """The StopFacts of the stop called `key`. Raises NoSuchStop."""
    return _read(key, read_signature())


@lru_cache(maxsize=8192)
def _read(key, _signature):
    return StopFacts(network.get_stop(key), network.list_lines_at(key), network.list_changes([key]).get(key, []))
