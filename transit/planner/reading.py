"""The active timetables read from the database into a Network."""

from itertools import chain

import numpy as np
from sqlalchemy import or_, select

from city import geo
from city.database import db
from transit.calls.reading import list_line_calls
from transit.changes.models import IMPOSSIBLE, TIME_NEEDED, TransferRule
from transit.models import Feed, Route, Service, ServiceDay, Stop, Trip
from transit.planner import vehicles, walking
from transit.planner.network import Network


def read_stamp():
    """What tells the timetables that are active from all others."""
    rows = db.session.execute(select(Feed.key, Feed.id, Feed.imported_at).order_by(Feed.key))
    return "_".join(f"{key}-{number}-{int(at.timestamp())}" for key, number, at in rows)


def read_network():
    stops = _read_stops()
    lines = _read_lines()
    at = {number: i for i, number in enumerate(stops["stop_id"].tolist())}
    services = _read_services()
    calls = _read_calls(stops["stop_id"], lines["route_id"], services["service_id"])
    near = walking.list_near(stops["x"], stops["y"], walking.LONGEST_M)
    given = _read_transfers(at, stops)
    seats = vehicles.read_vehicles(calls["trip_id"])
    return Network(
        **stops, **lines, **services, **calls, **given, **seats,
        **dict(zip(("near_from", "near_to", "near_m"), near, strict=True)),
    )  # fmt: skip


def _read_stops():
    """Stops that vehicles may call at: all but stations."""
    query = select(Stop.id, Stop.parent_id, Stop.place, Stop.wheelchair).where(~Stop.is_station).order_by(Stop.id)
    rows = db.session.execute(query).all()
    lon, lat = (np.array(each, np.float64) for each in zip(*(geo.lon_lat(row.place) for row in rows), strict=True)) if rows else (
        np.empty(0), np.empty(0))  # fmt: skip
    middle = (lon.mean(), lat.mean()) if rows else (0, 0)
    return {
        "stop_id": _numbers(row.id for row in rows),
        "station_id": _numbers(row.parent_id or row.id for row in rows),
        "lon": lon,
        "lat": lat,
        "x": (lon - middle[0]) * geo.METRES_A_DEGREE * np.cos(np.radians(middle[1])),
        "y": (lat - middle[1]) * geo.METRES_A_DEGREE,
        "accessible": np.array([row.wheelchair for row in rows], np.uint8),
    }


def _read_lines():
    rows = db.session.execute(select(Route.id, Route.type).order_by(Route.id)).all()
    return {"route_id": _numbers(row.id for row in rows), "route_type": _numbers(row.type for row in rows)}


def _read_services():
    query = select(Service.id, Feed.timezone).join(Feed, Feed.id == Service.feed_id).order_by(Service.id)
    rows = db.session.execute(query).all()
    zones = sorted({row.timezone for row in rows})
    days = db.session.execute(select(ServiceDay.service_id, ServiceDay.day).order_by(ServiceDay.service_id, ServiceDay.day)).all()
    numbers = _numbers(row.id for row in rows)
    return {
        "service_id": numbers,
        "service_zone": _numbers(zones.index(row.timezone) for row in rows),
        "service_first": np.searchsorted(_numbers(row.service_id for row in days), np.append(numbers, np.iinfo(np.int32).max)),
        "service_days": _numbers(row.day.toordinal() for row in days),
        "zones": np.array(zones or ["UTC"]),
    }


def _read_calls(stop_id, route_id, service_id):
    lines = list(list_line_calls())
    lengths = np.concatenate([np.diff(line.first) for line in lines]) if lines else np.empty(0, np.int32)
    first = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    call_stop = np.searchsorted(stop_id, _joined(line.stop_id for line in lines)).astype(np.int32)
    flags = _joined((line.flags for line in lines), np.uint8)
    arrival, departure = (_joined(getattr(line, name) for line in lines) for name in ("arrival_s", "departure_s"))
    arrival, departure = _never_back(first, arrival, departure)
    numbers = np.repeat(np.arange(len(lines)), [len(line.trip_id) for line in lines])
    trips = _joined(line.trip_id for line in lines)
    accessible = _read_accessible(trips)
    pattern, heads = _find_patterns(numbers, first, call_stop, flags, accessible)
    routes = _numbers(line.route_id for line in lines)
    directions = _numbers(line.direction for line in lines)
    return {
        "ride_first": first,
        "ride_pattern": pattern,
        "ride_service": np.searchsorted(service_id, _joined(line.service_id for line in lines)).astype(np.int32),
        "trip_id": trips,
        "headsign_id": _joined(line.headsign_id for line in lines),
        "call_stop": call_stop,
        "call_arrival": arrival,
        "call_departure": departure,
        "call_flags": flags,
        "pattern_route": np.searchsorted(route_id, routes[numbers[heads]]).astype(np.int32),
        "pattern_direction": directions[numbers[heads]],
        "pattern_accessible": accessible[heads],
    }


def _read_accessible(trips):
    """For each ride what is said of wheelchairs: 0 nothing, 1 they come in, 2 they do not."""
    rows = db.session.execute(select(Trip.id, Trip.wheelchair).where(Trip.wheelchair != 0).order_by(Trip.id)).all()
    known, said = _numbers(row.id for row in rows), _numbers(row.wheelchair for row in rows)
    at = np.minimum(np.searchsorted(known, trips), max(0, len(known) - 1))
    return np.where(known[at] == trips, said[at], 0).astype(np.uint8) if len(known) else np.zeros(len(trips), np.uint8)


def _find_patterns(numbers, first, stops, flags, accessible):
    """(pattern of each ride, the first ride of each pattern): the same line, stops, flags and room for wheelchairs."""
    known, pattern, heads = {}, np.empty(len(numbers), np.int32), []
    for ride, (number, begin, end) in enumerate(zip(numbers.tolist(), first[:-1].tolist(), first[1:].tolist(), strict=True)):
        key = (number, accessible[ride], stops[begin:end].tobytes(), flags[begin:end].tobytes())
        if key not in known:
            known[key] = len(known)
            heads.append(ride)
        pattern[ride] = known[key]
    return pattern, np.array(heads, np.int64)


def _never_back(first, arrival, departure):
    """Times of rides in which nothing is earlier than what was before it."""
    both = np.empty(2 * len(arrival), np.int64)
    both[::2], both[1::2] = arrival, departure
    ride = np.repeat(np.arange(len(first) - 1, dtype=np.int64), 2 * np.diff(first))
    shifted = np.maximum.accumulate(both + (ride << 32)) - (ride << 32)
    return shifted[::2].astype(np.int32), shifted[1::2].astype(np.int32)


def _read_transfers(at, stops):
    """Ways that the timetables give, between stops that vehicles call at: one of a station is one of all its platforms.

    Rules that hold on some lines or trips alone are left out.
    """
    platforms = {}
    for number, station in zip(stops["stop_id"].tolist(), stops["station_id"].tolist(), strict=True):
        for each in {number, station}:
            platforms.setdefault(each, []).append(at[number])
    ways, barred = {}, set()
    for kind, start, goal, seconds in db.session.execute(_transfer_query()):
        pairs = [(a, b) for a in platforms.get(start, []) for b in platforms.get(goal, []) if start != goal or a == b]
        for a, b in pairs:
            if kind == IMPOSSIBLE:
                barred.add((a, b))
            elif seconds is not None or a != b:
                ways[a, b] = seconds if seconds is not None else _measure(stops, a, b)
    pairs = sorted(ways.keys() - barred)
    return {
        "given_from": _numbers(a for a, _ in pairs),
        "given_to": _numbers(b for _, b in pairs),
        "given_s": _numbers(ways[pair] for pair in pairs),
        "barred_from": _numbers(a for a, _ in sorted(barred)),
        "barred_to": _numbers(b for _, b in sorted(barred)),
    }


def _transfer_query():
    """Stations before their platforms, so that what is said of a platform stands."""
    one_line = (TransferRule.from_route_id, TransferRule.to_route_id)
    query = select(TransferRule.type, TransferRule.from_stop_id, TransferRule.to_stop_id, TransferRule.min_s)
    query = query.where(*(each.is_(None) for each in one_line), TransferRule.from_trip == "", TransferRule.to_trip == "")
    query = query.join(Stop, Stop.id == TransferRule.from_stop_id)
    return query.where(or_(TransferRule.type <= TIME_NEEDED, TransferRule.type == IMPOSSIBLE)).order_by(
        ~Stop.is_station, TransferRule.id
    )


def _measure(stops, a, b):
    metres = np.hypot(stops["x"][a] - stops["x"][b], stops["y"][a] - stops["y"][b]) * walking.DETOUR
    return max(60, int(walking.walk_s(metres)))


def _joined(arrays, kind=np.int32):
    return np.concatenate([np.empty(0, kind), *arrays]).astype(kind, copy=False)


def _numbers(values):
    return np.array(list(chain(values)), np.int32)
