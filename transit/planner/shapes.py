"""The way of a journey on the ground: shapes of its rides, cut between the stops, and straight lines on foot."""

import json

import numpy as np

from transit.planner import naming

WALK_COLOUR = "#56646b"
FAR_OFF_DEG = 0.01  # a stop so far from the shape was not meant by it


def list_ways(journey):
    """[(leg, [(lon, lat)])] of a Journey."""
    shapes = naming.read_shapes({ride.trip_number for ride in journey.rides})
    return [(leg, draw_ride(leg, shapes) if leg.is_ride else [leg.start.lon_lat, leg.goal.lon_lat]) for leg in journey.legs]


def draw_ride(ride, shapes):
    places = [call.stop.lon_lat for call in ride.calls]
    shape = shapes.get(ride.trip_number)
    return cut(json.loads(shape)["coordinates"], places) if shape else places


def cut(line, places):
    """The piece of a line that leads from the first to the last of some places, through those between; else the places."""
    line = np.array(line, float)[:, :2]
    scale = np.array([np.cos(np.radians(places[0][1])), 1.0])
    begin, begin_point, begin_off = nearest(line, places[0], scale, 0)
    at = begin
    for place in places[1:-1]:  # on a line that passes a place twice, what lies between shows which of the two is meant
        at, _point, _off = nearest(line, place, scale, at)
    end, end_point, end_off = nearest(line, places[-1], scale, at)
    if max(begin_off, end_off) > FAR_OFF_DEG:
        return places
    return [tuple(begin_point), *map(tuple, line[begin + 1 : end + 1]), tuple(end_point)]


def nearest(line, place, scale, since):
    """(segment, point on it, how far off in degrees) nearest to a place, from the segment `since` on."""
    a, b = line[since:-1] * scale, line[since + 1 :] * scale
    if not len(a):
        return since, line[-1], float(np.hypot(*((line[-1] - place) * scale)))
    along = ((place * scale - a) * (b - a)).sum(1) / np.maximum(((b - a) ** 2).sum(1), 1e-18)
    points = a + np.clip(along, 0, 1)[:, None] * (b - a)
    away = np.hypot(*(points - np.array(place) * scale).T)
    # the first of the places that are about as near as the nearest one
    at = int(np.flatnonzero(away <= away.min() + 1e-4)[0])
    return since + at, points[at] / scale, float(away[at])
