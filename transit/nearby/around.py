"""What leaves next from all stops around a place, or from some stops that are asked for by their keys."""

from dataclasses import dataclass

from city import geo
from transit import network
from transit.mapping import HAS_OWN_PAGE
from transit.models import Stop
from transit.realtime import live
from transit.realtime.departures import list_departures
from transit.shown import StopPage

MOST_STOPS = 12


@dataclass(frozen=True)
class Kept:
    """A stop that somebody keeps, with the line (its key) and the way where those matter."""

    stop: str
    line: str | None = None
    direction: int | None = None


@dataclass(frozen=True)
class StopNext:
    """A stop, how far it is (None where no place was asked about), what was asked of it, and its next departures."""

    stop: StopPage
    metres: float | None
    kept: Kept
    departures: list


def list_around(lon, lat, radius_m, at, each):
    """StopNext of the nearest stops within `radius_m`, nearest first, with at most `each` departures."""
    found = geo.nearest(Stop.place, lon, lat, MOST_STOPS, radius_m, HAS_OWN_PAGE)
    stops = network.find_stops([stop.key for stop, _metres in found])
    told = live.snapshot(at)
    near = [(stops[stop.key], metres) for stop, metres in found if stop.key in stops]
    return [StopNext(stop, metres, Kept(stop.key), list_departures(stop, at, each, told)) for stop, metres in near]


def list_kept(kept, at, each):
    """StopNext of the stops of some Kept, in their order; those that are no longer there are left out."""
    stops = network.find_stops({one.stop for one in kept})
    told = live.snapshot(at)
    there = [(one, stops[one.stop]) for one in kept if one.stop in stops]
    return [StopNext(stop, None, one, list_departures(stop, at, each, told, one.line, one.direction)) for one, stop in there]
