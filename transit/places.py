"""A feed's stops, lines and shapes, checked and written."""

from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from city import geo
from transit import refusals
from transit.cells import read_answer
from transit.colours import choose_colours
from transit.metro_translations import INTERPOLATED
from transit.models import Route, Shape, Stop
from transit.operators.importing import find_agency
from transit.web_addresses import keep_address

STATION = 1  # location_type
STOP = ("stop_id", "stop_name", "stop_lat", "stop_lon", "location_type", "parent_station")
MORE_OF_STOP = ("stop_desc", "wheelchair_boarding", "stop_code", "platform_code", "stop_url", "level_id")
ROUTE = (
    *("route_id", "route_short_name", "route_long_name", "route_type", "route_color", "route_text_color"),
    *("route_sort_order", "agency_id", "route_desc", "route_url"),
)
KEPT_KINDS = (None, 0, STATION)  # entrances, nodes and boarding areas have no timetable


@dataclass(frozen=True)
class Place:
    """A stop as the import knows it: its number, that of its station or its own, its names, its place.

    `wheelchair` is wheelchair_boarding: 0 nobody says, 1 possible, 2 not possible; a platform has that of its station.
    """

    id: int
    station_id: int
    names: dict
    lon_lat: tuple
    wheelchair: int


def read_zone(text):
    """A time zone's name. Raises WrongCell."""
    try:
        return str(ZoneInfo(text or ""))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise refusals.WrongCell(file="agency.txt", column="agency_timezone", value=text or "") from None


def add_stops(store, feed, tables, translator, levels):
    """Write the stops, stations before their platforms: {stop_id: Place}. Raises a WrongFile."""
    rows = [row for row in tables.rows("stops", *STOP, *MORE_OF_STOP) if row[4] in KEPT_KINDS]
    found = {}
    for row in sorted(rows, key=lambda row: row[5] is not None):
        if row[0] in found:
            raise refusals.DoubledId(file="stops.txt", value=row[0] or "")
        found[row[0]] = _add_stop(store, feed, translator, found.get(row[5]), levels, row)
    return found


def _add_stop(store, feed, translator, parent, levels, row):
    stop_id, name, lat, lon, kind, _parent_id, description, wheelchair, code, platform, url, level_id = row
    key, feed_id = feed
    place = _check_place(stop_id, lon, lat)
    names = translator.names("stops", "stop_name", name or (stop_id or ""), stop_id or "")
    approximate = description == INTERPOLATED["uz"]
    wheelchair = read_answer(wheelchair) or (parent.wheelchair if parent else 0)
    number = store.add_numbered(
        Stop, feed_id=feed_id, key=f"{key}:{stop_id}", gtfs_id=stop_id, place=geo.point_text(*place),
        is_station=kind == STATION, approximate=approximate, parent_id=parent.id if parent else None, wheelchair=wheelchair,
        code=code or "", platform=platform or "", description="" if approximate else description or "",
        url=keep_address(url), level=levels.get(level_id, ""), **names,
    )  # fmt: skip
    return Place(number, parent.id if parent else number, names, place, wheelchair)


def _check_place(stop_id, lon, lat):
    if not is_on_earth(lon, lat) or not stop_id:
        raise refusals.StopWithoutPlace(value=stop_id or "")
    return lon, lat


def is_on_earth(lon, lat):
    return None not in (lon, lat) and (lon, lat) != (0, 0) and abs(lon) <= 180 and abs(lat) <= 90


def add_routes(store, feed, tables, translator, agencies):
    """Write the lines: {route_id: number}. Raises a WrongFile."""
    key, feed_id = feed
    found = {}
    for position, row in enumerate(tables.rows("routes", *ROUTE)):
        route_id, short, long, kind, colour, text_colour, order, agency_id, description, url = row
        if not route_id or route_id in found:
            raise refusals.DoubledId(file="routes.txt", value=route_id or "")
        colour, text_colour = choose_colours(colour, text_colour)
        found[route_id] = store.add_numbered(
            Route, feed_id=feed_id, key=f"{key}:{route_id}", gtfs_id=route_id, short_name=short or "",
            type=3 if kind is None else kind, colour=colour, text_colour=text_colour,
            sort_order=position if order is None else order, agency_id=find_agency(agencies, agency_id),
            description=description or "", url=keep_address(url),
            **translator.names("routes", "route_long_name", long or short or route_id, route_id),
        )  # fmt: skip
    return found


def add_shapes(store, feed, tables):
    """Write the shapes of two points or more: {shape_id: number}."""
    columns = ("shape_id", "shape_pt_lon", "shape_pt_lat")
    rows = tables.rows("shapes", *columns, sort=("shape_id", "shape_pt_sequence"))
    found = {}
    for shape_id, points in groupby(rows, key=lambda row: row[0]):
        line = [(lon, lat) for _shape, lon, lat in points if lon is not None and lat is not None]
        if len(line) > 1:
            found[shape_id] = store.add_numbered(Shape, feed_id=feed[1], line=geo.line_text(line))
    tables.drop("shapes")
    return found
