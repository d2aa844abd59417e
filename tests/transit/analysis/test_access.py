"""Who lives near a stop: the database's buffers against a count of points on a grid, made without them."""

import json
from math import cos, radians

import numpy as np
import pytest
from sqlalchemy import select

from city import geo
from city.database import db, unit_of_work
from city.districts import District
from city.jobs.work import Work
from tests.transit.feeds import NOW, import_feed, make_calls, make_stop, make_trip, write_feed
from transit.analysis import access, figures, measuring
from transit.analysis.jobs import analyse
from transit.models import Stop

STEP_M = 40
METRES = 111_132 + 60  # a degree of latitude at 41.3 north, on the ellipsoid about 111,060; the share hardly feels it


@pytest.fixture
def context(app, city_data):
    with app.app_context():
        yield


def import_buses(folder, places, key="bus"):
    """A bus line whose stops lie at these places."""
    names = "ABCDEFGH"[: len(places)]
    times = [f"08:{n:02}:00" for n in range(len(places))]
    feed = write_feed(
        folder / f"{key}.zip",
        stops=[make_stop(name, *place) for name, place in zip(names, places, strict=True)],
        routes=[{"route_id": "R1", "route_short_name": "1", "route_long_name": "Bus", "route_type": 3}],
        trips=[make_trip("T1")],
        stop_times=make_calls("T1", *times),
    )
    import_feed(feed, key)


def reaches():
    return {(each.district, each.kind): each for each in access.list_reaches()}


def outline_of(key):
    return json.loads(db.session.scalar(select(geo.geojson(District.outline, 7)).where(District.key == key)))["coordinates"]


def count_on_grid(coordinates, stops):
    """(share of points in the area that are near a stop, number of points); `stops` are (lon, lat, metres)."""
    ring = np.array(coordinates[0][0])
    scale = np.array([METRES * cos(radians(41.3)) * 1.0017, 111_060])
    origin = ring.min(axis=0)
    corners = (ring - origin) * scale
    xs, ys = (np.arange(STEP_M / 2, top, STEP_M) for top in corners.max(axis=0))
    x, y = (each.ravel() for each in np.meshgrid(xs, ys))
    inside = np.zeros(len(x), bool)
    for (ax, ay), (bx, by) in zip(corners[:-1], corners[1:], strict=True):
        crosses = (ay > y) != (by > y)
        inside ^= crosses & (x < (bx - ax) * (y - ay) / (by - ay if by != ay else 1) + ax)
    x, y = x[inside], y[inside]
    near = np.zeros(len(x), bool)
    for lon, lat, metres in stops:
        sx, sy = (np.array([lon, lat]) - origin) * scale
        near |= (x - sx) ** 2 + (y - sy) ** 2 <= metres**2
    return near.mean(), len(x)


@pytest.mark.parametrize("district", ["chilonzor", "yunusobod", "bektemir"])
def test_the_share_near_metro_is_that_of_points_on_a_grid(context, district):
    coordinates = outline_of(district)
    assert len(coordinates) == 1 and len(coordinates[0]) == 1
    stations = [(*geo.lon_lat(place), 1000) for place in db.session.scalars(select(Stop.place).where(Stop.parent_id.is_(None)))]
    share, points = count_on_grid(coordinates, stations)
    found = reaches()[district, "rail"]
    assert found.reached_m2 / found.area_m2 == pytest.approx(share, abs=0.005)
    assert found.area_m2 == pytest.approx(points * STEP_M**2, rel=0.005)


def test_a_bus_stop_reaches_500_metres_and_no_further(context, tmp_path):
    middle = geo.lon_lat(db.session.scalar(select(geo.middle(District.outline)).where(District.key == "uchtepa")))
    import_buses(tmp_path, [middle, (69.6, 41.5)])
    found = reaches()["uchtepa", "bus"]
    assert found.reached_m2 == pytest.approx(np.pi * 500**2, rel=0.003)
    assert found.people_reached == round(found.people * found.reached_m2 / found.area_m2)


def test_two_stops_that_reach_over_one_another_do_not_count_twice(context, tmp_path):
    lon, lat = geo.lon_lat(db.session.scalar(select(geo.middle(District.outline)).where(District.key == "uchtepa")))
    import_buses(tmp_path, [(lon, lat), (lon + 1e-6, lat)])
    assert reaches()["uchtepa", "bus"].reached_m2 == pytest.approx(np.pi * 500**2, rel=0.003)


def test_either_kind_reaches_at_least_as_far_as_each_and_no_farther_than_both(context, tmp_path):
    import_buses(tmp_path, [(69.24, 41.3), (69.25, 41.31), (69.26, 41.32)])
    found = reaches()
    for district in {district for district, _kind in found}:
        bus, rail, either = (found[district, kind].reached_m2 for kind in access.KINDS)
        assert max(bus, rail) - 1 <= either <= min(bus + rail, found[district, "any"].area_m2) + 1


def test_a_gap_is_what_is_left_of_its_district(context):
    for each in access.list_reaches():
        if each.kind == access.ANY:
            shape = json.loads(each.gap)
            assert shape["type"] == "MultiPolygon"
            left = sum(area_of(polygon) for polygon in shape["coordinates"])
            assert left == pytest.approx(each.area_m2 - each.reached_m2, rel=0.01)


def area_of(polygon):
    """Square metres of a GeoJSON polygon, its holes left out, on a plane that touches Tashkent."""
    areas = []
    for ring in polygon:
        x, y = (np.array(ring) * [METRES * cos(radians(41.3)) * 1.0017, 111_060]).T
        areas.append(abs((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()) / 2)
    return areas[0] - sum(areas[1:])


def test_a_city_without_stops_lies_beyond_reach_as_a_whole(app, empty_districts):
    with app.app_context():
        found = list(access.list_reaches())
        assert {each.reached_m2 for each in found} == {0} and {each.people_reached for each in found} == {0}
        assert [each for each in found if each.kind == access.ANY and not each.gap] == []


@pytest.fixture
def empty_districts(app, city_data):
    """The districts without any timetable."""
    from transit import storage

    with app.app_context(), unit_of_work():
        storage.remove_feed("metro")


def test_kinds_of_vehicle_reach_as_far_as_the_metadata_say():
    assert all(kind in access.HIGH for kind in (1, 2, 4, 12, 109, 400, 401, 1000))
    assert not any(kind in access.HIGH for kind in (0, 3, 5, 6, 7, 11, 200, 700, 800, 900, 1300))


def test_the_job_works_out_what_changed_and_leaves_the_rest(context, tmp_path):
    with unit_of_work():
        measuring.bring_up_to_date(NOW)
    before = figures.read_about(NOW)
    analyse(unchanged := Work(NOW))
    assert before.is_current and not unchanged.counts
    import_buses(tmp_path, [(69.24, 41.3), (69.25, 41.31)])
    assert not figures.read_about(NOW).is_current
    analyse(changed := Work(NOW))
    assert figures.read_about(NOW).is_current and changed.counts["lines analysed"] == 5
    assert {each.line.key for each in figures.list_served(1)} >= {"bus:R1", "metro:M1"}


def test_a_new_week_is_a_reason_to_work_out_anew(context):
    with unit_of_work():
        measuring.bring_up_to_date(NOW)
    assert not measuring.is_due(NOW.replace(day=29)) and measuring.is_due(NOW.replace(day=30))
