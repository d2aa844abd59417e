"""A feed is replaced as a whole, under its readers' eyes; feeds lie side by side; the demonstration is renewed."""

import threading
from datetime import date

import pytest
from sqlalchemy import func, select

from city import search
from city.database import db, unit_of_work
from tests.transit.feeds import NOW, import_feed, make_calls, make_service, make_stop, write_feed
from transit import demo, models, network, refusals, sharing, timetable
from transit.calls.models import PackedLineCalls, PackedStopCalls
from transit.models import Feed


@pytest.fixture
def place(app, tmp_path):
    """A function that imports a feed, inside an app context."""
    with app.app_context():
        yield lambda key="tram", **changed: import_feed(write_feed(tmp_path / "feed.zip", **changed), key)


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_second_import_of_a_key_replaces_the_first_and_leaves_nothing_of_it(place):
    place()
    kept = (models.Stop, models.Trip, PackedLineCalls, PackedStopCalls, models.Headsign, models.Shape, Feed)
    before = {model: count(model) for model in kept}
    place()
    assert {model: count(model) for model in before} == before
    place(
        stops=[make_stop("A"), make_stop("X")],
        stop_times=make_calls("T1", "08:00:00", "08:10:00", stops="AX"),
    )
    with pytest.raises(refusals.NoSuchStop):
        network.get_stop("tram:B")


def test_two_feeds_lie_side_by_side(place):
    place("tram")
    place("bus", routes=[{"route_id": "R1", "route_short_name": "7", "route_type": 3}])
    assert [network.list_lines_at(key)[0].badge for key in ("tram:A", "bus:A")] == ["1", "7"]
    place("tram")
    assert network.get_line("bus:R1").line.badge == "7"


def test_search_finds_what_a_new_timetable_brought_and_forgets_what_it_took_away(place):
    place(
        stops=[make_stop("A", stop_name="Chorsu"), make_stop("B")],
        stop_times=make_calls("T1", "08:00:00", "08:10:00"),
    )
    with unit_of_work():
        sharing.refresh_search()
    assert [hit.values for hit in search.find("chorsu")] == [{"key": "tram:A"}]
    place()
    with unit_of_work():
        sharing.refresh_search()
    assert search.find("chorsu") == []


def test_the_metro_of_the_demonstration_is_loaded_once_and_made_anew_before_it_ends(app):
    with app.app_context():
        for now, first_day in (
            (NOW, date(2026, 1, 1)),
            (NOW, date(2026, 1, 1)),
            (NOW.replace(year=2027), date(2027, 1, 1)),
        ):
            with db.session.begin():
                demo.load_demo(now)
            found = db.session.scalars(select(Feed)).one()
            assert (found.key, found.first_day, found.illustrative) == ("metro", first_day, True)
            db.session.rollback()


def test_a_timetable_that_somebody_imported_is_not_replaced_by_the_demonstration(place):
    place("metro", calendar=[make_service(start="20200101", end="20200131")])
    demo.load_demo(NOW)
    assert network.get_stop("metro:A").timetable.illustrative is False


def test_readers_see_the_old_timetable_or_the_new_one_while_a_feed_is_replaced(app, tmp_path):
    path = write_feed(tmp_path / "feed.zip")
    with app.app_context():
        import_feed(path)
    done, seen = threading.Event(), []
    readers = [threading.Thread(target=read_until, args=(app, done, seen)) for _number in range(3)]
    for reader in readers:
        reader.start()
    try:
        for _number in range(10):
            with app.app_context():
                import_feed(path)
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert len(seen) > 10
    assert set(seen) == {1}


def read_until(app, done, seen):
    while not done.is_set():
        with app.app_context():
            try:
                seen.append(len(timetable.list_departures(network.get_stop("tram:A"), NOW, 5)))
            except Exception as error:  # noqa: BLE001
                seen.append(repr(error))
