"""What the page of a stop says that only a new timetable can change: read once for each timetable in every process."""

from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from city.database import database_name, db
from transit import network
from transit.models import Feed
from transit.operators import showing as operators
from transit.shown import StopPage
from transit.stations import showing as stations


@dataclass(frozen=True)
class KnownStop:
    """A stop with its Lines, the Changes that can be made on foot from it, its entrances, and whom to name for all that."""

    stop: StopPage
    lines: list
    changes: list
    entrances: list
    credits: object


def read_signature():
    """What changes whenever a timetable does, asked for once a transaction.

    It names the database, so that nothing kept of one is said of another.
    """
    session = db.session()
    transaction, signature = session.info.get("timetables", (None, None))
    if transaction is None or transaction is not session.get_transaction():
        signature = (database_name(), *map(tuple, session.connection().execute(_signature)))
        session.info["timetables"] = (session.get_transaction(), signature)
    return signature


_feeds = Feed.__table__.c
_signature = select(_feeds.id, _feeds.imported_at).order_by(_feeds.id)


def get_stop_facts(key):
    """The KnownStop of the stop called `key`. Raises NoSuchStop."""
    return _read(key, read_signature())


@lru_cache(maxsize=8192)
def _read(key, _signature):
    stop = network.get_stop(key)
    changes = network.list_changes([key]).get(key, [])
    return KnownStop(
        stop, network.list_lines_at(key), changes, stations.list_entrances(stop), operators.read_credits(stop.timetable)
    )
