"""Stops, lines and places found by what people type, in any script."""

from city import search
from city.search import Filters
from transit import sharing

MOST = 20
MOST_PLACES = 6


def find_by_name(text):
    """{kind: [search.Hit]} of stops and of lines, the best first. Raises TooLong."""
    return {kind: search.look_up(text, Filters(kind), MOST).hits for kind in (sharing.STATION, sharing.LINE_KIND)}


def find_places(text):
    """search.Hits of anything that has a place, the best first. Raises TooLong."""
    hits = search.look_up(text, limit=MOST).hits
    return [hit for hit in hits if hit.lon is not None][:MOST_PLACES]
