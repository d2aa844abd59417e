"""Where it is: places found by what callers say, in any script, and the words for a point on the map."""

from dataclasses import dataclass

from city import search
from city.districts import find_district
from city.folding import fold
from city.search.generic import is_generic

MOST = 8


@dataclass(frozen=True)
class Found:
    """A place with a point; `names` by language, `rest` is what was typed behind its name."""

    kind: str
    names: dict
    lon: float
    lat: float
    rest: str = ""


def find_places(typed):
    """Stations, parks, landmarks and districts that somebody may mean, best first. Raises TooLong.

    Callers go on behind a name (“Chorsu, by the gate”): where all the words find nothing, fewer of them are looked for.
    """
    words = typed.split()
    for count in range(len(words), 0, -1):
        answer = search.look_up(" ".join(words[:count]), limit=4 * MOST)
        hits = [hit for hit in answer.hits if hit.lon is not None]
        if hits and not answer.partly:
            rest = " ".join(words[_end_of_name(words, count) :])
            return [Found(hit.kind, hit.names, hit.lon, hit.lat, rest) for hit in hits[:MOST]]
    return []


def _end_of_name(words, count):
    """Where what was found ends: “yonida” (beside) helps no search, but the crew needs it."""
    while count > 1 and is_generic(fold(words[count - 1])):
        count -= 1
    return count


def describe_point(lon, lat):
    """The district that holds a point, or None."""
    return find_district(lon, lat)
