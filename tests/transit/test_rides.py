"""Trips with their calls: times, those between timepoints, frequencies."""

import pytest

from tests.transit.feeds import SILENT, import_feed, make_calls, write_feed
from transit import importing, rides


def read_rides(tmp_path, **changed):
    tables = importing.read_feed(write_feed(tmp_path / "feed.zip", **changed), 100, SILENT)
    return list(rides.list_rides(tables, SILENT))


def clocks(ride):
    return [f"{call.departure_s // 3600}:{call.departure_s // 60 % 60:02}" for call in ride.calls]


def repeat(start, end, headway, **more):
    return {"trip_id": "T1", "start_time": start, "end_time": end, "headway_secs": headway} | more


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("08:00:00", 28_800), ("8:00:00", 28_800), ("24:10:00", 87_000), ("107:00:01", 385_201)],
)
def test_a_time_counts_seconds_and_may_pass_midnight(text, seconds):
    assert rides.read_time(text) == seconds


def test_blanks_around_a_time_and_a_name_of_a_column_do_no_harm(tmp_path):
    rows = "trip_id , stop_id,stop_sequence, arrival_time,departure_time\nT1,A,1, 8:00:00,08:00:00 \nT1,B,2,8:05:00,8:05:00\n"
    assert clocks(read_rides(tmp_path, stop_times=rows)[0]) == ["8:00", "8:05"]


def test_an_id_keeps_its_leading_zeros(tmp_path):
    calls = make_calls("007", "08:00:00", "08:05:00")
    assert read_rides(tmp_path, stop_times=calls)[0].trip_id == "007"


def test_stops_between_two_timepoints_get_even_times(tmp_path):
    calls = make_calls("T1", "08:00:00", None, None, "08:09:00", None, "08:13:00")
    assert clocks(read_rides(tmp_path, stop_times=calls)[0]) == [
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
    assert clocks(read_rides(tmp_path, stop_times=calls)[0]) == ["8:00", "8:05"]


def test_calls_come_in_the_order_of_their_numbers_wherever_they_stand_in_the_file(tmp_path):
    calls = make_calls("T1", "08:00:00", "08:05:00", "08:10:00")
    assert read_rides(tmp_path, stop_times=calls[::-1])[0].stop_ids == ("A", "B", "C")


def test_nobody_boards_at_the_last_stop_nor_where_the_feed_forbids_it(tmp_path):
    calls = make_calls("T1", "08:00:00", "08:05:00", "08:10:00", pickup_type=0)
    calls[1]["pickup_type"] = 1
    assert [call.boards for call in read_rides(tmp_path, stop_times=calls)[0].calls] == [True, False, False]


def test_a_trip_with_one_stop_is_left_out(tmp_path):
    calls = [*make_calls("T1", "08:00:00", "08:05:00"), *make_calls("T2", "09:00:00")]
    assert [ride.trip_id for ride in read_rides(tmp_path, stop_times=calls)] == ["T1"]


def test_a_frequency_becomes_a_trip_for_each_departure_before_its_end(tmp_path):
    found = read_rides(tmp_path, frequencies=[repeat("06:00:00", "06:30:00", 600), repeat("06:30:00", "07:00:00", 1800)])
    assert [clocks(ride)[0] for ride in found] == ["6:00", "6:10", "6:20", "6:30"]
    assert clocks(found[1]) == ["6:10", "6:15", "6:20"]


def test_a_headway_of_ten_hours_is_read(tmp_path):
    found = read_rides(tmp_path, frequencies=[repeat("00:00:00", "24:00:00", 36_000)])
    assert [clocks(ride)[0] for ride in found] == ["0:00", "10:00", "20:00"]


def test_a_comma_too_many_at_the_end_of_a_row_is_forgiven(tmp_path):
    rows = "trip_id,stop_id,stop_sequence,arrival_time,departure_time\nT1,A,1,08:00:00,08:00:00,\nT1,B,2,08:05:00,08:05:00,\n"
    assert clocks(read_rides(tmp_path, stop_times=rows)[0]) == ["8:00", "8:05"]


def test_a_feed_in_a_folder_of_its_zip_is_read(app, tmp_path):
    from tests.transit.feeds import _content as content
    from tests.transit.feeds import make_tables, write_zip

    path = write_zip(tmp_path / "feed.zip", {f"gtfs/{name}.txt": content(rows) for name, rows in make_tables().items()})
    with app.app_context():
        import_feed(path)
