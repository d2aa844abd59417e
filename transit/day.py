"""Whole days of service: what leaves a stop, and what the trips of a line do. Timetables read calls here and nowhere else."""

from itertools import groupby
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from city.database import db
from transit.models import Headsign, Route, Stop, StopTime, Trip
from transit.words import Words, name_columns


class Leaving(NamedTuple):
    """A departure on every day of a service, in seconds of the service day."""

    line: str  # key
    direction: int
    service: int
    departure_s: int
    headsign: Words


class Run(NamedTuple):
    """A trip on every day of a service: its calls are (key of the stop or its station, arrival_s, departure_s)."""

    trip: int
    headsign: Words
    calls: tuple


def list_leavings(key, is_station, line=None, direction=None):
    """Every Leaving from a stop, or from any platform of a station, soonest first; only those of one line or way if asked."""
    stop_id = select(Stop.id).where(Stop.key == key).scalar_subquery()
    here = select(Stop.id).where(or_(Stop.id == stop_id, Stop.parent_id == stop_id)) if is_station else [stop_id]
    query = (
        select(Route.key, Trip.direction, Trip.service_id, StopTime.departure_s, *name_columns(Headsign))
        .join(Trip, Trip.id == StopTime.trip_id)
        .join(Route, Route.id == Trip.route_id)
        .join(Headsign, Headsign.id == func.coalesce(StopTime.headsign_id, Trip.headsign_id))
        .where(StopTime.stop_id.in_(here), StopTime.boards)
        .order_by(StopTime.departure_s, StopTime.trip_id)
    )
    query = query.where(Route.key == line) if line else query
    query = query.where(Trip.direction == direction) if direction is not None else query
    return [Leaving(*row[:4], Words(*row[4:])) for row in db.session.execute(query)]


def list_runs(line, direction, services):
    """The Runs of a line one way on the days of some services (their numbers), by the moment at which they start."""
    station = aliased(Stop)
    query = (
        select(Trip.id, *name_columns(Headsign), func.coalesce(station.key, Stop.key), StopTime.arrival_s, StopTime.departure_s)
        .join(Trip, Trip.id == StopTime.trip_id)
        .join(Route, Route.id == Trip.route_id)
        .join(Headsign, Headsign.id == Trip.headsign_id)
        .join(Stop, Stop.id == StopTime.stop_id)
        .outerjoin(station, station.id == Stop.parent_id)
        .where(Route.key == line, Trip.direction == direction, Trip.service_id.in_(services))
        .order_by(Trip.start_s, Trip.id, StopTime.sequence)
    )
    rows = groupby(db.session.execute(query), key=lambda row: row[:5])
    return [Run(trip, Words(*words), tuple(row[5:] for row in its)) for (trip, *words), its in rows]
