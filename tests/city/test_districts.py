"""The twelve districts: who lives there, where they are, and which one holds a point."""

import json

import pytest

from city import districts
from city.errors import NotFound

XONOBOD = (69.268, 41.233)  # inside the city, in none of the outlines
LONDON = (-0.1276, 51.5072)


@pytest.fixture
def context(app, city_data):
    with app.app_context() as opened:
        yield opened


def test_twelve_districts_in_the_order_of_their_names(context):
    names = [district.name_uz for district in districts.list_districts()]
    assert len(names) == 12
    assert names == sorted(names)


def test_their_people_add_up_to_what_was_published(context):
    assert sum(district.population for district in districts.list_districts()) == 2_955_700


def test_each_has_a_name_in_every_language_and_a_code(context):
    for district in districts.list_districts():
        assert set(district.names) == {"uz", "uz-Cyrl", "ru", "en"}
        assert district.soato.startswith("1726")


@pytest.mark.parametrize(
    ("lon", "lat", "key"),
    [
        (69.2035, 41.2750, "chilonzor"),
        (69.2848, 41.3645, "yunusobod"),
        (69.2220, 41.2230, "sergeli"),
        (69.3345, 41.3250, "mirzo-ulugbek"),
    ],
)
def test_a_known_place_lies_in_its_district(context, lon, lat, key):
    assert districts.find_district(lon, lat).key == key


def test_the_middle_of_each_district_lies_in_it(context):
    for district in districts.list_districts():
        assert districts.find_district(*districts.get_middle(district.key)).key == district.key


@pytest.mark.parametrize("place", [XONOBOD, LONDON, (0.0, 0.0), (180.0, 90.0)])
def test_a_point_in_no_outline_has_no_known_district(context, place):
    assert districts.find_district(*place) is None


def test_a_district_is_got_by_its_key(context):
    assert districts.get_district("sergeli").name_en == "Sergeli district"


@pytest.mark.parametrize("key", ["atlantis", "", "SERGELI", "'; DROP TABLE city_district; --"])
def test_an_unknown_key_is_not_found(context, key):
    with pytest.raises(NotFound):
        districts.get_district(key)


def test_all_outlines_together_cover_what_the_readme_says(context):
    total = sum(districts.get_area_m2(district.key) for district in districts.list_districts())
    assert total / 1e6 == pytest.approx(416, rel=0.01)


@pytest.mark.parametrize(
    ("lang", "name", "short"),
    [
        ("uz", "Sergeli tumani", "Sergeli"),
        ("uz-Cyrl", "Сергели тумани", "Сергели"),
        ("ru", "Сергелийский район", "Сергелийский"),
        ("en", "Sergeli district", "Sergeli"),
    ],
)
def test_outlines_come_with_the_name_in_full_and_short(context, lang, name, short):
    outlines = {properties["id"]: (shape, properties) for shape, properties in districts.read_outlines(lang)}
    shape, properties = outlines["sergeli"]
    assert (properties["name"], properties["short"]) == (name, short)
    assert json.loads(shape)["type"] == "MultiPolygon"
