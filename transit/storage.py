"""Putting a feed's rows into the database, many at a time, and taking an old feed out again."""

from collections import defaultdict

from sqlalchemy import delete, func, insert, select, update

from city.database import db, insert_rows
from transit import models
from transit.calls.models import PackedLineCalls, PackedStopCalls
from transit.changes.models import TransferRule
from transit.fares.models import Area, Fare, FareRule, StopArea
from transit.operators.models import Agency, Attribution
from transit.stations.models import Entrance, EntranceWay

AT_ONCE = 10_000
# Parents before children.
ORDER = (
    *(models.Stop, Agency, models.Route, models.Headsign, models.Shape, models.Service, models.Direction),
    *(Entrance, Area, Fare, Attribution),
)
OF_FEED = (models.Service, models.Shape, models.Headsign, Agency, Area)


class Store:
    """Numbers rows, gathers them, and writes them table by table."""

    def __init__(self):
        self._last = {}
        self._waiting = defaultdict(list)
        self._count = 0

    def add(self, model, **row):
        """Keep a row for writing."""
        self._waiting[model].append(row)
        self._count += 1
        if self._count >= AT_ONCE:
            self.flush()

    def add_numbered(self, model, **row):
        """Keep a row for writing and give it the next free id, which is returned."""
        self._last[model] = self.next_number(model)
        self.add(model, id=self._last[model], **row)
        return self._last[model]

    def next_number(self, model):
        if model not in self._last:
            self._last[model] = db.session.scalar(select(func.max(model.id))) or 0
        return self._last[model] + 1

    def add_rows(self, model, columns, rows):
        """Write many rows of plain values at once, after all that they may refer to."""
        self.flush()
        insert_rows(model, columns, rows)

    def flush(self):
        for model in ORDER:
            if rows := self._waiting.pop(model, None):
                db.session.execute(insert(model.__table__), rows)
        self._count = 0


def remove_feed(key):
    """Delete the feed called `key` with all its rows, if it is there."""
    feed_id = db.session.scalar(select(models.Feed.id).where(models.Feed.key == key))
    if feed_id is None:
        return
    for model, clause in _parts(feed_id):
        db.session.execute(delete(model.__table__).where(clause))


def _parts(feed_id):
    """(model, clause for its rows of the feed), children before parents."""
    stops, routes, services = (_ids(model, feed_id) for model in (models.Stop, models.Route, models.Service))
    yield models.Transfer, models.Transfer.from_stop_id.in_(stops)
    for model in (TransferRule, Attribution):
        yield model, model.feed_id == feed_id
    yield FareRule, FareRule.fare_id.in_(_ids(Fare, feed_id))
    yield StopArea, StopArea.stop_id.in_(stops)
    yield EntranceWay, EntranceWay.stop_id.in_(stops)
    for model in (Fare, Entrance):
        yield model, model.feed_id == feed_id
    yield PackedStopCalls, PackedStopCalls.stop_id.in_(stops)
    yield PackedLineCalls, PackedLineCalls.route_id.in_(routes)
    yield models.Trip, models.Trip.route_id.in_(routes)
    yield models.ServiceDay, models.ServiceDay.service_id.in_(services)
    for model in (models.Direction, models.LineStop, models.StopRoute):
        yield model, model.route_id.in_(routes)
    for model in (*OF_FEED, models.Route, models.Stop):
        yield model, model.feed_id == feed_id
    yield models.Feed, models.Feed.id == feed_id


def _ids(model, feed_id):
    return select(model.id).where(model.feed_id == feed_id)


def begin_feed(**row):
    """Add a feed row and give its id. Its key is a place-holder, one for all: a second import waits here for the first."""
    feed = models.Feed(key="(importing)", **row)
    db.session.add(feed)
    db.session.flush()
    return feed.id


def name_feed(feed_id, key, **row):
    """Give the new feed the key of the old one, and what is known only at the end."""
    db.session.execute(update(models.Feed).where(models.Feed.id == feed_id).values(key=key, **row))
