"""Reading calls: of stops, of a line one way, or of all lines of some feeds, row by row."""

from contextlib import closing

from sqlalchemy import select

from city.database import db
from transit.calls.models import PackedLineCalls, PackedStopCalls
from transit.calls.packing import LineCalls, StopCalls
from transit.models import Route

LINE = (PackedLineCalls.route_id, PackedLineCalls.direction, PackedLineCalls.data)
AT_ONCE = 16


def stop_calls(stop_ids):
    """{stop_id: StopCalls} of those stops where something leaves."""
    query = select(PackedStopCalls.stop_id, PackedStopCalls.data).where(PackedStopCalls.stop_id.in_(stop_ids))
    return {stop_id: StopCalls.unpack(data) for stop_id, data in db.session.execute(query)}


def line_calls(key, direction):
    """The LineCalls of the line called `key` ridden one way; None where nothing is."""
    query = select(*LINE).join(Route, Route.id == PackedLineCalls.route_id)
    row = db.session.execute(query.where(Route.key == key, PackedLineCalls.direction == direction)).first()
    return LineCalls.unpack(*row) if row else None


def list_line_calls(feed_ids=None):
    """LineCalls of every line of the feeds, or of all feeds, as they are read."""
    query = select(*LINE).order_by(PackedLineCalls.route_id, PackedLineCalls.direction)
    if feed_ids is not None:
        query = query.join(Route, Route.id == PackedLineCalls.route_id).where(Route.feed_id.in_(feed_ids))
    with closing(db.session.execute(query, execution_options={"yield_per": AT_ONCE})) as rows:
        for row in rows:
            yield LineCalls.unpack(*row)
