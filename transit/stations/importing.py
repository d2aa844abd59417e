"""Writing the entrances of stations, and the ways from them to the platforms."""

from transit.cells import read_answer
from transit.places import is_on_earth
from transit.stations.models import Entrance, EntranceWay
from transit.stations.pathways import find_ways, read_pathways

ENTRANCE, BOARDING_AREA = 2, 4  # location_type
COLUMNS = ("stop_id", "stop_name", "stop_lat", "stop_lon", "location_type", "parent_station")
WAY = ("entrance_id", "stop_id", "wheelchair", "walk_s", "length_m")


def read_levels(tables):
    """{level_id: what it is called: its name, or its number where it has none}."""
    rows = tables.records("levels")
    return {row.get("level_id"): row.get("level_name") or row.get("level_index") or "" for row in rows}


def add_entrances(store, feed, tables, translator, stops, levels):
    """Write the entrances of known stations, with their ways; one without a place of its own is left out."""
    rows = list(tables.rows("stops", *COLUMNS, "wheelchair_boarding", "level_id"))
    entrances = {}
    for stop_id, name, lat, lon, kind, parent_id, wheelchair, level_id in rows:
        station = stops.get(parent_id)
        if kind == ENTRANCE and station and stop_id not in entrances and is_on_earth(lon, lat):
            entrances[stop_id] = store.add_numbered(
                Entrance, feed_id=feed[1], stop_id=station.id, gtfs_id=stop_id, lon=lon, lat=lat,
                wheelchair=read_answer(wheelchair) or station.wheelchair, level=levels.get(level_id, ""),
                **translator.names("stops", "stop_name", name or "", stop_id),
            )  # fmt: skip
    platforms = {stop_id: place.id for stop_id, place in stops.items()}
    platforms |= {row[0]: stops[row[5]].id for row in rows if row[4] == BOARDING_AREA and row[5] in stops}
    store.add_rows(EntranceWay, WAY, list(_list_ways(read_pathways(tables), entrances, platforms)))


def _list_ways(graph, entrances, platforms):
    """The quickest way of each kind from each entrance to each platform; its boarding areas are the platform too."""
    for stop_id, entrance_id in entrances.items() if graph else ():
        for wheelchair in (False, True):
            best = {}
            for node, way in find_ways(graph, stop_id, wheelchair).items():
                platform = platforms.get(node)
                if platform and (platform not in best or way.guess_s < best[platform].guess_s):
                    best[platform] = way
            for platform, way in best.items():
                length_m = None if way.length_m is None else round(way.length_m)
                yield entrance_id, platform, wheelchair, way.walk_s, length_m
