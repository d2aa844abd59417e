"""Which trip of which service day a message means: by its id, by its start where that is not known, past midnight too."""

from bisect import bisect_left
from itertools import pairwise
from weakref import WeakKeyDictionary

from city.database import db
from transit.realtime import schedule
from transit.realtime.messages import ADDED, DUPLICATED
from transit.timetable import begin_of

DAY_S = 86_400
ALONE_S = 300  # how far the start of a frequency's only trip may be from what is said
MOST_KEPT = 6000  # trips whose calls are remembered from poll to poll
FAR_S = 6 * 3600  # without a day, a trip further than this from its time is not meant


_kept = WeakKeyDictionary()  # database -> {(feed, its import): {number of a ride: its calls}}


def _kept_calls(feed):
    """The calls that earlier polls have read: the same trips are told of again and again."""
    kept, key = _kept.setdefault(db.engine, {}), (feed.key, feed.imported_at)
    if len(kept.get(key, ())) > MOST_KEPT or key not in kept:
        for old in [each for each in kept if each[0] == feed.key]:
            del kept[old]
        kept[key] = {}
    return kept[key]


class Matcher:
    """Matches names of trips to the timetable of one feed around the moment `now`; asks for many at once, each once."""

    def __init__(self, feed, now):
        self.feed, self.now = feed, now
        today = now.astimezone(feed.zone).date()
        self.days = schedule.days_around(today, feed.longest_s)
        self.routes = schedule.list_routes(feed.key)
        self._services = {}
        self._rides, self._calls = {}, _kept_calls(feed)

    def load(self, names):
        """Read the trips of some TripNames and their calls."""
        unknown = {name.trip for name in names if name.trip} - self._rides.keys()
        found = schedule.find_rides(self.feed.key, unknown)
        self._rides |= {trip: sorted(found.get(trip, ()), key=lambda ride: ride.start_s) for trip in unknown}

    def is_extra(self, name):
        """Whether a trip is in no timetable: a copy of one, or one that is added under an id which we do not know."""
        return name.relation == DUPLICATED or (name.relation == ADDED and not self._rides.get(name.trip))

    def find_route(self, name):
        """The key of the line that a TripName means, by its route or by its trip; None for one that we do not know."""
        rides = self._rides.get(name.trip)
        return self.routes.get(name.route) or (rides[0].route if rides else None)

    def match(self, name, around=None):
        """(Ride, service day) that a TripName means, or None. `around` is a moment of it, in seconds of Unix time."""
        rides = self._rides.get(name.trip) or self._by_start(name)
        if name.start_s is not None and len(rides) > 1:
            rides = self._nearest(rides, name)
        pairs = [(ride, day) for ride in rides for day in self._days(ride, name.day)]
        if len(pairs) <= 1:
            return pairs[0] if pairs else None
        around = around or self.now.timestamp()
        ranked = sorted((self._distance(*pair, around), at) for at, pair in enumerate(pairs))
        (best, at), (second, _) = ranked[:2]
        return None if best > FAR_S or best == second else pairs[at]

    def read_calls(self, rides):
        """{number of a ride: its calls} of some rides, read once."""
        unknown = {ride.number: ride for ride in rides if ride.number not in self._calls}
        if unknown:
            found = schedule.read_calls(unknown.values())
            self._calls |= {number: found.get(number, []) for number in unknown}
        return {ride.number: self._calls[ride.number] for ride in rides}

    def begin_s(self, day):
        """The moment from which a service day counts, in seconds of Unix time."""
        return int(begin_of(day, self.feed.zone).timestamp())

    def _by_start(self, name):
        """Rides of the route, the direction and the start that are named; the trip's own id is not known here."""
        if name.route not in self.routes or name.start_s is None:
            return []
        rides = schedule.find_rides_of_route(self.feed.key, name.route, name.start_s)
        return [ride for ride in rides if name.direction in (None, ride.direction)]

    def _nearest(self, rides, name):
        """Of the rides of a frequency those that begin as is said, or nearer to it than half the way to the next one."""
        starts = sorted({ride.start_s for ride in rides})
        at = bisect_left(starts, name.start_s)
        near = min(starts[max(at - 1, 0) : at + 1] or starts[-1:], key=lambda start: abs(start - name.start_s))
        place = starts.index(near)
        gaps = [later - earlier for earlier, later in pairwise(starts[max(place - 1, 0) : place + 2])]
        if abs(near - name.start_s) * 2 > min(gaps, default=2 * ALONE_S):
            return []
        return [ride for ride in rides if ride.start_s == near]

    def _days(self, ride, said):
        """The service days on which a ride may be meant. Past midnight some say the day of the calendar: that is forgiven."""
        if said is None:
            return [day for day in self.days if self._runs(ride, day)]
        if self._runs(ride, said):
            return [said]
        before = said.fromordinal(said.toordinal() - 1)
        return [before] if ride.end_s >= DAY_S and self._runs(ride, before) else []

    def _runs(self, ride, day):
        if day not in self._services:
            self._services[day] = schedule.list_services(self.feed.key, day)
        return ride.service in self._services[day]

    def _distance(self, ride, day, moment):
        """Seconds between a moment and the time in which a ride is on its way; 0 within."""
        begin_s = self.begin_s(day)
        return max(begin_s + ride.start_s - moment, moment - begin_s - ride.end_s, 0)
