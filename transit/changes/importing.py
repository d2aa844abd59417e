"""Writing transfers.txt: every rule as it is, and by stations the ways on foot that pages show."""

from transit.changes.models import GET_OFF_FIRST, IMPOSSIBLE, IN_SEAT, RECOMMENDED, TransferRule
from transit.models import Transfer

COLUMNS = (
    *("from_stop_id", "to_stop_id", "transfer_type", "min_transfer_time"),
    *("from_route_id", "to_route_id", "from_trip_id", "to_trip_id"),
)
RULE = (
    *("id", "feed_id", "type", "from_stop_id", "to_stop_id", "from_route_id", "to_route_id"),
    *("from_trip", "to_trip", "min_s"),
)
NO_WALK = (IMPOSSIBLE, IN_SEAT, GET_OFF_FIRST)


def add_transfers(store, feed, tables, stops, routes):
    """Write rules whose stops and lines there are; the ways on foot between stations are the quickest of any rule."""
    rows, walks, first_id = [], {}, store.next_number(TransferRule)
    for start, end, kind, min_s, start_route, end_route, start_trip, end_trip in tables.rows("transfers", *COLUMNS):
        kind = kind or RECOMMENDED
        if not (_are_known((start, end), stops) and _are_known((start_route, end_route), routes)):
            continue
        ids = (stops[each].id if each else None for each in (start, end))
        lines = (routes.get(each) for each in (start_route, end_route))
        rows.append((first_id + len(rows), feed[1], kind, *ids, *lines, start_trip or "", end_trip or "", min_s))
        if start and end and kind not in NO_WALK:
            pair = (stops[start].station_id, stops[end].station_id)
            walks[pair] = min((each for each in (min_s, walks.get(pair)) if each is not None), default=None)
    store.add_rows(TransferRule, RULE, rows)
    walks = [(*pair, walk_s) for pair, walk_s in walks.items() if pair[0] != pair[1]]
    store.add_rows(Transfer, ("from_stop_id", "to_stop_id", "walk_s"), walks)


def _are_known(ids, known):
    return all(not each or each in known for each in ids)
