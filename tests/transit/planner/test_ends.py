"""What is kept of journeys: which beat which, and where the way of a ride is cut."""

from transit.planner import asking, searching, wishes
from transit.planner.asking import Found
from transit.planner.ends import HERE
from transit.planner.searching import Leg
from transit.planner.shapes import cut


def make_found(leaves=0, arrives=100, walk_m=0, rides=1, spare_s=None):
    return Found((Leg(0, 0, 1, leaves, arrives, 0),) * rides, HERE, HERE, leaves, arrives, walk_m, spare_s)


def test_a_journey_stays_that_is_better_in_one_thing_alone():
    kept = [make_found(), make_found(arrives=90, walk_m=10), make_found(leaves=5, arrives=120), make_found(arrives=80, rides=2)]
    assert set(asking.drop_beaten(kept)) == set(kept)


def test_a_journey_goes_that_is_nowhere_better():
    best = make_found(leaves=10, arrives=90)
    worse = [make_found(), make_found(leaves=10, arrives=90, walk_m=1), make_found(leaves=10, arrives=90, rides=2)]
    assert asking.drop_beaten([*worse, best]) == [best]


def test_a_tight_journey_stands_right_after_the_safe_one():
    tight = make_found(leaves=0, arrives=1000, rides=2, spare_s=30)
    safe = make_found(leaves=60, arrives=1300, rides=2, spare_s=200)
    later = make_found(leaves=90, arrives=1400, walk_m=5)
    found = sorted(asking.put_safe_first([tight, later], [safe]), key=asking._by_time)
    assert [(each.leaves_s, each.tight) for each in found] == [(60, False), (0, True), (90, False)]


def test_a_safe_journey_that_is_much_later_does_not_count():
    tight, late = make_found(arrives=1000, rides=2, spare_s=30), make_found(arrives=1301, rides=2, spare_s=200)
    assert asking.put_safe_first([tight], [late]) == [tight]


def test_as_many_changes_as_the_search_takes_may_be_asked_for():
    assert wishes.MOST_TRANSFERS == searching.ROUNDS - 1


def test_a_line_that_passes_a_place_twice_is_cut_where_the_stops_between_say():
    loop = [[0, 0], [0, 0.01], [0.01, 0.01], [0.01, 0], [0, 0], [-0.01, 0]]
    way = cut(loop, [(0, 0.005), (0.01, 0.005), (-0.01, 0)])
    assert [tuple(map(float, point)) for point in way] == [
        (0, 0.005), (0, 0.01), (0.01, 0.01), (0.01, 0), (0, 0), (-0.01, 0),
    ]  # fmt: skip


def test_a_line_that_lies_elsewhere_is_not_drawn():
    places = [(69.2, 41.3), (69.3, 41.3)]
    assert cut([[60, 40], [60.1, 40]], places) == places
