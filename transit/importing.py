"""Reading a feed's tables into ours: the whole feed of a key is replaced inside one unit of work, or nothing is."""

from pathlib import Path
from tempfile import TemporaryDirectory

from city.errors import N_
from transit import archive, storage
from transit.calendars import list_service_days, read_day
from transit.changes.importing import add_transfers
from transit.fares.importing import add_fares
from transit.feed import read_tables
from transit.feed_keys import check_key
from transit.operators.importing import add_agencies, add_attributions
from transit.places import add_routes, add_shapes, add_stops, read_zone
from transit.stations.importing import add_entrances, read_levels
from transit.storage import Store
from transit.translations import Translator
from transit.trips import TripWriter, add_services
from transit.web_addresses import keep_address

INFO = (
    *("feed_publisher_name", "feed_lang", "feed_start_date", "feed_end_date", "feed_version"),
    *("feed_publisher_url", "feed_contact_email", "feed_contact_url"),
)
ILLUSTRATIVE = "illustrative"  # how feed_version begins where the times are not an operator's own


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
    translator = Translator(tables.records("translations"), info["feed_lang"] or agency[3])
    days = list_service_days(tables, now.date())
    feed_id = storage.begin_feed(**_describe(agency, info, translator, days, now))
    progress(N_("Removing the old timetable"))
    storage.remove_feed(key)
    longest_s = _Import(key, feed_id, tables, translator, progress).run(days)
    storage.name_feed(feed_id, key, longest_s=longest_s)


def _read_info(tables):
    row = next(tables.rows("feed_info", *INFO), [None] * len(INFO))
    return dict(zip(INFO, row, strict=True))


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
        "publisher_url": keep_address(info["feed_publisher_url"]),
        "contact_email": info["feed_contact_email"] or "",
        "contact_url": keep_address(info["feed_contact_url"]),
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
        source, levels = (self.store, self.feed, self.tables), read_levels(self.tables)
        stops = add_stops(*source, self.translator, levels)
        routes = add_routes(*source, self.translator, add_agencies(*source, self.translator))
        shapes = add_shapes(*source)
        services = add_services(self.store, self.feed, days)
        longest_s = TripWriter(*source, self.translator, self.progress).add(stops, routes, services, shapes)
        add_transfers(*source, stops, routes)
        add_entrances(*source, self.translator, stops, levels)
        add_fares(*source, self.translator, stops, routes)
        add_attributions(*source, routes)
        self.store.flush()
        return longest_s
