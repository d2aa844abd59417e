"""Free Wi-Fi points: the project's own list in the database, loaded once, filtered, counted and found near a place."""

import csv

import pytest

from city import search
from city.database import db, unit_of_work
from city.errors import NotFound, WrongValue
from city.geo import Box
from city.wifi import points
from city.wifi.points import Wanted

CHORSU = (69.2352, 41.3265)


def read_file():
    with points.FILE.open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def read_all():
    return {each.key: each for each, _metres in points.list_points()}


@pytest.fixture
def context(app, city_data):
    with app.app_context():
        yield


def test_every_row_of_the_list_becomes_a_point_at_its_place(context):
    found, rows = read_all(), read_file()
    assert found.keys() == rows.keys()
    for key, row in rows.items():
        assert found[key].lon_lat == pytest.approx((float(row["lon"]), float(row["lat"])))
        assert (found[key].name_en, found[key].district) == (row["name_en"], row["district"] or None)


def test_loading_again_changes_nothing_and_brings_back_what_is_missing(context):
    before = {key: each.id for key, each in read_all().items()}
    with unit_of_work():
        points.load_points()
    assert {key: each.id for key, each in read_all().items()} == before
    lost = next(iter(before))
    with unit_of_work():
        db.session.delete(points.get_point(lost))
    with unit_of_work():
        points.load_points()
    again = {key: each.id for key, each in read_all().items()}
    assert again.keys() == before.keys()
    assert {key for key in before if again[key] != before[key]} <= {lost}


def test_a_point_whose_district_is_another_than_the_list_says_is_contradictory(context):
    contradictory = [each for each in read_all().values() if each.is_contradictory]
    assert contradictory and all(each.district != each.district_of_point for each in contradictory)
    assert len(contradictory) < len(read_all()) / 2


@pytest.mark.parametrize("field", ["kind", "district"])
def test_what_a_filter_would_give_is_what_it_gives(context, field):
    counts = points.count_by(field)
    assert sum(counts.values()) == len(read_file())
    for value, count in counts.items():
        assert len(points.list_points(Wanted(**{field: value}))) == count


def test_filters_narrow_each_other_and_a_filter_does_not_count_itself(context):
    wanted = Wanted(kind="education", district="yunusobod")
    both = points.list_points(wanted)
    assert {(each.kind, each.district) for each, _metres in both} == {("education", "yunusobod")}
    assert points.count_by("kind", wanted)["education"] == points.count_by("district", wanted)["yunusobod"] == len(both)
    assert len(points.count_by("kind", wanted)) > 1


def test_the_nearest_come_first_within_the_radius_the_filters_and_the_box(context):
    near = points.list_near(*CHORSU, radius_m=3000)
    metres = [each for _point, each in near]
    assert near and metres == sorted(metres) and metres[-1] <= 3000
    box = Box(69.30, 41.25, 69.40, 41.40)  # the east of the city: the nearest to Chorsu lie outside
    inside = points.list_near(*CHORSU, Wanted(kind="shopping_centre"), limit=2, box=box)
    whole = [each for each, _metres in points.list_near(*CHORSU, Wanted(kind="shopping_centre")) if box.holds(*each.lon_lat)]
    assert [each for each, _metres in inside] == whole[:2] and len(whole) > 2


def test_what_is_no_district_and_no_point_is_refused(context):
    assert points.check_district(points.OUTSIDE) == points.OUTSIDE and points.check_district(None) is None
    with pytest.raises(WrongValue):
        points.check_district("samarqand")
    with pytest.raises(NotFound):
        points.get_point("nowhere")


@pytest.mark.parametrize("words", ["вайфай clinical", "wi-fi clinical hospital", "internet klinika"])
def test_search_finds_points_by_what_people_call_them(context, words):
    found = [hit for hit in search.find(words) if hit.endpoint == points.ENDPOINT]
    assert "medical" in {points.get_point(hit.values["key"]).kind for hit in found[:5]}
