"""Trips with their calls: times, those between timepoints, frequencies."""

import pytest

from tests.transit.feeds import SILENT, import_feed, make_calls, write_feed
from transit import importing, rides, stop_times


def read_rides(tmp_path, **changed):
    tables = importing.read_feed(write_feed(tmp_path / "feed.zip", **changed), 100, SILENT)
    return rides.read_rides(tables, SILENT)


def of_ride(found, column, number=0):
    """A column of the calls of one ride."""
    return getattr(found, column)[found.first[number] : found.first[number + 1]].tolist()


def clocks(found, number=0, column="departure_s"):
    return [f"{at // 3600}:{at // 60 % 60:02}" for at in of_ride(found, column, number)]


def stops(found, number=0):
    return [found.stop_ids[stop] for stop in of_ride(found, "stop", number)]


def starts(found):
    return [clocks(found, number)[0] for number in range(len(found))]


def repeat(start, end, headway, **more):
    return {"trip_id": "T1", "start_time": start, "end_time": end, "headway_secs": headway} | more


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("08:00:00", 28_800), ("8:00:00", 28_800), ("24:10:00", 87_000), ("107:00:01", 385_201)],
)
def test_a_time_counts_seconds_and_may_pass_midnight(text, seconds):
    assert stop_times.read_time(text) == seconds


def test_blanks_around_a_time_and_a_name_of_a_column_do_no_harm(tmp_path):
    rows = "trip_id , stop_id,stop_sequence, arrival_time,departure_time\nT1,A,1, 8:00:00,08:00:00 \nT1,B,2,8:05:00,8:05:00\n"
    assert clocks(read_rides(tmp_path, stop_times=rows)) == ["8:00", "8:05"]


def test_an_id_keeps_its_leading_zeros(tmp_path):
    calls = make_calls("007", "08:00:00", "08:05:00")
    assert read_rides(tmp_path, stop_times=calls).trip_ids == ["007"]


def test_stops_between_two_timepoints_get_even_times(tmp_path):
    calls = make_calls("T1", "08:00:00", None, None, "08:09:00", None, "08:13:00")
    assert clocks(read_rides(tmp_path, stop_times=calls)) == [
        "8:00",
        "8:03",
        "8:06",
        "8:09",
        "8:11",
        "8:13",
    ]


def test_an_arrival_without_a_departure_stands_for_both(tmp_path):
    calls = make_calls("T1", "08:00:00", "08:05:00")
    calls[1]["departure_time"] = ""
    assert clocks(read_rides(tmp_path, stop_times=calls)) == ["8:00", "8:05"]


def test_calls_come_in_the_order_of_their_numbers_wherever_they_stand_in_the_file(tmp_path):
    calls = make_calls("T1", "08:00:00", "08:05:00", "08:10:00")
    assert stops(read_rides(tmp_path, stop_times=calls[::-1])) == ["A", "B", "C"]


def test_nobody_boards_at_the_last_stop_nor_where_the_feed_forbids_it(tmp_path):
    calls = make_calls("T1", "08:00:00", "08:05:00", "08:10:00", pickup_type=0)
    calls[1]["pickup_type"] = 1
    assert of_ride(read_rides(tmp_path, stop_times=calls), "boards") == [True, False, False]


def test_nobody_gets_off_where_the_feed_forbids_it(tmp_path):
    calls = make_calls("T1", "08:00:00", "08:05:00", "08:10:00", drop_off_type=0)
    calls[1]["drop_off_type"] = 1
    assert of_ride(read_rides(tmp_path, stop_times=calls), "alights") == [True, False, True]


def test_trips_come_in_the_order_of_their_ids_with_calls_of_all_of_them_mixed_in_the_file(tmp_path):
    calls = [
        row
        for rows in zip(
            make_calls("T2", "09:00:00", "09:05:00", "09:20:00", stops="CBA"),
            make_calls("T10", "08:00:00", "08:05:00", "08:10:00"),
            strict=True,
        )
        for row in rows
    ]
    found = read_rides(tmp_path, stop_times=calls)
    assert found.trip_ids == ["T10", "T2"]
    assert [stops(found, number) for number in (0, 1)] == [["A", "B", "C"], ["C", "B", "A"]]
    assert clocks(found, 1) == ["9:00", "9:05", "9:20"]


def test_a_wait_at_a_stop_is_kept(tmp_path):
    calls = make_calls("T1", "08:00:00", "08:05:00", "08:10:00")
    calls[1]["departure_time"] = "08:07:00"
    found = read_rides(tmp_path, stop_times=calls)
    assert (clocks(found), clocks(found, column="arrival_s")) == (["8:00", "8:07", "8:10"], ["8:00", "8:05", "8:10"])


def test_a_stop_may_have_a_headsign_of_its_own_and_others_none(tmp_path):
    calls = make_calls("T1", "08:00:00", "08:05:00", "08:10:00", stop_headsign="")
    calls[1]["stop_headsign"] = "Circle"
    found = read_rides(tmp_path, stop_times=calls)
    assert (of_ride(found, "headsign"), found.headsigns) == ([-1, 0, -1], ["Circle"])


def test_a_trip_with_one_stop_is_left_out(tmp_path):
    calls = [*make_calls("T1", "08:00:00", "08:05:00"), *make_calls("T2", "09:00:00")]
    assert read_rides(tmp_path, stop_times=calls).trip_ids == ["T1"]


def test_a_frequency_becomes_a_trip_for_each_departure_before_its_end(tmp_path):
    found = read_rides(tmp_path, frequencies=[repeat("06:00:00", "06:30:00", 600), repeat("06:30:00", "07:00:00", 1800)])
    assert starts(found) == ["6:00", "6:10", "6:20", "6:30"]
    assert clocks(found, 1) == ["6:10", "6:15", "6:20"]


def test_a_frequency_that_ends_before_it_begins_gives_no_train(tmp_path):
    assert len(read_rides(tmp_path, frequencies=[repeat("06:30:00", "06:00:00", 600)])) == 0


def test_it_is_kept_whether_the_trains_of_a_frequency_are_those_of_a_timetable(tmp_path):
    calls = [row for trip in ("T1", "T2") for row in make_calls(trip, "06:00:00", "06:05:00")]
    periods = [repeat("06:00:00", "06:20:00", 600, exact_times=1), repeat("07:00:00", "07:10:00", 600, exact_times=0)]
    assert read_rides(tmp_path, stop_times=calls, frequencies=periods).exact.tolist() == [True, True, False, True]


def test_a_headway_of_ten_hours_is_read(tmp_path):
    found = read_rides(tmp_path, frequencies=[repeat("00:00:00", "24:00:00", 36_000)])
    assert starts(found) == ["0:00", "10:00", "20:00"]


def test_a_comma_too_many_at_the_end_of_a_row_is_forgiven(tmp_path):
    rows = "trip_id,stop_id,stop_sequence,arrival_time,departure_time\nT1,A,1,08:00:00,08:00:00,\nT1,B,2,08:05:00,08:05:00,\n"
    assert clocks(read_rides(tmp_path, stop_times=rows)) == ["8:00", "8:05"]


def test_a_feed_in_a_folder_of_its_zip_is_read(app, tmp_path):
    from tests.transit.feeds import _content as content
    from tests.transit.feeds import make_tables, write_zip

    path = write_zip(tmp_path / "feed.zip", {f"gtfs/{name}.txt": content(rows) for name, rows in make_tables().items()})
    with app.app_context():
        import_feed(path)
