"""Rows of the metro's GTFS tables, made from rows of our data files.

Tables and fields are those of the GTFS Schedule reference, https://gtfs.org/documentation/schedule/reference/.
Distances are in metres.
"""

from transit import metro_timetable as timetable
from transit import metro_translations as texts

AGENCY_URL = "https://tashmetro.uz"
AGENCY_TIMEZONE = "Asia/Tashkent"
FEED_LANG = "uz"
OPENSTREETMAP_URL = "https://www.openstreetmap.org/copyright"

STOP = 0  # location_type
SUBWAY = 1  # route_type
APPROXIMATE = 0  # timepoint
ADDED, REMOVED = 1, 2  # exception_type
MINIMUM_TIME = 2  # transfer_type
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def agency():
    """The operator's row of agency.txt."""
    return {
        "agency_id": texts.AGENCY_ID,
        "agency_name": texts.AGENCY["uz"],
        "agency_url": AGENCY_URL,
        "agency_timezone": AGENCY_TIMEZONE,
        "agency_lang": FEED_LANG,
    }


def stop(station):
    """A station's row of stops.txt."""
    return {
        "stop_id": station["stop_id"],
        "stop_name": station["name_uz"],
        "stop_desc": texts.INTERPOLATED["uz"] if station["note"] else "",
        "stop_lat": station["lat"],
        "stop_lon": station["lon"],
        "location_type": STOP,
    }


def route(line):
    """A line's row of routes.txt."""
    return {
        "route_id": line["line"],
        "agency_id": texts.AGENCY_ID,
        "route_short_name": line["line"],
        "route_long_name": line["long_name_uz"],
        "route_desc": texts.ILLUSTRATIVE["uz"],
        "route_type": SUBWAY,
        "route_color": line["color"],
        "route_text_color": line["text_color"],
    }


def trip(direction, service_id, minute):
    """A train's row of trips.txt; the minute of departure is counted from midnight."""
    return {
        "route_id": direction.line["line"],
        "service_id": service_id,
        "trip_id": _trip_id(direction, service_id, minute),
        "trip_headsign": direction.terminus["name_uz"],
        "direction_id": direction.direction_id,
        "shape_id": direction.shape_id,
    }


def stop_times(direction, service_id, minute):
    """A train's rows of stop_times.txt; the minute of departure is counted from midnight."""
    trip_id = _trip_id(direction, service_id, minute)
    calls = zip(direction.stations, direction.distances_m, direction.offsets_s, strict=True)
    for sequence, (station, metres, (arrival_s, departure_s)) in enumerate(calls, start=1):
        yield {
            "trip_id": trip_id,
            "arrival_time": timetable.gtfs_time(minute * 60 + arrival_s),
            "departure_time": timetable.gtfs_time(minute * 60 + departure_s),
            "stop_id": station["stop_id"],
            "stop_sequence": sequence,
            "shape_dist_traveled": metres,
            "timepoint": APPROXIMATE,
        }


def calendar(service_id, first_day, last_day):
    """A service's row of calendar.txt."""
    week = dict(zip(WEEKDAYS, timetable.SERVICES[service_id], strict=True))
    return {
        "service_id": service_id,
        **week,
        "start_date": gtfs_date(first_day),
        "end_date": gtfs_date(last_day),
    }


def holiday(day):
    """Rows of calendar_dates.txt that give a holiday its service; none when it has that one anyway."""
    regular = timetable.regular_service(day)
    if regular == timetable.HOLIDAY_SERVICE:
        return []
    changes = ((regular, REMOVED), (timetable.HOLIDAY_SERVICE, ADDED))
    return [{"service_id": name, "date": gtfs_date(day), "exception_type": kind} for name, kind in changes]


def shape(direction):
    """A direction's rows of shapes.txt: straight from station to station."""
    points = zip(direction.stations, direction.distances_m, strict=True)
    for sequence, (station, metres) in enumerate(points, start=1):
        yield {
            "shape_id": direction.shape_id,
            "shape_pt_lat": station["lat"],
            "shape_pt_lon": station["lon"],
            "shape_pt_sequence": sequence,
            "shape_dist_traveled": metres,
        }


def transfers(interchanges, stations):
    """Rows of transfers.txt: every interchange, there and back."""
    places = {station["stop_id"]: timetable.place(station) for station in stations}
    pairs = [(row["stop_id_a"], row["stop_id_b"]) for row in interchanges]
    return [
        {
            "from_stop_id": a,
            "to_stop_id": b,
            "transfer_type": MINIMUM_TIME,
            "min_transfer_time": timetable.transfer_time_s(timetable.distance_m(places[a], places[b])),
        }
        for pair in pairs
        for a, b in (pair, pair[::-1])
    ]


def feed_info(first_day, last_day, publisher_url):
    """The row of feed_info.txt; the version says that the timetable is illustrative."""
    return {
        "feed_publisher_name": texts.PUBLISHER["uz"],
        "feed_publisher_url": publisher_url,
        "feed_lang": FEED_LANG,
        "feed_start_date": gtfs_date(first_day),
        "feed_end_date": gtfs_date(last_day),
        "feed_version": f"illustrative-{first_day.isoformat()}",
        "feed_contact_url": publisher_url,
    }


def attributions(publisher_url):
    """Rows of attributions.txt: whose the places are, and that the timetable is not the operator's."""
    makers = (
        (texts.PLACES_ID, texts.OPENSTREETMAP, OPENSTREETMAP_URL),
        (texts.TIMETABLE_ID, texts.TIMETABLE_MAKER, publisher_url),
    )
    return [
        {"attribution_id": key, "organization_name": name["uz"], "is_producer": 1, "attribution_url": url}
        for key, name, url in makers
    ]


def gtfs_date(day):
    """YYYYMMDD."""
    return f"{day:%Y%m%d}"


def _trip_id(direction, service_id, minute):
    return f"{direction.shape_id}-{service_id}-{minute // 60:02}{minute % 60:02}"
