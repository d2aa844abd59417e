"""Where it is: what callers say, in any script, finds stations, parks, landmarks and districts."""

import pytest

from emergency112.places import find_places


@pytest.fixture
def context(app, city_data):
    with app.app_context() as opened:
        yield opened


@pytest.mark.parametrize(
    ("typed", "kind", "name"),
    [
        ("chilonzor", "station", "Chilonzor"),
        ("Чиланзар", "station", "Chilonzor"),
        ("чилонзор", "station", "Chilonzor"),
        ("milliy bog", "park", "Alisher Navoiy nomidagi Oʻzbekiston Milliy bogʻi"),
        ("sergeli", "district", "Sergeli tumani"),
        ("barakxon", "landmark", "Baroqxon madrasasi"),
        ("медресе барак хан", "landmark", "Baroqxon madrasasi"),
    ],
)
def test_a_place_is_found_in_any_script(context, typed, kind, name):
    found = [(each.kind, each.names.get("uz")) for each in find_places(typed)]
    assert (kind, name) in found


def test_words_behind_a_name_are_kept_apart(context):
    found = find_places("Chorsu bozori yonida")
    assert found[0].names["en"] == "Chorsu bazaar" and found[0].rest == "yonida", "where beside it, the crew has to know"
    found = find_places("Chorsu qizil darvozasi oldida")
    assert found[0].names["uz"] == "Chorsu" and found[0].rest == "qizil darvozasi oldida"


def test_each_place_that_is_found_has_a_point(context):
    assert all(69 < each.lon < 70 and 41 < each.lat < 42 for each in find_places("chilonzor"))


def test_what_nobody_knows_is_not_found(context):
    assert find_places("qqqqqqq") == []
