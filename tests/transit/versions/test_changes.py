"""What changed between two versions, by the summaries that are kept of them."""

import zipfile
from datetime import date

import pytest

from tests.transit.feeds import WORKDAYS, make_calls, make_service, make_stop, make_trip, write_feed
from transit.versions.changes import Change, LineChange, compare
from transit.versions.summaries import try_to_summarise

TODAY = date(2026, 11, 24)


@pytest.fixture
def summarise(tmp_path):
    def summarise(**tables):
        with zipfile.ZipFile(write_feed(tmp_path / "feed.zip", **tables)) as opened:
            return try_to_summarise(opened, TODAY)

    return summarise


def make_day(*hours, start=0, **more):
    """Trips at these hours and their times."""
    trips = [make_trip(f"T{start + number}", **more) for number in range(len(hours))]
    calls = [make_calls(f"T{start + number}", f"{hour}:00:00", f"{hour}:30:00") for number, hour in enumerate(hours)]
    return trips, [call for its in calls for call in its]


def test_a_summary_counts_trips_of_each_kind_of_day_and_says_how_long_one_waits(summarise):
    trips, calls = make_day(*(f"{hour:02}" for hour in range(6, 20)), service_id="work")
    services = [make_service("work", WORKDAYS, "20261101", "20261231")]
    found = summarise(trips=trips, stop_times=calls, calendar=services)
    line = {"trips": 14, "first_s": 6 * 3600, "last_s": 19 * 3600, "every_min": (60, 60)}
    assert found["summary"]["lines"] == {"workdays": {"R1": line}, "saturdays": {}, "sundays": {}}
    assert (found["first_day"], found["last_day"]) == ("2026-11-02", "2026-12-31")


def test_a_frequency_counts_as_the_trips_that_it_makes(summarise):
    often = [{"trip_id": "T1", "start_time": "08:00:00", "end_time": "10:00:00", "headway_secs": 600}]
    line = summarise(frequencies=often)["summary"]["lines"]["workdays"]["R1"]
    assert (line["trips"], line["last_s"], line["every_min"]) == (12, 9 * 3600 + 50 * 60, (10, 10))


def test_a_train_after_midnight_is_of_the_day_before(summarise):
    late = summarise(stop_times=make_calls("T1", "24:30:00", "24:40:00"))
    assert late["summary"]["lines"]["workdays"]["R1"]["first_s"] == 24 * 3600 + 1800


def test_a_feed_that_cannot_be_read_has_no_summary(summarise):
    assert summarise(stop_times=make_calls("T1", "eight", "08:10:00"))["summary"] is None
    assert summarise(calendar=None)["summary"] is None


def test_what_came_went_and_was_renamed_or_moved_is_told(summarise):
    before = summarise(stops=[make_stop("A", 69.24), make_stop("B", 69.25), make_stop("C", 69.26)])["summary"]
    after = summarise(stops=[make_stop("A", 69.24, stop_name="North"), make_stop("B", 69.26), make_stop("D", 69.3)])["summary"]
    stops = compare(before, after).stops
    assert (stops.before, stops.after, stops.added, stops.removed) == (3, 3, ["Stop D"], ["Stop C"])
    assert stops.renamed == [Change("Stop A", "North")]
    assert [(each.after, round(each.metres, -1)) for each in stops.moved] == [("Stop B", 840)]


def test_a_step_of_a_few_metres_is_not_told(summarise):
    before = summarise()["summary"]
    after = summarise(stops=[make_stop("A", 69.24), make_stop("B", 69.25005), make_stop("C", 69.26)])["summary"]
    assert compare(before, after).stops.moved == []


def test_new_ids_alone_are_no_change(summarise):
    before = summarise()["summary"]
    route = {"route_id": "X9", "route_short_name": "1", "route_long_name": "First line", "route_type": 0}
    stops = [make_stop(f"n{each}", lon, stop_name=f"Stop {each}") for each, lon in (("A", 69.24), ("B", 69.25), ("C", 69.26))]
    calls = make_calls("T1", "08:00:00", "08:05:00", "08:10:00", stops=["nA", "nB", "nC"])
    after = summarise(routes=[route], stops=stops, trips=[make_trip("T1", route_id="X9")], stop_times=calls)
    told = compare(before, after["summary"])
    assert told.stops.added == told.stops.removed == told.routes.added == told.routes.removed == []
    assert (told.stops.renumbered, told.routes.renumbered, told.lines) == (3, 1, {})


def test_lines_that_run_differently_are_told_by_kind_of_day(summarise):
    before = summarise()["summary"]
    trips, calls = make_day("08", "09")
    told = compare(before, summarise(trips=trips, stop_times=calls)["summary"])
    assert told.trips == {"workdays": (1, 2), "saturdays": (1, 2), "sundays": (1, 2)}
    (change,) = told.lines["sundays"]
    assert isinstance(change, LineChange) and change.name == "1 First line"
    assert (change.before["trips"], change.after["trips"], change.after["last_s"]) == (1, 2, 9 * 3600)


def test_a_line_that_is_new_or_gone_stands_among_those_that_run_differently(summarise):
    before = summarise()["summary"]
    other = {"route_id": "R2", "route_short_name": "2", "route_long_name": "", "route_type": 0}
    told = compare(before, summarise(routes=[other], trips=[make_trip("T1", route_id="R2")])["summary"])
    assert [(each.name, each.before is None, each.after is None) for each in told.lines["workdays"]] == [
        ("1 First line", False, True),
        ("2", True, False),
    ]
    assert told.routes.added == ["2"] and told.routes.removed == ["1 First line"]
