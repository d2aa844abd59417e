"""What somebody wishes to know of a journey, asked of the search several times and put together.

With several limits of walking the answers are a Pareto set over leaving, arriving, changes and metres on foot. A second
question leaves two minutes more for each change: a change that is tight loses to a safe one that is hardly later.
"""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from transit.planner import ends, searching
from transit.planner.ends import HERE
from transit.planner.network import day_of
from transit.planner.walking import DETOUR, LONGEST_M, walk_s

SHORT_WALK_M = 300
WALK_STEPS_M = (0, 50, 100, 200, 300, 400, LONGEST_M)  # between stops; few of them, as each is prepared once
WHOLE_WAY_M = 2_000  # that may be walked from end to end
TIGHT_S = 120  # spare time in a change, less than this is tight
HARDLY_S = 300  # later, or earlier to leave


@dataclass(frozen=True)
class Found:
    """A journey: rides (searching.Leg), the ways on foot at both ends, metres walked in all; no rides where one walks it all.

    `spare_s` is the least time left over in any change, None where there is none. A tight one stands `after` a safe one.
    """

    rides: tuple
    first: ends.Way
    last: ends.Way
    leaves_s: int
    arrives_s: int
    walk_m: int
    spare_s: int | None = None
    after: "Found | None" = field(default=None, compare=False)

    @property
    def tight(self):
        return self.after is not None

    @property
    def transfers(self):
        return max(searching.count_vehicles(self.rides) - 1, 0)


class Asking:
    """A wish, put to a planner. Times are Unix seconds."""

    def __init__(self, planner, wish):
        self.planner, self.wish, self.network = planner, wish, planner.network
        self._later = {}

    def list_found(self):
        """Found journeys by departure; nothing but the search's own set where nobody is to walk."""
        wish = self.wish
        if not wish.max_walk_m:
            return sorted(self.search(0), key=_by_time)
        found = [each for limit in self.limits() for each in self.search(limit)]
        found = drop_beaten(found)
        if any(_is_tight(each) for each in found):
            found = put_safe_first(found, self.search(wish.max_walk_m, TIGHT_S))
        return self.list_walks() + sorted(found, key=_by_time)

    def limits(self):
        most = self.wish.max_walk_m
        return sorted({most, most // 2, min(most, SHORT_WALK_M)} - {0}, reverse=True)

    def search(self, most_m, extra_change_s=0):
        """Found journeys with at most so many metres on foot at each end."""
        start, goal = self.ways(most_m)
        question = self.make_question(start, goal, most_m, extra_change_s)
        return [self.read(route, start, goal) for route in searching.search(self.planner, question) if route.legs]

    def ways(self, most_m):
        walk_m = step(most_m)
        start = ends.list_ways(self.planner, self.wish.start, most_m, walk_m, "from")
        return start, ends.list_ways(self.planner, self.wish.goal, most_m, walk_m, "to", backwards=True)

    def make_question(self, start, goal, most_m, extra_change_s=0):
        wish = self.wish
        return searching.Question(
            make_ends(start), make_ends(goal), day_of(wish.at), int(wish.at.timestamp()), wish.window_min * 60, wish.arrive,
            wish.max_transfers + 1, step(most_m), wish.types, self.places_of_lines(), wish.wheelchair, extra_change_s,
        )  # fmt: skip

    def places_of_lines(self):
        places = {int(number): at for at, number in enumerate(self.network.route_id)} if self.wish.lines else {}
        return frozenset(places[number] for number in self.wish.lines if number in places)

    def read(self, route, start, goal):
        """A Found, which leaves when one must for its first ride and is there when its last one is."""
        legs = route.legs
        first, last = start.get(route.first_stop, HERE), goal.get(route.last_stop, HERE)
        changes = [pair for pair in zip(legs, legs[1:], strict=False) if not pair[1].seated]
        between = [self.measure_change(*pair) for pair in changes]
        spare = [spare_s for _metres, spare_s in between]
        leaves, arrives = legs[0].departs_s - first.seconds, legs[-1].arrives_s + last.seconds
        metres = first.metres + last.metres + sum(metres for metres, _spare in between)
        return Found(legs, first, last, leaves, arrives, metres, min(spare, default=None))

    def measure_change(self, one, other):
        """(metres on foot, seconds to spare) between two rides."""
        a, b = int(self.network.call_stop[one.alight]), int(self.network.call_stop[other.board])
        return ends.measure(self.network, a, b), other.departs_s - one.arrives_s - self.find_change_s(a, b)

    def find_change_s(self, a, b):
        """Seconds that a change takes from stop to stop."""
        walks = self.planner.walks(step(self.wish.max_walk_m))
        if a == b:
            return int(walks.change[a])
        places = range(int(walks.first[a]), int(walks.first[a + 1]))
        return min((int(walks.seconds[place]) for place in places if walks.to[place] == b), default=0)

    def list_walks(self):
        """The way on foot from end to end, where it is short."""
        metres = self.whole_way_m()
        if metres is None or metres > WHOLE_WAY_M:
            return []
        seconds, at = max(int(walk_s(metres)), 60), int(self.wish.at.timestamp())
        leaves = at - seconds if self.wish.arrive else at
        return [Found((), ends.Way(seconds, metres), HERE, leaves, leaves + seconds, metres)]

    def whole_way_m(self):
        a, b = (ends.to_metres(self.network, *end.lon_lat) for end in (self.wish.start, self.wish.goal))
        return round(((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5 * DETOUR)

    def find_next(self, ride):
        """Unix time of the arrival when this ride was missed and one takes what comes next; None where nothing does."""
        stop = int(self.network.call_stop[ride.board])
        key = (stop, ride.departs_s)
        if key not in self._later:
            self._later[key] = self.search_from(stop, ride.departs_s + 1)
        return self._later[key]

    def search_from(self, stop, at_s):
        most_m = self.wish.max_walk_m
        walks = self.planner.walks(step(most_m))
        places = range(int(walks.first[stop]), int(walks.first[stop + 1]))
        start = {int(walks.to[place]): ends.Way(int(walks.seconds[place]), 0) for place in places} | {stop: HERE}
        goal = self.ways(most_m)[1]
        question = replace(self.make_question(start, goal, most_m), at_s=at_s, window_s=0, backwards=False)
        routes = [self.read(route, start, goal) for route in searching.search(self.planner, question) if route.legs]
        return min((each.arrives_s for each in routes), default=None)


def make_ends(ways):
    return searching.Ends.of({at: way.seconds for at, way in ways.items()})


def step(metres):
    """The longest way between stops for somebody who walks at most so far."""
    return max((each for each in WALK_STEPS_M if each <= metres), default=0) or (WALK_STEPS_M[1] if metres else 0)


def drop_beaten(found):
    """Those that no other beats in leaving, arriving, changes and walking; of equal ones one."""
    kept = []
    for each in sorted(found, key=lambda one: (-one.leaves_s, one.arrives_s, one.transfers, one.walk_m)):
        if not any(_beats(other, each) for other in kept):
            kept.append(each)
    return kept


def _beats(one, other):
    """Whether one is nowhere worse; it is known to leave no earlier where it came before in their order."""
    if one.leaves_s < other.leaves_s or one.arrives_s > other.arrives_s:
        return False
    return one.transfers <= other.transfers and one.walk_m <= other.walk_m


def put_safe_first(found, safer):
    """Tight journeys marked where a safe one is hardly later; that one comes first in the order of time."""
    kept, safe = [], [each for each in (*found, *safer) if not _is_tight(each)]
    for each in found:
        instead = min((one for one in safe if _is_hardly_worse(one, each)), key=lambda one: one.arrives_s, default=None)
        if _is_tight(each) and instead:
            kept += [replace(each, after=instead)] + ([instead] if instead not in kept and instead not in found else [])
        else:
            kept.append(each)
    return kept


def _is_tight(each):
    return each.spare_s is not None and each.spare_s < TIGHT_S


def _is_hardly_worse(safe, tight):
    return safe.arrives_s <= tight.arrives_s + HARDLY_S and safe.leaves_s >= tight.leaves_s - HARDLY_S


def _by_time(each):
    """By leaving; a tight one right after the safe one that is hardly later."""
    one = each.after or each
    return one.leaves_s, one.arrives_s, one.transfers, one.walk_m, each.tight


def first_of_day(planner, wish):
    """Found journeys that arrive first when one leaves from the moment of the wish on, each leaving as late as it can."""
    return _again(planner, wish, arrive=False)


def last_of_day(planner, wish):
    """Found journeys that leave last to be there by the moment of the wish, each arriving as early as it can."""
    return _again(planner, replace(wish, arrive=True), arrive=True)


def _again(planner, wish, arrive):
    found = [each for each in Asking(planner, replace(wish, window_min=0)).list_found() if each.rides]
    if not found:
        return []
    best = max(each.leaves_s for each in found) if arrive else min(each.arrives_s for each in found)
    at = wish.at + timedelta(seconds=best - int(wish.at.timestamp()))
    other = replace(wish, at=at, arrive=not arrive, window_min=0)
    return [each for each in Asking(planner, other).list_found() if each.rides]
