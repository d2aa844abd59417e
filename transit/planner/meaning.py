"""What people mean by the words they type for an end of a journey: the ends to choose from, the likeliest first.

A station or stop is itself; stops of one name that lie together are one. A quarter, a square or a landmark leads to the
stations whose names hold its words, else to the stops nearest to it on foot; a park to those nearest to it.
"""

from math import cos, hypot, radians

from city import search
from transit.planner.ends import STATION_KIND, STOP, end_of, find_stops
from transit.planner.refusals import UnknownPlace
from transit.planner.wishes import End

MOST_HITS = 40
MOST_MEANT = 6
LIKELY = 0.6  # of the best score: less was hardly meant
TOGETHER_DEG = 0.012  # of latitude, about 1.3 km
OWN_PLACE = ("park",)  # kinds that are a goal of their own, not a name for the stations around
NO_GOAL = ("line", "dataset", "alert")


def find_meant(text, name):
    """Ends that are meant by some words, the likeliest first. Raises UnknownPlace, TooLong."""
    hits = [hit for hit in search.find(text, limit=MOST_HITS) if hit.lon is not None and hit.kind not in NO_GOAL]
    if not any(hit.kind == STATION_KIND for hit in hits):
        hits += [hit for hit in search.find(text, STATION_KIND, MOST_HITS) if hit.lon is not None and hit.score > LIKELY]
    likely = [hit for hit in hits if hit.score >= LIKELY * hits[0].score]
    if not likely:
        raise UnknownPlace(name=name, value=text)
    return list(join(likely, name).values())[:MOST_MEANT]


def join(hits, name):
    """{key: End}: stops of one name together; names of quarters and landmarks give way to stations that bear them."""
    stations = group(hit for hit in hits if hit.kind == STATION_KIND)
    found = {}
    for hit in hits:
        if hit.kind == STATION_KIND:
            end = make_stops(next(its for its in stations if hit in its), name)
        elif hit.kind not in OWN_PLACE and stations:
            continue
        else:
            end = end_of(hit)
        found.setdefault(end.key, end)
    return found


def group(hits):
    """Lists of stops that share a name and lie together."""
    groups = []
    for hit in hits:
        its = next((each for each in groups if each[0].names == hit.names and is_near(each[0], hit)), None)
        if its is None:
            groups.append(its := [])
        its.append(hit)
    return groups


def is_near(one, other):
    east = (one.lon - other.lon) * cos(radians(one.lat))
    return hypot(east, one.lat - other.lat) < TOGETHER_DEG


def make_stops(hits, name):
    if len(hits) == 1:
        return end_of(hits[0])
    end = find_stops(",".join(f"{STOP}{hit.ref}" for hit in hits), name)
    return End(end.key, hits[0].names, end.lon_lat, end.stops, end.kind)
