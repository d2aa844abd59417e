"""Delays along a trip, by the letter of the specification."""

from types import SimpleNamespace

import pytest

from tests.transit.realtime.messages import skip, stop, update
from transit.realtime.messages import NO_DATA, StopUpdate
from transit.realtime.propagation import spread

BEGIN_S = 1_000_000
CALLS = [
    SimpleNamespace(sequence=10 * (at + 1), stop="ABCDE"[at], arrival_s=600 * at, departure_s=600 * at + 30) for at in range(5)
]


def arrivals(*stops, **more):
    return spread(update(*stops, **more), CALLS, BEGIN_S).arrivals


def departures(*stops, **more):
    return spread(update(*stops, **more), CALLS, BEGIN_S).departures


def test_a_delay_holds_for_all_stops_after_it_and_none_before():
    assert arrivals(stop(20, 60)) == [None, 60, 60, 60, 60]


def test_a_later_word_takes_over():
    assert arrivals(stop(10, 300), stop(30, 120)) == [300, 300, 120, 120, 120]


def test_a_stop_may_be_named_by_its_id_and_a_moment_stands_for_a_delay():
    assert arrivals(stop(stop="C", at=BEGIN_S + 1200 + 90)) == [None, None, 90, 90, 90]


def test_a_moment_counts_more_than_a_delay_beside_it():
    from transit.realtime.messages import Told

    both = StopUpdate(20, arrival=Told(5, BEGIN_S + 600 + 70))
    assert arrivals(both)[1] == 70


def test_a_departure_of_its_own_is_handed_on_and_an_arrival_alone_is_also_when_it_leaves():
    assert departures(stop(20, 60, 100)) == [None, 100, 100, 100, 100]
    assert departures(stop(20, 60)) == [None, 60, 60, 60, 60]


def test_with_a_departure_alone_the_arrival_is_that_of_the_delay_before():
    assert arrivals(stop(10, 0), stop(20, departure=120)) == [0, 0, 120, 120, 120]
    assert arrivals(stop(20, departure=120)) == [None, 120, 120, 120, 120]


def test_a_delay_goes_past_a_skipped_stop_and_skipping_is_not_handed_on():
    found = spread(update(stop(10, 60), skip(30)), CALLS, BEGIN_S)
    assert found.skipped == [2]
    assert found.arrivals == [60] * 5


def test_no_data_is_handed_on_until_something_is_said_again():
    assert arrivals(stop(10, 60), StopUpdate(20, relation=NO_DATA), stop(40, 30)) == [60, None, None, 30, 30]


def test_a_delay_of_the_whole_trip_holds_until_a_stop_says_otherwise():
    assert arrivals(stop(30, 0), delay_s=180) == [180, 180, 0, 0, 0]


@pytest.mark.parametrize("delay_s", [90_000, -8_000, 2**31 - 1])
def test_a_delay_of_a_day_is_a_mistake_and_says_nothing(delay_s):
    assert arrivals(stop(20, delay_s)) == [None] * 5


def test_a_stop_that_the_trip_does_not_have_is_left_out():
    found = spread(update(stop(25, 60), stop(stop="Z", arrival=60)), CALLS, BEGIN_S)
    assert (found.arrivals, found.told) == ([None] * 5, 0)


def test_a_stop_that_a_line_passes_twice_is_taken_in_order():
    calls = [SimpleNamespace(sequence=at, stop="ABA"[at], arrival_s=600 * at, departure_s=600 * at) for at in range(3)]
    found = spread(update(stop(stop="A", arrival=10), stop(stop="B", arrival=20), stop(stop="A", arrival=30)), calls, BEGIN_S)
    assert found.arrivals == [10, 20, 30]


def test_nobody_arrives_before_leaving_the_stop_before():
    found = spread(update(stop(10, 0, 900), stop(20, 0)), CALLS, BEGIN_S)
    times = [BEGIN_S + call.arrival_s + delay for call, delay in zip(CALLS, found.arrivals, strict=True)]
    assert times == sorted(times)
    assert found.arrivals[1] == 30 + 900 - 600
