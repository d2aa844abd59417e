"""From a source to what is known: good, garbage, half, old, and a real sample that hardly matches."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from city.database import db, unit_of_work
from city.sources.ages import find_source
from tests.transit.feeds import import_feed
from tests.transit.realtime.conftest import NOW
from tests.transit.realtime.messages import MAX_AGE, make, poll, skip, stop, update, vehicle, write
from transit.calls.models import PackedLineCalls, PackedStopCalls
from transit.models import Trip
from transit.realtime import keeping, live, messages, polling, refusals, writing
from transit.realtime.models import LivePart
from transit.realtime.parts import CANCELLED

TUESDAY = date(2026, 11, 24)
T1 = ("tram", "T1", TUESDAY, 8 * 3600)
SAMPLE_AT = datetime(2025, 6, 8, 21, 8, 30, tzinfo=UTC)


def count_timetable():
    return tuple(db.session.scalar(select(func.count()).select_from(table)) for table in (Trip, PackedLineCalls, PackedStopCalls))


def test_a_delay_is_known_at_every_stop_after_it(city, tmp_path):
    polled = poll(write(tmp_path / "rt.pb", NOW, update(stop(1, 120))), NOW)
    assert (polled.error, polled.told.matched, polled.told.unmatched) == (None, 1, 0)
    told = live.snapshot(NOW)
    assert told.trips[T1].arrivals == [120, 120, 120]
    assert told.has("tram") and not told.feeds["tram"].simulated
    assert live.delays_for("tram", [T1[1:], ("T2", TUESDAY, 1)], NOW).keys() == {T1[1:]}


def test_the_later_of_two_words_on_a_trip_counts(city, tmp_path):
    now_s = int(NOW.timestamp())
    twice = [update(stop(1, 120), told_at=now_s - 5), update(stop(1, 60), told_at=now_s - 50)]
    poll(write(tmp_path / "rt.pb", NOW, *twice), NOW)
    assert live.snapshot(NOW).trips[T1].arrivals[0] == 120


def test_what_is_too_old_is_dropped_and_then_only_the_timetable_is_known(city, tmp_path):
    old = update(stop(1, 120), trip="T2", told_at=int(NOW.timestamp()) - 600)
    poll(write(tmp_path / "rt.pb", NOW, update(stop(1, 60)), old), NOW)
    assert live.snapshot(NOW).trips.keys() == {T1}
    later = NOW + MAX_AGE + timedelta(seconds=1)
    told = live.snapshot(later)
    assert not told.trips and not told.has("tram") and told.feeds["tram"].made_at == NOW
    assert not live.snapshot(NOW + timedelta(days=2)).feeds


def test_a_cancellation_does_not_grow_old_by_its_own_moment(city, tmp_path):
    long_ago = update(relation=messages.CANCELLED, told_at=int(NOW.timestamp()) - 3600)
    poll(write(tmp_path / "rt.pb", NOW, long_ago), NOW)
    assert live.snapshot(NOW).trips[T1].state == CANCELLED


@pytest.mark.parametrize(
    "data",
    [b"", b"garbage", b"<html>busy</html>", b"\x00" * 1000, bytes(range(256)) * 40],
    ids=["empty", "garbage", "page", "zeros", "noise"],
)
def test_garbage_harms_neither_the_timetable_nor_what_is_known(city, tmp_path, data):
    before = count_timetable()
    poll(write(tmp_path / "rt.pb", NOW, update(stop(1, 120))), NOW)
    (tmp_path / "rt.pb").write_bytes(data)
    polled = poll(tmp_path / "rt.pb", NOW + timedelta(seconds=15))
    assert isinstance(polled.error, refusals.NotRealtime)
    assert live.snapshot(NOW).trips.keys() == {T1}
    assert count_timetable() == before
    assert find_source("transit.realtime/tram/1", {}, NOW).is_failing


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
def test_half_a_message_is_refused_whole(city, tmp_path, part):
    before = count_timetable()
    data = writing.write_message(make(NOW, *(update(stop(1, 60), trip=f"T{number}") for number in range(200))))
    (tmp_path / "rt.pb").write_bytes(data[: int(len(data) * part)])
    polled = poll(tmp_path / "rt.pb", NOW)
    assert polled.error or polled.told.matched <= 2
    assert count_timetable() == before


def test_a_message_of_twenty_megabytes_is_not_read(city, tmp_path):
    (tmp_path / "rt.pb").write_bytes(b"\x0a" * 20_000_000)
    assert isinstance(poll(tmp_path / "rt.pb", NOW).error, refusals.RealtimeTooBig)


def test_a_file_that_is_gone_and_a_feed_that_is_not_there_are_said(city, tmp_path):
    assert poll(tmp_path / "none.pb", NOW).error
    polled = poll(write(tmp_path / "rt.pb", NOW), NOW, feed="ferry")
    assert isinstance(polled.error, refusals.NoTimetable)


def test_the_feed_of_another_city_changes_nothing(city, tmp_path):
    strange = [update(stop(1, 60), trip=f"X{number}", route="Z") for number in range(50)]
    polled = poll(write(tmp_path / "rt.pb", NOW, *strange, vehicles=[vehicle(trip="X1")]), NOW)
    assert (polled.error, polled.told.matched, polled.told.unmatched) == (None, 0, 51)
    told = live.snapshot(NOW)
    assert not told.trips and not told.vehicles


@pytest.mark.parametrize("made_at, refusal", [(-3600, refusals.OldRealtime), (3600, refusals.FutureRealtime)])
def test_a_message_of_another_time_is_refused(city, tmp_path, made_at, refusal):
    polled = poll(write(tmp_path / "rt.pb", NOW + timedelta(seconds=made_at), update(stop(1, 60))), NOW)
    assert isinstance(polled.error, refusal)
    assert not live.snapshot(NOW).trips


def test_a_source_that_sends_the_same_for_ever_counts_as_failing_once_it_is_old(city, tmp_path):
    path = write(tmp_path / "rt.pb", NOW, update(stop(1, 60)))
    poll(path, NOW)
    assert poll(path, NOW + timedelta(seconds=30)).answer.not_modified
    assert not find_source("transit.realtime/tram/1", {}, NOW).is_failing
    poll(path, NOW + timedelta(minutes=10))
    assert find_source("transit.realtime/tram/1", {}, NOW).is_failing


def test_a_silent_source_is_asked_less_and_less_often(city, tmp_path):
    addresses, moment = polling.list_addresses([("tram", str(tmp_path / "none.pb"))]), NOW
    asked = []
    for second in range(0, 1800, 15):
        moment = NOW + timedelta(seconds=second)
        if polling.list_due(addresses, moment):
            asked.append(second)
            poll(tmp_path / "none.pb", moment)
    gaps = [later - earlier for earlier, later in zip(asked, asked[1:], strict=False)]
    assert gaps[:4] == [30, 60, 120, 240] and set(gaps[4:]) == {300}


def test_two_addresses_of_one_feed_are_shown_together_and_one_may_fail(city, tmp_path):
    trips = write(tmp_path / "trips.pb", NOW, update(stop(1, 60)))
    places = write(tmp_path / "places.pb", NOW, vehicles=[vehicle()])
    poll([trips, places], NOW)
    told = live.snapshot(NOW)
    assert told.trips.keys() == {T1} and [each.id for each in told.vehicles] == ["V1"]
    later = NOW + timedelta(minutes=2)
    write(trips, later, update(stop(1, 90)))
    places.write_bytes(b"broken")
    poll([trips, places], later)
    told = live.snapshot(later)
    assert told.trips[T1].arrivals[0] == 90 and [each.id for each in told.vehicles] == ["V1"]
    assert not live.snapshot(NOW + MAX_AGE + timedelta(seconds=15)).vehicles


def test_an_address_that_is_no_longer_set_is_forgotten(city, tmp_path):
    poll(write(tmp_path / "rt.pb", NOW, update(stop(1, 60))), NOW)
    with unit_of_work():
        assert keeping.forget_others([]) == 1
    assert db.session.scalar(select(func.count()).select_from(LivePart)) == 0


def test_a_new_timetable_is_matched_anew_although_the_source_says_the_same(city, tram, tmp_path):
    path = write(tmp_path / "rt.pb", NOW, update(stop(1, 60)))
    poll(path, NOW)
    import_feed(tram, now=NOW + timedelta(seconds=5))
    assert poll(path, NOW + timedelta(seconds=15)).told.matched == 1


def test_a_vehicle_is_placed_on_its_way_and_one_of_a_known_line_without_a_trip_is_shown(city, tmp_path):
    by_place = vehicle("V1", lon=69.2505)
    by_sequence = vehicle("V2", sequence=3, trip="T2")
    free = replace(vehicle("V3", trip=None), name=messages.TripName(route="R1"))
    poll(write(tmp_path / "rt.pb", NOW, vehicles=[by_place, by_sequence, free]), NOW)
    found = {each.id: each for each in live.list_vehicles(NOW)}
    assert found.keys() == {"V1", "V2", "V3"}
    assert (found["V3"].route, found["V3"].trip, found["V3"].position) == ("tram:R1", None, None)
    assert (found["V1"].position, found["V1"].stop) == (1, "tram:B")
    assert (found["V2"].position, found["V2"].stop) == (2, "tram:C")
    assert live.list_vehicles(NOW, ["tram:R2"]) == []


def test_the_real_sample_of_redding_matches_nine_trips_and_one_vehicle(app, material, tmp_path):
    with app.app_context():
        import_feed(material / "transit/rt/raba.zip", "raba", SAMPLE_AT)
        files = [material / f"transit/rt/raba-{name}.pb" for name in ("trip-updates", "vehicle-positions")]
        trips, places = poll(files, SAMPLE_AT, "raba")
        assert (trips.error, places.error) == (None, None)
        told = live.snapshot(SAMPLE_AT)
        assert (trips.told.matched, trips.told.unmatched) == (9, 0)
        assert sum(len(trip.skipped) for trip in told.trips.values()) == 40
        timed = [trip for trip in told.trips.values() if any(delay is not None for delay in trip.arrivals)]
        assert len(timed) == 1
        assert (places.told.matched, places.told.unmatched) == (1, 21)


def test_a_copy_of_a_trip_is_an_extra_one_and_says_nothing_of_the_trip_itself(city, tmp_path):
    moment = int(NOW.timestamp()) + 600
    copy = update(stop(1, at=moment, stop="A"), stop(2, at=moment + 300, stop="B"), relation=messages.DUPLICATED)
    assert poll(write(tmp_path / "rt.pb", NOW, copy), NOW).told.matched == 1
    told = live.snapshot(NOW)
    assert not told.trips
    assert [(each.route, [call[0] for call in each.calls]) for each in told.added] == [("tram:R1", ["tram:A", "tram:B"])]


def test_the_cancelled_and_the_skipped_are_told(city, tmp_path):
    poll(write(tmp_path / "rt.pb", NOW, update(relation=messages.CANCELLED), update(skip(2), trip="T2")), NOW)
    told = live.snapshot(NOW)
    assert told.trips[T1].state == CANCELLED
    assert told.trips["tram", "T2", TUESDAY, 8 * 3600 + 1200].skipped == [1]
