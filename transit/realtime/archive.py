"""The archive: for each trip of a day what was told of each stop last, up to the moment when it was there.

Two numbers for a stop, the delay of its arrival and of its departure in seconds. A source that lets go of stops which are
behind has told their times just before, so what is told of the next minute is kept too, and what is told later is put over it.
"""

import json
from array import array
from collections import defaultdict
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import bindparam, delete, insert, select, update

from city.database import db
from transit.realtime import parts
from transit.realtime.models import CANCELLED, RUNS, SeenPattern, SeenTrip

UNKNOWN, SKIPPED = -32_768, -32_767
MOST_S = 32_000
AHEAD_S = 60
AT_ONCE = 500


def record(feed, rides, simulated, now):
    """Keep what was told of some trips, inside a unit of work. `rides` is {key: (LiveTrip, calls, Unix time of its day)}."""
    moment, wanted = int(now.timestamp()), {}
    for trip, calls, begin_s in rides.values():
        if calls and (found := find_times(trip, calls, begin_s, moment)):
            wanted[trip.day, trip.trip, trip.start_s] = (trip, calls, found)
    before = _read_before(feed, wanted)
    new, changed = [], []
    for key, (trip, calls, found) in wanted.items():
        delays = merge(before[key][1], found) if key in before else found
        state = CANCELLED if trip.state != parts.RUNS else RUNS
        if key not in before:
            new.append(_new_row(trip, calls, state, delays, simulated))
        elif (state, delays) != before[key]:
            changed.append({"of_day": trip.day, "of_trip": trip.trip, "of_start": trip.start_s} | _values(state, delays))
    if new:
        db.session.execute(insert(SeenTrip), new)
    if changed:
        db.session.connection().execute(_update(feed), changed)


def find_times(trip, calls, begin_s, moment):
    """Delays of the stops where a trip was by `moment`, or will be at once; empty where there is nothing to keep yet.

    A trip that is cancelled has none, and is kept for that.
    """
    if trip.state != parts.RUNS:
        return [UNKNOWN] * (2 * len(calls)) if begin_s + trip.start_s <= moment + AHEAD_S else []
    found, skipped = [], set(trip.skipped)
    for at, call in enumerate(calls):
        for delay, scheduled in ((trip.arrivals[at], call.arrival_s), (trip.departures[at], call.departure_s)):
            is_due = begin_s + scheduled + (delay or 0) <= moment + AHEAD_S
            if at in skipped:
                found.append(SKIPPED if is_due else UNKNOWN)
            else:
                found.append(UNKNOWN if delay is None or not is_due else max(-MOST_S, min(MOST_S, delay)))
    return found if any(each != UNKNOWN for each in found) else []


def merge(before, found):
    """What is known by now: a later word counts more, and silence takes nothing away."""
    if len(before) != len(found):
        return found
    return [old if new == UNKNOWN else new for old, new in zip(before, found, strict=True)]


def pack(delays):
    return array("h", delays).tobytes()


def unpack(data):
    return array("h", data).tolist()


def forget_before(day):
    """Delete trips of days before `day`, and patterns that no trip has any more; says how many trips. Inside a unit of work."""
    count = db.session.execute(delete(SeenTrip).where(SeenTrip.day < day)).rowcount
    if count:
        used = select(SeenTrip.pattern_id).where(SeenTrip.pattern_id == SeenPattern.id).exists()
        db.session.execute(delete(SeenPattern).where(~used), execution_options={"synchronize_session": False})
    return count


def forget_old(now, kept_days):
    return forget_before(now.date() - timedelta(days=kept_days))


def read_stops(text):
    """[(key of the stop, arrival, departure)] of a SeenPattern, in seconds from the start of the trip."""
    return [tuple(each) for each in json.loads(text)]


def _read_before(feed, wanted):
    """{(day, trip, start): (state, delays)} of those that are kept already."""
    by_day, found = defaultdict(list), {}
    for day, trip, _start_s in wanted:
        by_day[day].append(trip)
    columns = (SeenTrip.day, SeenTrip.trip, SeenTrip.start_s, SeenTrip.state, SeenTrip.delays)
    for day, trips in by_day.items():
        for at in range(0, len(trips), AT_ONCE):
            mine = (SeenTrip.day == day, SeenTrip.feed == feed, SeenTrip.trip.in_(trips[at : at + AT_ONCE]))
            for row in db.session.execute(select(*columns).where(*mine)):
                found[row.day, row.trip, row.start_s] = (row.state, unpack(row.delays))
    return found


def _values(state, delays):
    return {"to_state": state, "to_delays": pack(delays)}


def _update(feed):
    table = SeenTrip.__table__.c
    mine = (table.trip == bindparam("of_trip"), table.start_s == bindparam("of_start"))
    where = update(SeenTrip.__table__).where(table.day == bindparam("of_day"), table.feed == feed, *mine)
    return where.values(state=bindparam("to_state"), delays=bindparam("to_delays"))


def _new_row(trip, calls, state, delays, simulated):
    return {
        "day": trip.day,
        "feed": trip.feed,
        "trip": trip.trip,
        "start_s": trip.start_s,
        "route": trip.route,
        "direction": trip.direction,
        "pattern_id": _find_or_add_pattern(trip.start_s, calls),
        "state": state,
        "delays": pack(delays),
        "simulated": simulated,
    }


def _find_or_add_pattern(start_s, calls):
    stops = [[call.key, call.arrival_s - start_s, call.departure_s - start_s] for call in calls]
    text = json.dumps(stops, separators=(",", ":"))
    digest = sha256(text.encode()).hexdigest()
    known = db.session.scalar(select(SeenPattern.id).where(SeenPattern.digest == digest))
    if known is None:
        pattern = SeenPattern(digest=digest, stops=text)
        db.session.add(pattern)
        db.session.flush()
        known = pattern.id
    return known
