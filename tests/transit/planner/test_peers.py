"""The same Pareto sets as pynigiri, on a made-up city and on a real feed; each difference is printed."""

import random
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bench.transit.city import write_city
from city.database import db
from tests.transit import feeds
from tests.transit.planner.peers import Nigiri, Ours, write_comparable
from transit.models import Stop
from transit.planner.store import Store

pytestmark = pytest.mark.once
QUERIES = 1_000


def compare(app, tmp_path, source, zone, first_day, last_day, day):
    """(how many answers are the same, the others) of QUERIES random ones, half of them for an hour."""
    feed = tmp_path / "comparable.zip"
    write_comparable(source, feed)
    begin = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) // 60
    chance = random.Random(7)
    with app.app_context():
        feeds.import_feed(feed, "peer", datetime(day.year, day.month, day.day, tzinfo=UTC))
        planner = Store().current(tmp_path / "planner")
        ours = Ours(planner, dict(db.session.execute(select(Stop.gtfs_id, Stop.id)).all()))
    theirs = Nigiri(feed, zone, first_day, last_day)
    same, others, stops = 0, [], sorted(ours.at)
    while same + len(others) < QUERIES:
        start, goal, at = *chance.sample(stops, 2), begin + chance.randrange(24 * 60)
        if ours.is_walk(start, goal):
            continue
        window = 60 if (same + len(others)) % 2 else 0
        routes, other = ours.run(ours.question(start, goal, at, window)), theirs.ask(start, goal, at, window)
        one = {(route.leaves_s // 60, route.arrives_s // 60, route.transfers) for route in routes}
        if one == other:
            same += 1
        else:
            differ = ("only ours", sorted(one - other), "only theirs", sorted(other - one))
            others.append((explain(routes, other), start, goal, at - begin, window, *differ))
    return same, others


def explain(routes, other):
    """Why an answer differs; '' where nothing but a mistake explains it."""
    uneven = any(route.leaves_s % 60 or route.arrives_s % 60 for route in routes)
    rounded = {(-(-route.leaves_s // 60), -(-route.arrives_s // 60), route.transfers) for route in routes}
    if uneven and rounded == other:
        return "a time between two timepoints, worked out to the second by us and in whole minutes by them"
    return ""


def check(title, same, others):
    print(f"\n{title}: {same} of {same + len(others)} answers are the same as pynigiri's")
    for why, *differ in others:
        print("differs:", *differ, "because of", why or "what is not explained")
    assert not [differ for why, *differ in others if not why]


def test_a_made_up_city_gives_the_same_pareto_sets(app, tmp_path):
    write_city(tmp_path / "city.zip", 60_000)
    check(
        "made-up city",
        *compare(app, tmp_path, tmp_path / "city.zip", "Asia/Tashkent", date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 3)),
    )


def test_vehicles_that_go_on_as_other_trips_give_the_same_pareto_sets(app, tmp_path):
    write_blocks(tmp_path / "blocks.zip", random.Random(3))
    days = (date(2026, 3, 1), date(2026, 3, 8), date(2026, 3, 3))
    check("vehicles that go on", *compare(app, tmp_path, tmp_path / "blocks.zip", "Asia/Tashkent", *days))


@pytest.mark.parametrize(
    ("name", "zone", "days"),
    [
        ("cairns_gtfs.zip", "Australia/Brisbane", (date(2014, 6, 1), date(2014, 6, 8), date(2014, 6, 3))),
        ("rt/raba.zip", "America/Los_Angeles", (date(2025, 6, 1), date(2025, 6, 8), date(2025, 6, 3))),
    ],
)
def test_a_real_feed_gives_the_same_pareto_sets(app, tmp_path, material, name, zone, days):
    check(name, *compare(app, tmp_path, material / "transit" / name, zone, *days))


def write_blocks(path, chance):
    """Short lines between 20 stops, whose vehicles go on as other lines; a block is of one service.

    One of several the peer reads otherwise: a trip that does not run that day still links the ones around it there.
    """
    stops = [feeds.make_stop(f"S{i}", 69.2 + i % 5 / 50, 41.3 + i // 5 / 50) for i in range(20)]
    lines = [chance.sample([stop["stop_id"] for stop in stops], chance.randint(2, 5)) for _ in range(30)]
    services = [
        feeds.make_service(),
        feeds.make_service("workdays", feeds.WORKDAYS),
        feeds.make_service("weekend", feeds.WEEKEND),
    ]
    routes = [
        {"route_id": f"R{i}", "route_short_name": f"{i}", "route_long_name": "", "route_type": 3} for i in range(len(lines))
    ]
    trips, calls = [], []
    for block in range(60):
        at, line, service = chance.randrange(5 * 60, 20 * 60), chance.choice(lines), chance.choice(services)["service_id"]
        for _ in range(chance.randint(2, 8)):
            trips.append(feeds.make_trip(f"T{len(trips)}", service, f"R{lines.index(line)}", block_id=f"B{block}"))
            times = [at := at + chance.randint(1, 12) for _ in line]
            calls += feeds.make_calls(trips[-1]["trip_id"], *(f"{each // 60:02}:{each % 60:02}:00" for each in times), stops=line)
            at += chance.choice((0, 0, 1, 3, 10)) - 1
            line = chance.choice([other for other in lines if other[0] == line[-1]] or lines)
    feeds.write_feed(path, stops=stops, routes=routes, trips=trips, stop_times=calls, calendar=services)
