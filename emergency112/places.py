"""Where it is: places found by what callers say, in any script, and the words for a point on the map."""

from dataclasses import dataclass

from city import search
from city.districts import find_district

MOST = 8


@dataclass(frozen=True)
class Found:
    """A place with a point; `names` by language."""

    kind: str
    names: dict
    lon: float
    lat: float


def find_places(typed):
    """Stations, parks, landmarks and districts that somebody may mean, best first. Raises TooLong."""
    hits = search.find(typed, limit=4 * MOST)
    return [Found(hit.kind, hit.names, hit.lon, hit.lat) for hit in hits if hit.lon is not None][:MOST]


def describe_point(lon, lat):
    """The district that holds a point, or None."""
    return find_district(lon, lat)
