"""Reading a feed's tables into ours: the whole feed of a key is replaced inside one unit of work, or nothing is."""

from pathlib import Path
from tempfile import TemporaryDirectory

from city.errors import N_
from transit import archive, refusals, storage
from transit.calendars import list_service_days, read_day
from transit.feed import read_tables
from transit.feed_keys import check_key
from transit.lines import LineBuilder
from transit.models import Service, ServiceDay, StopTime, Transfer, Trip
from transit.places import add_routes, add_shapes, add_stops, read_zone
from transit.rides import list_rides
from transit.storage import Store
from transit.translations import Translator

ILLUSTRATIVE = "illustrative"  # how feed_version begins where the times are not an operator's own
NO_WALK = (3, 4, 5)  # transfer_type: not possible, or seated in the same vehicle


class Silent:
    """Progress that nobody watches."""

    def __call__(self, step, total=None, **values):
        pass

    def advance(self, count):
        pass


def read_feed(path, max_mb, progress):
    """Unpack and read the zip at `path`; no database is touched. Raises a WrongFile, or OSError."""
    with TemporaryDirectory(prefix="transit-") as folder:
        archive.unpack(path, Path(folder), max_mb, progress)
        return read_tables(Path(folder), progress)


def replace_feed(key, tables, now, progress):
    """Make `tables` the feed called `key`, inside the caller's unit of work. Raises a WrongFile."""
    check_key(key)
    agency = next(tables.rows("agency", "agency_id", "agency_name", "agency_timezone", "agency_lang"))
    info = _read_info(tables)
    translator = Translator(tables.translations, info["feed_lang"] or agency[3])
    days = list_service_days(tables, now.date())
    feed_id = storage.begin_feed(**_describe(agency, info, translator, days, now))
    progress(N_("Removing the old timetable"))
    storage.remove_feed(key)
    longest_s = _Import(key, feed_id, tables, translator, progress).run(days)
    storage.name_feed(feed_id, key, longest_s=longest_s)


def _read_info(tables):
    fields = ("feed_publisher_name", "feed_lang", "feed_start_date", "feed_end_date", "feed_version")
    row = next(tables.rows("feed_info", *fields), [None] * len(fields))
    return dict(zip(fields, row, strict=True))


def _describe(agency, info, translator, days, now):
    """Columns of the feed's own row."""
    agency_id, name, zone, _lang = agency
    every = [day for its in days.values() for day in its]
    first, last = (
        read_day(text, "feed_info.txt") if text else bound
        for text, bound in ((info["feed_start_date"], min(every)), (info["feed_end_date"], max(every)))
    )
    version = info["feed_version"] or ""
    return {
        **translator.names("agency", "agency_name", name or "", agency_id or ""),
        "publisher": info["feed_publisher_name"] or name or "",
        "language": translator.language,
        "timezone": read_zone(zone),
        "version": version,
        "first_day": first,
        "last_day": last,
        "longest_s": 0,
        "illustrative": version.startswith(ILLUSTRATIVE),
        "imported_at": now,
    }


class _Import:
    """One run of an import: what has been written so far, and under which number."""

    def __init__(self, key, feed_id, tables, translator, progress):
        self.feed = (key, feed_id)
        self.tables, self.translator, self.progress = tables, translator, progress
        self.store = Store()

    def run(self, days):
        """Write all; the latest time of day of any trip is returned."""
        self.progress(N_("Writing stops and lines"))
        self.stops = add_stops(self.store, self.feed, self.tables, self.translator)
        self.routes = add_routes(self.store, self.feed, self.tables, self.translator)
        self.shapes = add_shapes(self.store, self.feed, self.tables)
        self.services = {each: self._add_service(each, its) for each, its in days.items()}
        self.lines = LineBuilder(self.store, self.feed, self.stops, self.translator, self.shapes)
        longest_s = self._add_rides()
        self.lines.add()
        self._add_transfers()
        self.store.flush()
        return longest_s

    def _add_service(self, gtfs_id, days):
        service_id = self.store.add_numbered(Service, feed_id=self.feed[1], gtfs_id=gtfs_id)
        for day in days:
            self.store.add(ServiceDay, service_id=service_id, day=day)
        return service_id

    def _add_rides(self):
        trips = self._read_trips()
        self.progress(N_("Writing trips and stop times"), self.tables.count("stop_times"))
        longest_s = 0
        for ride in list_rides(self.tables, self.progress):
            if ride.trip_id not in trips:
                raise refusals.MissingReference(file="stop_times.txt", column="trip_id", value=ride.trip_id)
            self._add_ride(ride, *trips[ride.trip_id])
            longest_s = max(longest_s, ride.calls[-1].departure_s)
        return longest_s

    def _read_trips(self):
        """{trip_id: (route number, service number, headsign, direction, shape_id)}."""
        trips = {}
        columns = ("trip_id", "route_id", "service_id", "trip_headsign", "direction_id", "shape_id")
        for trip_id, route_id, service_id, *rest in self.tables.rows("trips", *columns):
            if trip_id in trips:
                raise refusals.DoubledId(file="trips.txt", value=trip_id)
            if route_id not in self.routes:
                raise refusals.MissingReference(file="trips.txt", column="route_id", value=route_id or "")
            if service_id not in self.services:
                self.services[service_id] = self._add_service(service_id or "", [])
            trips[trip_id] = (self.routes[route_id], self.services[service_id], *rest)
        return trips

    def _add_ride(self, ride, route_id, service_id, headsign, direction, shape_id):
        for call in ride.calls:
            if call.stop_id not in self.stops:
                raise refusals.MissingReference(file="stop_times.txt", column="stop_id", value=call.stop_id or "")
        direction = self.lines.direction_of(route_id, direction, ride)
        headsign_id = self.lines.headsign_of(ride, headsign)
        trip_id = self.store.add_numbered(
            Trip, gtfs_id=ride.trip_id, route_id=route_id, service_id=service_id, direction=direction,
            headsign_id=headsign_id, shape_id=self.shapes.get(shape_id),
            start_s=ride.calls[0].departure_s, end_s=ride.calls[-1].arrival_s,
        )  # fmt: skip
        self.lines.count(route_id, direction, ride, headsign_id, shape_id)
        for call in ride.calls:
            self._add_call(trip_id, call)

    def _add_call(self, trip_id, call):
        own = self.lines.headsign_of_text("stop_times", "stop_headsign", call.headsign) if call.headsign else None
        self.store.add(
            StopTime, trip_id=trip_id, sequence=call.sequence, stop_id=self.stops[call.stop_id].id,
            arrival_s=call.arrival_s, departure_s=call.departure_s, boards=call.boards, headsign_id=own,
        )  # fmt: skip

    def _add_transfers(self):
        walks = {}
        for start, end, kind, walk_s in self.tables.rows(
            "transfers", "from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time"
        ):
            if start in self.stops and end in self.stops and kind not in NO_WALK:
                pair = (self.stops[start].station_id, self.stops[end].station_id)
                walks[pair] = min((each for each in (walk_s, walks.get(pair)) if each is not None), default=None)
        for (start, end), walk_s in walks.items():
            if start != end:
                self.store.add(Transfer, from_stop_id=start, to_stop_id=end, walk_s=walk_s)
