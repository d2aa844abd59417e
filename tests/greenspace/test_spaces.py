"""Listing, filtering and finding green areas."""

from greenspace import spaces
from greenspace.spaces import Wanted
from tests.greenspace.distance import true_distance_m

CHORSU = (69.236815, 41.325865)


def test_open_ones_come_first_and_the_larger_before_the_smaller(app, city_data):
    with app.app_context():
        listed = [space for space, _ in spaces.list_spaces()]
        assert len(listed) == 67
        assert [space.status for space in listed[:47]] == ["open"] * 47
        known = [space.area_ha for space in listed[:47] if space.area_ha]
        assert known == sorted(known, reverse=True)


def test_filters_narrow_together(app, city_data):
    with app.app_context():
        wanted = Wanted(kind="square", status="open", district="yunusobod")
        found = [space for space, _ in spaces.list_spaces(wanted)]
        assert found
        assert {(space.kind, space.status, space.district) for space in found} == {("square", "open", "yunusobod")}
        assert spaces.count(wanted) == len(found)


def test_each_filter_counts_what_choosing_it_would_give(app, city_data):
    with app.app_context():
        counts = spaces.count_by("kind", Wanted(status="open", kind="park"))
        for kind, number in counts.items():
            assert spaces.count(Wanted(status="open", kind=kind)) == number
        assert sum(counts.values()) == 47


def test_a_district_or_a_state_that_is_not_known_can_be_asked_for(app, city_data):
    with app.app_context():
        assert {space.district for space, _ in spaces.list_spaces(Wanted(district="unknown"))} == {None}
        assert spaces.count(Wanted(district="unknown")) == spaces.count_by("district")["unknown"] == 8
        assert spaces.count(Wanted(status="unknown")) == spaces.count_by("status")["unknown"] == 3


def test_the_nearest_come_first_by_true_distance_and_those_without_a_place_last(app, city_data):
    with app.app_context():
        found = spaces.list_near(*CHORSU)
        metres = [each for _, each in found if each is not None]
        assert metres == sorted(metres)
        assert len(metres) == 35
        assert [each for _, each in found[35:]] == [None] * 32
        for space, each in found[:35]:
            assert abs(each - true_distance_m(CHORSU, space.lon_lat)) < 0.005 * each + 2


def test_a_district_lists_its_own(app, city_data):
    with app.app_context():
        assert {space.district for space in spaces.list_in_district("olmazor")} == {"olmazor"}
        assert spaces.list_in_district("bektemir")
