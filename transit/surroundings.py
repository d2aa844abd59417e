"""What lies around a stop, as its page says: the district, other stops, and what other services have nearby.

None of it changes often, and all of it is asked for with every page of a stop: it is kept for a minute in each process.
"""

from city.districts import find_district
from city.features import Place
from city.names import take_name
from transit import sharing

MOST, WITHIN_M = 3, 1000
KEPT_S = 60


class Surroundings:
    """What is known of the stops asked for since a minute began; what was known before is let go of."""

    def __init__(self):
        self._minute, self._known = None, {}

    def read(self, stop, sources, second):
        """(district as (key, name) or None, [(label, Places)]) around a stop (a shown.StopPage) by some PlaceSources."""
        if self._minute != second // KEPT_S:
            self._minute, self._known = second // KEPT_S, {}
        if stop.key not in self._known:
            self._known[stop.key] = find(stop, sources)
        return self._known[stop.key]


def find(stop, sources):
    district = find_district(*stop.lon_lat)
    nearby = [(source.label, list_near(source, stop)) for source in sources]
    return district and (district.key, take_name(district)), nearby


def list_near(source, stop):
    """The nearest Places of a source, the stop itself left out."""
    is_own_kind = source.kind == sharing.STATION
    places = source.near(*stop.lon_lat, MOST + is_own_kind, WITHIN_M)
    others = [place for place in places if not (is_own_kind and place.values["key"] in (stop.key, stop.station))]
    return [Place(take_name(place.named), place.endpoint, place.values, place.distance_m) for place in others[:MOST]]
