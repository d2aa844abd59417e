"""Delays along a trip, as the specification of StopTimeUpdate has it.

What is said of a stop holds for the stops after it until something else is said; before the first one nothing is known.
SKIPPED is not handed on, and a delay goes past it; NO_DATA is handed on; a delay of the whole trip holds until a stop says
otherwise. https://gtfs.org/documentation/realtime/reference/#message-stoptimeupdate
"""

from dataclasses import dataclass

from transit.realtime.messages import NO_DATA, SKIPPED

MOST_EARLY_S, MOST_LATE_S = 2 * 3600, 24 * 3600  # beyond, it is no delay but a mistake


@dataclass(frozen=True)
class Delays:
    """Delays by the position of a stop in its trip, in seconds; None where nothing is known. `told` stops were named."""

    arrivals: list
    departures: list
    skipped: list  # positions
    told: int


def spread(update, calls, begin_s):
    """The Delays of a TripUpdate; `calls` have sequence, stop, arrival_s and departure_s, counted from `begin_s`."""
    told = place(update.stops, calls)
    arrivals, departures, current = [], [], plausible(update.delay_s)
    for position, call in enumerate(calls):
        arrival, departure = current, current
        each = told.get(position)
        if each and each.relation == NO_DATA:
            arrival = departure = None
        elif each and each.relation != SKIPPED:
            arrival, departure = _read(each, call, begin_s, current)
        arrivals.append(arrival)
        departures.append(departure)
        current = departure
    skipped = [position for position, each in sorted(told.items()) if each.relation == SKIPPED]
    _put_in_order(calls, arrivals, departures)
    return Delays(arrivals, departures, skipped, len(told))


def _read(each, call, begin_s, current):
    """(arrival, departure) of a stop of which something is said; what is missing follows from the rest."""
    arrival = _delay(each.arrival, begin_s + call.arrival_s)
    departure = _delay(each.departure, begin_s + call.departure_s)
    if arrival is None and departure is None:
        return current, current
    if departure is None:
        return arrival, arrival
    return (departure if current is None else current) if arrival is None else arrival, departure


def _delay(told, scheduled):
    if not told:
        return None
    return plausible(told.at - scheduled if told.at else told.delay_s)


def plausible(delay_s):
    return delay_s if delay_s is not None and -MOST_EARLY_S <= delay_s <= MOST_LATE_S else None


def place(updates, calls):
    """{position in `calls`: StopUpdate}; by sequence, else by stop, in the order of the trip. What fits nowhere is left out."""
    by_sequence = {call.sequence: position for position, call in enumerate(calls)}
    found, begin = {}, 0
    for update in updates:
        position = by_sequence.get(update.sequence)
        if position is None or (update.stop and calls[position].stop != update.stop):
            position = _find_stop(update.stop, calls, begin)
        if position is not None:
            found[position] = update
            begin = position + 1
    return found


def _find_stop(stop, calls, begin):
    return next((position for position in range(begin, len(calls)) if stop and calls[position].stop == stop), None)


def _put_in_order(calls, arrivals, departures):
    """Nobody leaves before arriving, nor arrives before leaving the stop before: later predictions move back."""
    last = None
    for position, call in enumerate(calls):
        for delays, scheduled in ((arrivals, call.arrival_s), (departures, call.departure_s)):
            if delays[position] is None:
                continue
            if last is not None and scheduled + delays[position] < last:
                delays[position] = last - scheduled
            last = scheduled + delays[position]
