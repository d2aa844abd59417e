"""A tram line with real time beside it: trips by day, past midnight, by frequency."""

from datetime import UTC, datetime

import pytest

from city.database import db
from tests.conftest import make_app
from tests.transit.feeds import import_feed, make_calls, make_service, make_trip, write_feed

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)  # Tuesday, 08:00 in Tashkent
TRIPS = [
    make_trip("T1", direction_id=0),
    make_trip("T2", direction_id=0),
    make_trip("N1", "workdays", direction_id=0),
    make_trip("F1", direction_id=1),
]
CALLS = [
    *make_calls("T1", "08:00:00", "08:05:00", "08:10:00"),
    *make_calls("T2", "08:20:00", "08:25:00", "08:30:00"),
    *make_calls("N1", "23:50:00", "24:05:00", "24:20:00"),
    *make_calls("F1", "06:00:00", "06:05:00", "06:10:00", stops="CBA"),
]
FREQUENCIES = [{"trip_id": "F1", "start_time": "10:00:00", "end_time": "11:00:00", "headway_secs": 600, "exact_times": 0}]
SERVICES = [make_service(), make_service("workdays", (1, 1, 1, 1, 1, 0, 0))]


@pytest.fixture
def other_app(database_url):
    """other_app(**settings): a further application on the same database; its connections are closed afterwards."""
    opened = []

    def open_one(**settings):
        opened.append(make_app(database_url, **settings))
        return opened[-1]

    yield open_one
    for app in opened:
        app.extensions["streams"].stop()
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def tram(tmp_path):
    """The path of the line's feed."""
    return write_feed(tmp_path / "tram.zip", trips=TRIPS, stop_times=CALLS, frequencies=FREQUENCIES, calendar=SERVICES)


@pytest.fixture
def city(app, tram):
    """An open application context with the line in it."""
    with app.app_context():
        import_feed(tram)
        yield app
