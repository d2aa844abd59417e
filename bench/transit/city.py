"""A made-up city of Tashkent's size as a GTFS feed: 4 metro lines, 180 bus lines, 3,000 stops, 1.5 million stop times.

    python bench/transit/city.py OUT.zip [MILLIONS OF STOP TIMES]

Everything is drawn from one seed, so that every run makes the same city. More stop times mean more frequent trips on the
same lines. Trips are slower in the rush hours and differ a little from each other, so that some overtake; buses run past
midnight; two services, working days and weekends.
"""

import random
import sys
import zipfile
from math import cos, hypot, radians, sin

WEST, EAST, SOUTH, NORTH = 69.13, 69.40, 41.20, 41.39
M_PER_LON, M_PER_LAT = 83_600, 111_100
STOPS, BUS_LINES, METRO_LINES = 3_000, 180, 4
STATIONS = 13  # of a metro line
FIRST_S, LAST_S = 5.5 * 3600, 24.6 * 3600
BUS_M_S, METRO_M_S, METRO_DWELL_S = 5.5, 11.5, 25
RUSH = ((7, 10, 1.35), (17, 20, 1.4))
SERVICES = (("work", "1,1,1,1,1,0,0", 1.0), ("rest", "0,0,0,0,0,1,1", 0.73))
METRO_TRIPS = 200  # of a direction on a working day
WALK_M, WALK_M_S = 250, 1.2
PERIOD = "20260101,20261231"


def main(path, millions=1.5):
    count = write_city(path, round(millions * 1_000_000))
    print(f"{path}: {count:,} stop times")


def write_city(path, wanted):
    """Write the feed with about `wanted` stop times to a zip, and say how many it has."""
    chance = random.Random(2026)
    stops, corners = lay_stops(chance)
    lines = [*lay_metro(chance, stops), *lay_buses(chance, corners)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        write(
            archive,
            "agency",
            "agency_id,agency_name,agency_url,agency_timezone,agency_lang",
            ["1,City,https://example.com,Asia/Tashkent,uz"],
        )
        write(
            archive,
            "feed_info",
            "feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date,feed_version",
            [f"City,https://example.com,uz,{PERIOD},illustrative {wanted}"],
        )
        days = "monday,tuesday,wednesday,thursday,friday,saturday,sunday"
        write(
            archive,
            "calendar",
            f"service_id,{days},start_date,end_date",
            [f"{name},{week},{PERIOD}" for name, week, _ in SERVICES],
        )
        head = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station"
        write(
            archive,
            "stops",
            head,
            [f"{key},{name},{lat:.6f},{lon:.6f},{kind},{parent}" for key, (lon, lat, name, kind, parent) in stops.items()],
        )
        head = "route_id,agency_id,route_short_name,route_long_name,route_type,route_color"
        write(
            archive,
            "routes",
            head,
            [f"{key},1,{key},Line {key},{1 if metro else 3},{'0057B8' if metro else '1A7F5A'}" for key, metro, _ in lines],
        )
        write(archive, "transfers", "from_stop_id,to_stop_id,transfer_type,min_transfer_time", lay_walks(stops))
        return write_trips(archive, chance, stops, lines, wanted)


def write(archive, name, head, rows):
    archive.writestr(f"{name}.txt", "\n".join([head, *rows]) + "\n")


def lay_stops(chance):
    """({stop id: (lon, lat, name, location type, parent)}, {corner: (stop there, stop back)}) on a bent grid."""
    stops, corners = {}, {}
    side = int((STOPS / 2 * 1.15) ** 0.5)
    places = [(column, row) for column in range(side) for row in range(side)]
    for number, corner in enumerate(sorted(chance.sample(places, STOPS // 2))):
        lon = WEST + (EAST - WEST) * (corner[0] + 0.3 * chance.random()) / side
        lat = SOUTH + (NORTH - SOUTH) * (corner[1] + 0.3 * chance.random()) / side
        pair = (f"s{number}a", f"s{number}b")
        for key, shift in zip(pair, (0.0002, -0.0002), strict=True):
            stops[key] = (lon + shift, lat + shift / 2, f"Stop {number}", 0, "")
        corners[corner] = pair
    return stops, corners


def lay_metro(chance, stops):
    """Straight lines through the middle; a station has a platform each way."""
    middle = ((WEST + EAST) / 2, (SOUTH + NORTH) / 2)
    for line in range(METRO_LINES):
        angle, there, back = radians(line * 180 / METRO_LINES + 10), [], []
        for at in range(STATIONS):
            out_m = (at - STATIONS // 2) * 1_400 + chance.uniform(-150, 150)
            lon = middle[0] + cos(angle) * out_m / M_PER_LON + chance.uniform(-0.002, 0.002)
            lat = middle[1] + sin(angle) * out_m / M_PER_LAT
            station = f"m{line}.{at}"
            stops[station] = (lon, lat, f"Station {line}.{at}", 1, "")
            for platform, run in (("a", there), ("b", back)):
                stops[station + platform] = (lon, lat, f"Station {line}.{at}", 0, station)
                run.append(station + platform)
        yield f"M{line + 1}", True, (there, back[::-1])


def lay_buses(chance, corners):
    """Walks over the grid from one part of the city to a far one."""
    places = sorted(corners)
    for line in range(BUS_LINES):
        here, goal = max(((chance.choice(places), chance.choice(places)) for _ in range(2)), key=lambda ends: _far(*ends))
        way = [here]
        while here != goal and len(way) < 45:
            here = min(
                (each for each in _around(here, corners) if each not in way),
                key=lambda each: _far(each, goal) + chance.random() * 1.5,
                default=goal,
            )
            way.append(here)
        yield f"{line + 1}", False, ([corners[each][0] for each in way], [corners[each][1] for each in reversed(way)])


def _around(corner, corners):
    column, row = corner
    near = [(column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1) if x or y]
    return [each for each in near if each in corners]


def _far(one, other):
    return hypot(one[0] - other[0], one[1] - other[1])


def lay_walks(stops):
    """Rows of transfers.txt between all stops within WALK_M of each other, to and fro."""
    places = [(key, lon * M_PER_LON, lat * M_PER_LAT) for key, (lon, lat, _, kind, _) in stops.items() if kind == 0]
    cells = {}
    for key, x, y in places:
        cells.setdefault((x // WALK_M, y // WALK_M), []).append((key, x, y))
    for key, x, y in places:
        for column in (-1, 0, 1):
            for row in (-1, 0, 1):
                for other, u, v in cells.get((x // WALK_M + column, y // WALK_M + row), ()):
                    metres = hypot(x - u, y - v)
                    if key != other and metres <= WALK_M:
                        yield f"{key},{other},2,{60 * max(1, round(metres / WALK_M_S / 60 + 0.5))}"


def write_trips(archive, chance, stops, lines, wanted):
    """trips.txt and stop_times.txt; buses run as often as makes about `wanted` stop times."""
    metro = (
        sum(len(run) for _, is_metro, runs in lines if is_metro for run in runs)
        * METRO_TRIPS
        * sum(share for *_, share in SERVICES)
    )
    scale = min(1, wanted / 300_000)
    a_bus_trip = sum(len(run) for _, is_metro, runs in lines if not is_metro for run in runs) * sum(
        share for *_, share in SERVICES
    )
    often = (wanted - metro * scale) / a_bus_trip
    trips, count = [], 0
    with archive.open("stop_times.txt", "w", force_zip64=True) as file:
        file.write(b"trip_id,arrival_time,departure_time,stop_id,stop_sequence\n")
        for key, is_metro, runs in lines:
            usual = chance.uniform(0.6, 1.4) if not is_metro else 1
            for direction, run in enumerate(runs):
                legs = measure_legs(stops, run, is_metro)
                for service, _, share in SERVICES:
                    number = max(2, round((METRO_TRIPS * scale if is_metro else often * usual) * share))
                    for each in range(number):
                        trip = f"{key}-{direction}-{service}-{each}"
                        trips.append(f"{key},{service},{trip},{direction}")
                        start = FIRST_S + (LAST_S - FIRST_S) * (each + 0.5 * chance.random()) / number
                        file.write(tell_trip(chance, trip, run, legs, start, is_metro).encode())
                        count += len(run)
    write(archive, "trips", "route_id,service_id,trip_id,direction_id", trips)
    return count


def measure_legs(stops, run, is_metro):
    """Seconds from each stop to the next at an empty hour."""
    places = [stops[key][:2] for key in run]
    metres = [hypot((a[0] - b[0]) * M_PER_LON, (a[1] - b[1]) * M_PER_LAT) for a, b in zip(places, places[1:], strict=False)]
    return [each / (METRO_M_S if is_metro else BUS_M_S) + 20 for each in metres]


def tell_trip(chance, trip, run, legs, start, is_metro):
    slow = (
        1
        if is_metro
        else next((by for begin, end, by in RUSH if begin * 3600 <= start < end * 3600), 1) * chance.uniform(0.9, 1.2)
    )
    dwell, at, rows = METRO_DWELL_S if is_metro else 0, start, []
    for sequence, (stop, leg) in enumerate(zip(run, [*legs, 0], strict=True), 1):
        rows.append(f"{trip},{clock(at)},{clock(at + dwell)},{stop},{sequence}\n")
        at += dwell + leg * slow
    return "".join(rows)


def clock(seconds):
    """Whole minutes, as operators of buses publish."""
    minutes = int(seconds // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:00"


if __name__ == "__main__":
    main(sys.argv[1], *map(float, sys.argv[2:]))
