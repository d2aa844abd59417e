"""JSON of timetables, with the metro of the demonstration."""

from tests.transit.test_views import coming_workday


def ask(client, path, **query):
    return client.get(f"/api/v1/transit/{path}", query_string={"lang": "en"} | query)


def test_a_stops_day_has_every_departure(client, city_data):
    found = ask(client, "stops/metro:chorsu/timetable", day=coming_workday()).json
    assert found["covered"] and found["illustrative"]
    assert [(board["badge"], board["headsign"]) for board in found["boards"]] == [("M2", "Doʻstlik"), ("M2", "Beruniy")]
    times = [each["time"] for each in found["boards"][1]["departures"]]
    assert times == sorted(times)
    assert times[-1] > "24:"


def test_the_day_of_a_stop_is_the_same_as_its_next_departures(client, city_data):
    day = coming_workday()
    of_day = ask(client, "stops/metro:chorsu/timetable", day=day).json["boards"]
    next_ones = ask(client, "stops/metro:chorsu/departures", at=f"{day}T08:00", limit=50).json["departures"]
    times = {(board["direction"], each["time"]) for board in of_day for each in board["departures"]}
    assert {(each["direction"], each["at"][11:19]) for each in next_ones} <= times


def test_a_lines_timetable_has_a_time_for_each_stop_of_each_trip(client, city_data):
    found = ask(client, "routes/metro:M1/timetable", day="mon").json
    assert found["weekdays"] == [0, 1, 2, 3, 4]
    assert {len(trip["times"]) for trip in found["trips"]} == {len(found["stops"])} == {17}
    main = ask(client, "routes/metro:M1/timetable", day="mon", stops="main").json
    assert len(main["stops"]) < 17 and len(main["trips"]) == len(found["trips"])


def test_a_date_is_taken_as_well(client, city_data):
    day = coming_workday().isoformat()
    found = ask(client, "routes/metro:M1/timetable", day=day).json
    assert (found["day"], found["weekdays"]) == (day, None)


def test_a_day_that_is_none_is_refused(client, city_data):
    assert ask(client, "routes/metro:M1/timetable", day="someday").status_code == 422
    assert ask(client, "stops/metro:chorsu/timetable", day="24.11.2026").status_code == 422
