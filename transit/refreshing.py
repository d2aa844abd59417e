"""A timetable taken from its source: asked whether it changed, read whole, and put in the place of the old one."""

from datetime import timedelta
from pathlib import Path

from city import http
from city.http.addresses import shown_address
from city.sources.reading import find_record, is_web, read_source
from transit.feed_keys import check_key
from transit.versions import taking

SOURCE = "transit.feed"
PLANNER = "planner"  # the folder beside that of the feeds
WITHIN_S = 600
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=24)
FASTER = timedelta(seconds=30)  # runs of a job do not begin to the second


def source_key(key):
    """Under which key the source of the timetable `key` is kept."""
    return f"{SOURCE}/{key}"


def is_due(key, address, now):
    """Whether a source may be asked again: one that fails is given four times as long after each failure, a day at most."""
    record = find_record(key, address)
    if record is None or not record.failures:
        return True
    wait = min(FIRST_WAIT * 4 ** min(record.failures - 1, 10), LONGEST_WAIT)
    return not record.checked_at <= now < record.checked_at + wait - FASTER  # a clock that was put back keeps nobody waiting


def refresh_feed(key, address, folder, max_mb, now, work_unit, progress=None, override=None, also=None):
    """The versions.taking.Taken of what the source at `address`, of the web or a file, has for the timetable `key`.

    None where the source says that it has nothing new. What is fetched is kept in `folder`. Raises a CityError: the
    timetable is then as it was, and the source's row says why.
    """
    from transit import importing  # brings what reads feeds, which takes seconds

    check_key(key)
    desk, taken = taking.Desk(max_mb, now, work_unit, progress or importing.Silent(), folder.parent / PLANNER), []

    def use(answer):
        shown = shown_address(str(address)) if is_web(address) else Path(address).name
        taken.append(taking.take_in(taking.Arrival(key, Path(answer.path), shown, by_hand=False), desk, override, also))

    asked = {"accept": http.ZIP, "into": folder / f"{key}.zip", "most_bytes": max_mb * 1_000_000, "within_s": WITHIN_S}
    read_source(source_key(key), address, use, now, work_unit, trusted=True, **asked)
    return taken[0] if taken else None
