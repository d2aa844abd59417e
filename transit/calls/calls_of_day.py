"""Everything that leaves the stops of a feed on one day of service."""

from collections import namedtuple
from contextlib import closing

import numpy as np
from sqlalchemy import select

from city.database import db
from transit.calls.models import PackedStopCalls
from transit.calls.packing import StopCalls
from transit.models import Route, Service, ServiceDay, Stop, Trip

AT_ONCE = 16  # stops read from the database at a time
Call = namedtuple("Call", ("stop_id", "departure_s", "route_id", "direction", "headsign_id", "trip"))


def list_calls(feed_id, day):
    """A Call for each departure of the day, stop by stop and by time, as they are read; `trip` is the feed's own id."""
    running = _read_running(feed_id, day)
    trips = dict(db.session.execute(select(Trip.id, Trip.gtfs_id).join(Route).where(Route.feed_id == feed_id)).all())
    query = select(PackedStopCalls.stop_id, PackedStopCalls.data).join(Stop).where(Stop.feed_id == feed_id)
    query = query.order_by(PackedStopCalls.stop_id)
    with closing(db.session.execute(query, execution_options={"yield_per": AT_ONCE})) as rows:
        for stop_id, data in rows:
            calls = StopCalls.unpack(data)
            for at in np.flatnonzero(np.isin(calls.service_id, running)[calls.group]):
                group = calls.group[at]
                of_group = (int(column[group]) for column in (calls.route_id, calls.direction, calls.headsign_id))
                yield Call(stop_id, int(calls.departure_s[at]), *of_group, trips[int(calls.trip_id[at])])


def _read_running(feed_id, day):
    query = select(Service.id).join(ServiceDay, ServiceDay.service_id == Service.id)
    return db.session.scalars(query.where(Service.feed_id == feed_id, ServiceDay.day == day)).all()
