"""What the map is given of a city of 3,000 stops and 200 lines: never all of it."""

import time

import pytest

from city.database import db
from tests.conftest import make_app
from tests.transit.city_feed import make_city_feed
from tests.transit.feeds import import_feed

CITY = "69.0,41.05,69.65,41.55"
QUARTER = "69.24,41.29,69.26,41.305"


@pytest.fixture(scope="module")
def city(databases, empty_template, tmp_path_factory):
    """A client of a site with the city's feed; nothing is written to it."""
    url = databases.copy(empty_template)
    app = make_app(url)
    with app.app_context():
        import_feed(make_city_feed(tmp_path_factory.mktemp("city") / "feed.zip"), key="bus")
        db.session.remove()
    yield app.test_client()
    with app.app_context():
        db.engine.dispose()
    databases.drop(url)


def ask(client, what, **query):
    answer = client.get(f"/api/v1/transit/map/{what}", query_string=query, headers={"Accept-Encoding": "identity"})
    assert answer.status_code == 200
    return answer.json["features"], len(answer.data)


def test_from_afar_stops_are_gathered_in_cells_that_hold_them_all(city):
    features, size = ask(city, "stops", bbox=CITY, zoom=11)
    cells = [each for each in features if each["properties"].get("count")]
    alone = [each for each in features if not each["properties"].get("count")]
    assert sum(each["properties"]["count"] for each in cells) + len(alone) == 3000
    assert len(cells) > 20 and len(features) < 400 and size < 100_000


def test_stations_of_the_metro_stand_alone_at_any_zoom(city):
    features, _size = ask(city, "stops", bbox=CITY, zoom=10)
    badges = [each["properties"]["text"] for each in features if not each["properties"].get("count")]
    assert sum("M" in text for text in badges) >= 60


def test_near_by_every_stop_is_drawn(city):
    features, _size = ask(city, "stops", bbox=QUARTER, zoom=15)
    assert features and not [each for each in features if each["properties"].get("count")]
    assert all(each["properties"]["url"] for each in features)


def test_a_few_stops_are_never_gathered(city):
    features, _size = ask(city, "stops", bbox=QUARTER, zoom=9)
    assert features and not [each for each in features if each["properties"].get("count")]


def test_stops_of_one_line_are_all_drawn(city):
    features, _size = ask(city, "stops", bbox=CITY, zoom=9, line="bus:l7")
    assert 10 < len(features) <= 30


def test_lines_have_fewer_bends_from_afar(city):
    far, size = ask(city, "lines", bbox=CITY, zoom=10)
    near, more = ask(city, "lines", bbox=CITY, zoom=16)
    assert len(far) == len(near) == 200
    assert count_points(far) < count_points(near) / 5
    assert size < 200_000 < more


def test_only_lines_that_meet_the_box_are_given(city):
    features, _size = ask(city, "lines", bbox=QUARTER, zoom=15)
    assert 0 < len(features) < 100


def test_the_metro_is_drawn_last_above_all(city):
    features, _size = ask(city, "lines", bbox=CITY, zoom=12)
    assert [each["properties"]["text"] for each in features[-4:]] == ["M1", "M2", "M3", "M4"]


def test_a_new_timetable_is_drawn_at_once(app, client, tmp_path, city_data):
    before, _size = ask(client, "lines", bbox=CITY, zoom=12)
    with app.app_context():
        import_feed(make_city_feed(tmp_path / "feed.zip"), key="bus")
        db.session.remove()
    after, _size = ask(client, "lines", bbox=CITY, zoom=12)
    assert len(after) == len(before) + 200


def test_the_map_of_the_city_is_quick(city, record_property):
    for what, zoom in (("stops", 11), ("lines", 12)):
        ask(city, what, bbox=CITY, zoom=zoom)
        begun = time.process_time()
        for _number in range(5):
            ask(city, what, bbox=CITY, zoom=zoom)
        each_ms = (time.process_time() - begun) / 5 * 1000
        record_property(f"map of {what}, zoom {zoom}, 3,000 stops and 200 lines", f"{each_ms:.0f} ms")
        assert each_ms < 250


def count_points(features):
    return sum(len(each["geometry"]["coordinates"]) for each in features)
