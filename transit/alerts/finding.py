"""Lines and stops that a clerk looks for by name or badge, in any script."""

from city import search
from transit.alerts import network
from transit.alerts.content import About
from transit.alerts.naming import name_things
from transit.sharing import LINE_KIND, STATION

MOST_FOUND, FEW_LINES = 12, 12


def find_things(query, chosen=()):
    """Things that are meant by `query`, without those that are chosen; without a query all lines, where they are few.

    Raises TooLong.
    """
    about = list_found(query) if query else [About(network.split_key(line.key)[0], line.key) for line in _few_lines()]
    return name_things(each for each in about if each not in chosen)


def list_found(query):
    lines = [hit.ref for hit in search.find(query, LINE_KIND, MOST_FOUND)]
    stops = [hit.ref for hit in search.find(query, STATION, MOST_FOUND)]
    found = [About(network.split_key(key)[0], line=key) for key in lines]
    return found + [About(network.split_key(key)[0], stop=key) for key in stops]


def _few_lines():
    return network.list_few_lines(FEW_LINES)
