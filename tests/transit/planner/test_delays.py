"""Journeys as vehicles really run: late ones, cancelled ones, and those that leave out a stop."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
from sqlalchemy import select

from city.database import db
from tests.transit.feeds import import_feed, make_calls, make_trip, write_feed
from transit.models import Stop
from transit.planner.delays import LivePlanner
from transit.planner.searching import Ends, Question, search
from transit.planner.store import Store
from transit.realtime.live import Snapshot
from transit.realtime.parts import CANCELLED, RUNS, LiveTrip

DAY = date(2026, 11, 24)
EIGHT_S = int(datetime(2026, 11, 24, 3, tzinfo=UTC).timestamp())  # 08:00 in Tashkent


@pytest.fixture
def planner(app, tmp_path):
    """Trips of one line from A to C at 8:00, 8:20 and 8:40."""
    starts = {"T1": ("08:00:00", "08:05:00", "08:10:00"), "T2": ("08:20:00", "08:25:00", "08:30:00")}
    starts["T3"] = ("08:40:00", "08:45:00", "08:50:00")
    calls = [row for trip, times in starts.items() for row in make_calls(trip, *times)]
    with app.app_context():
        import_feed(write_feed(tmp_path / "tram.zip", trips=[make_trip(trip) for trip in starts], stop_times=calls))
        yield Store().current(tmp_path / "planner")


def tell(trip, state=RUNS, late_s=(0, 0, 0), skipped=(), start_s=8 * 3600):
    return LiveTrip(
        "tram", trip, DAY, start_s, "tram:R1", 0, state, EIGHT_S, [1, 2, 3], list(late_s), list(late_s), list(skipped)
    )


def ask(planner, *told, start="A", goal="C", at_s=EIGHT_S, **more):
    """[(minutes after eight at which it leaves, and at which it is there)] of the journeys within the hour."""
    live = LivePlanner(planner, Snapshot(datetime(2026, 11, 24, 3, tzinfo=UTC), trips={each.key: each for each in told}))
    at = {gtfs_id: planner.network.stop_at[number] for gtfs_id, number in db.session.execute(select(Stop.gtfs_id, Stop.id))}
    question = Question(Ends.of({at[start]: 0}), Ends.of({at[goal]: 0}), DAY, at_s, **{"window_s": 3600, "walk_m": 0} | more)
    return [((route.leaves_s - EIGHT_S) / 60, (route.arrives_s - EIGHT_S) / 60) for route in search(live, question)]


def test_without_any_word_the_timetable_holds(planner):
    assert ask(planner) == [(0, 10), (20, 30), (40, 50)]


def test_a_late_vehicle_is_late_in_journeys_and_the_others_stay(planner):
    assert ask(planner, tell("T1", late_s=(300, 420, 600))) == [(5, 20), (20, 30), (40, 50)]


def test_one_that_is_overtaken_is_not_worth_waiting_for(planner):
    assert ask(planner, tell("T1", late_s=(900, 900, 1500))) == [(20, 30), (40, 50)]


def test_a_cancelled_one_is_in_no_journey(planner):
    assert ask(planner, tell("T2", CANCELLED, start_s=8 * 3600 + 1200)) == [(0, 10), (40, 50)]
    gone = [tell("T2", CANCELLED, start_s=8 * 3600 + 1200), tell("T3", CANCELLED, start_s=8 * 3600 + 2400), tell("T1", CANCELLED)]
    assert ask(planner, *gone) == []


def test_a_stop_that_is_left_out_is_not_got_on_or_off_at(planner):
    assert ask(planner, tell("T1", skipped=(1,)), goal="B") == [(20, 25), (40, 45)]
    assert ask(planner, tell("T1", skipped=(0,))) == [(20, 30), (40, 50)]


def test_who_must_arrive_by_a_time_is_told_of_delays_too(planner):
    late = tell("T2", late_s=(600, 600, 600), start_s=8 * 3600 + 1200)
    by_half_past = {"at_s": EIGHT_S + 1800, "backwards": True, "window_s": 0}
    assert ask(planner, **by_half_past) == [(20, 30)]
    assert ask(planner, late, **by_half_past) == [(0, 30)]


def test_the_table_of_the_timetable_is_not_changed(planner):
    before = [np.array(each) for each in planner.table(DAY)]
    ask(planner, tell("T1", late_s=(300, 300, 300)))
    assert all((one == other).all() for one, other in zip(before, planner.table(DAY), strict=True))
