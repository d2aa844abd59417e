"""What is kept in a process of a timetable and of surroundings is that of the newest."""

import pytest

from tests.transit.feeds import import_feed, make_stop, write_feed
from transit import facts
from transit.refusals import NoSuchStop
from transit.shown import StopPage
from transit.surroundings import KEPT_S, Surroundings


def stops(name, **more):
    return [make_stop("A", stop_name=name, **more), make_stop("B", 69.26), make_stop("C", 69.27)]


def test_a_new_timetable_is_seen_at_once(app, tmp_path):
    with app.app_context():
        for name in ("Old", "New"):
            import_feed(write_feed(tmp_path / "feed.zip", stops=stops(name)))
            assert facts.get_stop_facts("tram:A").stop.words.en == name
            assert facts.get_stop_facts("tram:A") is facts.get_stop_facts("tram:A")


def test_a_stop_that_came_with_a_new_timetable_is_found(app, tmp_path):
    with app.app_context():
        import_feed(write_feed(tmp_path / "feed.zip"))
        with pytest.raises(NoSuchStop):
            facts.get_stop_facts("tram:D")
        import_feed(write_feed(tmp_path / "feed.zip", stops=[*stops("A"), make_stop("D", 69.28)]))
        assert facts.get_stop_facts("tram:D").lines == []


@pytest.mark.parametrize(("given", "known"), [("", 0), ("0", 0), ("1", 1), ("2", 2)])
def test_a_stop_says_whether_wheelchair_users_can_board(app, tmp_path, given, known):
    with app.app_context():
        import_feed(write_feed(tmp_path / "feed.zip", stops=stops("A", wheelchair_boarding=given)))
        assert facts.get_stop_facts("tram:A").stop.wheelchair_boarding == known


def test_a_platform_that_says_nothing_is_as_its_station(app, tmp_path):
    station = make_stop("S", location_type=1, wheelchair_boarding=1)
    platforms = [make_stop("A", parent_station="S"), make_stop("B", 69.26, parent_station="S", wheelchair_boarding=2)]
    with app.app_context():
        import_feed(write_feed(tmp_path / "feed.zip", stops=[station, *platforms, make_stop("C", 69.27)]))
        found = {key: facts.get_stop_facts(f"tram:{key}").stop.wheelchair_boarding for key in "ABCS"}
    assert found == {"A": 1, "B": 2, "C": 0, "S": 1}


def test_surroundings_are_kept_for_a_minute(app, city_data):
    asked = []

    class Source:
        kind, label = "park", "Parks"

        @staticmethod
        def near(*place):
            asked.append(place)
            return []

    stop = StopPage(None, "metro:x", (69.28, 41.31), False, False, None, 0, None)
    around = Surroundings()
    with app.app_context():
        for second in (0, KEPT_S - 1, KEPT_S):
            district, nearby = around.read(stop, [Source], second)
    assert nearby == [("Parks", [])]
    assert district[0]
    assert len(asked) == 2
