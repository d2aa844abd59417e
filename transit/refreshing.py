"""A timetable taken from its source: asked whether it changed, read whole, and put in the place of the old one."""

from city import http
from city.sources.reading import read_source
from transit import sharing

SOURCE = "transit.feed"
WITHIN_S = 600


def source_key(key):
    """Under which key the source of the timetable `key` is kept."""
    return f"{SOURCE}/{key}"


def refresh_feed(key, address, folder, max_mb, now, work_unit, progress=None):
    """Whether the source at `address`, of the web or a file, had a new feed for the timetable `key`; it is then in place.

    What is fetched is kept in `folder`. Raises a CityError: the timetable is then as it was, and the source's row says why.
    """
    from transit import importing  # brings what reads feeds, which takes seconds

    importing.check_key(key)
    progress = progress or importing.Silent()

    def use(answer):
        tables = importing.read_feed(answer.path, max_mb, progress)
        with work_unit():
            importing.replace_feed(key, tables, now, progress)
            sharing.refresh_search()

    asked = {"accept": http.ZIP, "into": folder / f"{key}.zip", "most_bytes": max_mb * 1_000_000, "within_s": WITHIN_S}
    return read_source(source_key(key), address, use, now, work_unit, trusted=True, **asked)
