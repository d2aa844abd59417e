"""Which rides are one vehicle after the other, so that one may stay seated: blocks, and in-seat transfers of the feed."""

from collections import Counter

import numpy as np
from sqlalchemy import select

from city.database import db
from transit.changes.models import GET_OFF_FIRST, IN_SEAT, TransferRule
from transit.models import Route, Trip
from transit.planner.kernel import NONE


def read_vehicles(trip_id):
    """Arrays of a Network for rides whose numbers in the database are `trip_id`."""
    place = {number: at for at, number in enumerate(trip_id.tolist())}
    block = np.full(len(trip_id), NONE, np.int32)
    numbers = {}
    for number, *key in _list_blocks():
        block[place[number]] = numbers.setdefault(tuple(key), len(numbers))
    seats, apart = _list_pairs(IN_SEAT, place), _list_pairs(GET_OFF_FIRST, place)
    return {"ride_block": block, "seats_from": seats[0], "seats_to": seats[1], "apart_from": apart[0], "apart_to": apart[1]}


def _list_blocks():
    """[(trip, feed, block)]; of a frequency, whose rides overlap, a block says nothing."""
    query = select(Trip.id, Route.feed_id, Trip.block, Trip.gtfs_id).join(Route, Route.id == Trip.route_id)
    rows = db.session.execute(query.where(Trip.block != "")).all()
    count = Counter((row.feed_id, row.gtfs_id) for row in rows)
    return [row[:3] for row in rows if count[row.feed_id, row.gtfs_id] == 1]


def _list_pairs(kind, place):
    """(rides from which, rides to which) a rule of a kind leads."""
    of_trips = (TransferRule.type == kind, TransferRule.from_trip != "", TransferRule.to_trip != "")
    rules = db.session.execute(
        select(TransferRule.feed_id, TransferRule.from_trip, TransferRule.to_trip).where(*of_trips).order_by(TransferRule.id)
    ).all()
    rides = _find_rides(rules)
    pairs = [(rides.get((feed, one)), rides.get((feed, other))) for feed, one, other in rules]
    pairs = [(place[one], place[other]) for one, other in pairs if one in place and other in place]
    return np.array(pairs, np.int32).reshape(-1, 2).T


def _find_rides(rules):
    """{(feed, trip_id of the feed): number of the trip} of all that rules name."""
    query = select(Route.feed_id, Trip.gtfs_id, Trip.id).join(Route, Route.id == Trip.route_id)
    named = {(rule.feed_id, trip) for rule in rules for trip in (rule.from_trip, rule.to_trip)}
    rows = db.session.execute(query) if named else ()
    return {(feed, trip): number for feed, trip, number in rows if (feed, trip) in named}
