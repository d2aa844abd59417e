"""A feed of the size of a whole city for tests of maps and pages: 4 metro lines, 196 bus lines, 3,000 stops, few trips."""

import random

from tests.transit.feeds import make_calls, make_stop, make_trip, write_feed

ACROSS, DOWN = 60, 50  # stops
WEST, SOUTH, STEP_LON, STEP_LAT = 69.14, 41.19, 0.005, 0.0046
METRO_LINES, BUS_LINES, STOPS_OF_A_LINE, BENDS = 4, 196, 30, 12


def make_city_feed(path, seed=1):
    """Write the zip; its lines wander from stop to stop over a net of streets, each bend of them in its shape."""
    chance = random.Random(seed)
    places = {f"s{number}": _place(number, chance) for number in range(ACROSS * DOWN)}
    lines = {f"l{number}": _wander(chance) for number in range(METRO_LINES + BUS_LINES)}
    return write_feed(
        path,
        stops=[make_stop(stop, lon, lat, stop_name=f"Bekat {stop[1:]}") for stop, (lon, lat) in places.items()],
        routes=[_route(number, line) for number, line in enumerate(lines)],
        trips=[make_trip(f"{line}-{way}", route_id=line, direction_id=way, shape_id=line) for line in lines for way in (0, 1)],
        stop_times=[row for line, stops in lines.items() for row in _calls(line, stops)],
        shapes=[row for line, stops in lines.items() for row in _shape(line, [places[stop] for stop in stops], chance)],
    )


def _place(number, chance):
    lon, lat = WEST + number % ACROSS * STEP_LON, SOUTH + number // ACROSS * STEP_LAT
    return lon + chance.uniform(-0.001, 0.001), lat + chance.uniform(-0.001, 0.001)


def _wander(chance):
    """Stops of a line: straight on through the net, with a turn now and then."""
    x, y = chance.randrange(ACROSS), chance.randrange(DOWN)
    dx, dy = chance.choice([(1, 0), (0, 1), (1, 1), (-1, 0), (0, -1)])
    stops = []
    while len(stops) < STOPS_OF_A_LINE:
        stops.append(f"s{y * ACROSS + x}")
        if not (0 <= x + dx < ACROSS and 0 <= y + dy < DOWN):
            dx, dy = -dx or dy, -dy or dx
        x, y = min(max(x + dx, 0), ACROSS - 1), min(max(y + dy, 0), DOWN - 1)
    return list(dict.fromkeys(stops))


def _route(number, line):
    metro = number < METRO_LINES
    return {
        "route_id": line,
        "route_short_name": f"M{number + 1}" if metro else str(number),
        "route_long_name": f"Line {number}",
        "route_type": 1 if metro else 3,
        "route_color": f"{(number * 7919) % 0xFFFFFF:06X}",
    }


def _calls(line, stops):
    for way, order in enumerate((stops, stops[::-1])):
        times = [f"{8 + minute // 60:02}:{minute % 60:02}:00" for minute in range(0, 2 * len(order), 2)]
        yield from make_calls(f"{line}-{way}", *times, stops=order)


def _shape(line, places, chance):
    number = 0
    for (lon, lat), (to_lon, to_lat) in zip(places, places[1:], strict=False):
        for bend in range(BENDS):
            share, number = bend / BENDS, number + 1
            yield {
                "shape_id": line,
                "shape_pt_sequence": number,
                "shape_pt_lon": round(lon + (to_lon - lon) * share + chance.uniform(-5e-5, 5e-5), 6),
                "shape_pt_lat": round(lat + (to_lat - lat) * share + chance.uniform(-5e-5, 5e-5), 6),
            }
