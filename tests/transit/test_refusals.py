"""A broken feed is refused with one sentence, and the old timetable stays."""

import zipfile

import pytest
from flask_babel import force_locale
from flask_babel import gettext as _

from tests.transit.feeds import (
    import_feed,
    make_calls,
    make_service,
    make_stop,
    make_tables,
    make_trip,
    write_feed,
    write_zip,
)
from transit import network, refusals
from transit.calls import reading as calls

AT_NO_STOP = make_calls("T1", "08:00:00", "08:05:00", stops="AX")
ALL_FIRST = make_calls("T1", "08:00:00", "08:05:00", stop_sequence=1)
NOWHERE = [{"agency_name": "Tram", "agency_timezone": "Asia/Atlantis"}]
ONE_ROW_TOO_WIDE = "stop_id,stop_name,stop_lat,stop_lon\nA,Stop A,41.3,69.24,and more,still more\n"
UNCLOSED = 'stop_id,stop_name,stop_lat,stop_lon\nA,"Stop A,41.3,69.24\nB,Stop B,41.3,69.25\n'
STOPS = [make_stop("A"), make_stop("B"), make_stop("C")]

BROKEN = {
    "without stop times": ({"stop_times": None}, refusals.MissingTable, "stop_times.txt"),
    "with no rows of stop times": ({"stop_times": "trip_id,stop_id\n"}, refusals.MissingTable, "stop_times.txt"),
    "without stops": ({"stops": None}, refusals.MissingTable, "stops.txt"),
    "without an agency": ({"agency": None}, refusals.MissingTable, "agency.txt"),
    "without a calendar": ({"calendar": None}, refusals.MissingCalendar, "calendar.txt"),
    "without a column": ({"routes": [{"route_id": "R1"}]}, refusals.MissingColumn, "route_type"),
    "with a row too wide": ({"stops": ONE_ROW_TOO_WIDE}, refusals.BrokenTable, "line 2"),
    "with a quote that never ends": ({"stops": UNCLOSED}, refusals.BrokenTable, "stops.txt"),
    "not in UTF-8": ({"stops": "stop_id,stop_name\nA,Чорсу\n".encode("cp1251")}, refusals.NotUtf8, "stops.txt"),
    "with a latitude that is no number": ({"stops": [make_stop("A", lat="41,3")]}, refusals.WrongCell, "41,3"),
    "with a stop at no place": ({"stops": [*STOPS, make_stop("D", lon="")]}, refusals.StopWithoutPlace, "D"),
    "with a stop in the Gulf of Guinea": ({"stops": [*STOPS, make_stop("D", 0, 0)]}, refusals.StopWithoutPlace, "D"),
    "with a stop beyond the pole": ({"stops": [*STOPS, make_stop("D", lat=141.3)]}, refusals.StopWithoutPlace, "D"),
    "with a stop twice": ({"stops": [*STOPS, make_stop("A")]}, refusals.DoubledId, "A"),
    "with a trip twice": ({"trips": [make_trip("T1"), make_trip("T1")]}, refusals.DoubledId, "T1"),
    "with a trip of no line": ({"trips": [make_trip("T1", route_id="R9")]}, refusals.MissingReference, "R9"),
    "with a time at no stop": ({"stop_times": AT_NO_STOP}, refusals.MissingReference, "X"),
    "with times of no trip": ({"stop_times": make_calls("T9", "08:00:00", "08:05:00")}, refusals.MissingReference, "T9"),
    "with a time that is none": ({"stop_times": make_calls("T1", "08:00:00", "8h05")}, refusals.WrongCell, "8h05"),
    "with sixty-one minutes": ({"stop_times": make_calls("T1", "08:00:00", "08:61:00")}, refusals.WrongCell, "08:61:00"),
    "with no time at the end": ({"stop_times": make_calls("T1", "08:00:00", None)}, refusals.TripWithoutTimes, "T1"),
    "with one order for two stops": ({"stop_times": ALL_FIRST}, refusals.DoubledId, "T1"),
    "with a day that is none": ({"calendar": [make_service(end="20261331")]}, refusals.WrongCell, "20261331"),
    "with no day of service": ({"calendar": [make_service(week=(0,) * 7)]}, refusals.NoServiceDay, "calendar"),
    "on the clock of nowhere": ({"agency": NOWHERE}, refusals.WrongCell, "Atlantis"),
    "with a headway of nothing": (
        {"frequencies": [{"trip_id": "T1", "start_time": "08:00:00", "end_time": "09:00:00", "headway_secs": 0}]},
        refusals.WrongCell,
        "headway_secs",
    ),
}  # fmt: skip


@pytest.fixture
def old(app, tmp_path):
    """A timetable that is in place, inside an app context."""
    with app.app_context():
        import_feed(write_feed(tmp_path / "old.zip"))
        yield


def check_old_is_whole():
    assert [line.badge for line in network.list_lines_at("tram:A")] == ["1"]
    assert len(calls.line_calls("tram:R1", 0).stop_id) == 3


def say(error):
    """The sentence as an English reader gets it."""
    with force_locale("en_GB"):
        return _(error.sentence, **error.values)


@pytest.mark.parametrize(("changed", "kind", "named"), BROKEN.values(), ids=BROKEN)
def test_a_broken_feed_is_refused_by_name_and_the_old_one_stays(old, tmp_path, changed, kind, named):
    with pytest.raises(kind) as refused:
        import_feed(write_feed(tmp_path / "new.zip", **changed))
    assert named in say(refused.value)
    assert say(refused.value).count(".") - say(refused.value).count(".txt") == 1, "one sentence says it"
    check_old_is_whole()


def test_a_file_that_is_no_zip_is_refused(old, tmp_path):
    (tmp_path / "new.zip").write_bytes(b"PK\x03\x04 but not for long")
    with pytest.raises(refusals.NotAZip):
        import_feed(tmp_path / "new.zip")
    check_old_is_whole()


def test_a_file_that_is_not_there_is_said_to_be_missing(old, tmp_path):
    with pytest.raises(FileNotFoundError):
        import_feed(tmp_path / "nowhere.zip")


@pytest.mark.parametrize("name", ["../stops.txt", "a/../../stops.txt", "/etc/stops.txt", "..\\stops.txt"])
def test_a_zip_with_a_path_that_leads_out_of_it_is_refused(old, tmp_path, name):
    with pytest.raises(refusals.UnsafePath) as refused:
        import_feed(write_zip(tmp_path / "new.zip", {name: "stop_id\nA\n"}))
    assert name in say(refused.value)


def test_a_zip_of_four_hundred_megabytes_of_zeros_is_refused_before_it_is_unpacked(old, tmp_path, monkeypatch):
    write_feed(tmp_path / "bomb.zip")
    with (
        zipfile.ZipFile(tmp_path / "bomb.zip", "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("shapes.txt", "w") as member,
    ):
        for _part in range(400):
            member.write(bytes(1_000_000))
    monkeypatch.setattr(zipfile.ZipFile, "open", fail_to_unpack)
    with pytest.raises(refusals.ZipBomb) as refused:
        import_feed(tmp_path / "bomb.zip", max_mb=2000)
    assert "400 MB" in say(refused.value)
    check_old_is_whole()


def fail_to_unpack(*args, **values):
    raise AssertionError("a member was unpacked")


def test_a_feed_larger_than_the_setting_allows_is_refused(old, tmp_path):
    write_zip(tmp_path / "new.zip", {"stops.txt": bytes(range(256)) * 8000})
    with pytest.raises(refusals.FeedTooLarge) as refused:
        import_feed(tmp_path / "new.zip", max_mb=1)
    assert "1 MB" in say(refused.value)


def test_a_zip_whose_member_is_damaged_is_refused(old, tmp_path):
    path = write_feed(tmp_path / "new.zip")
    content = bytearray(path.read_bytes())
    at = content.index(b"stops.txt") + 20
    content[at : at + 8] = b"\x00\xff" * 4
    path.write_bytes(content)
    with pytest.raises(refusals.DamagedZip):
        import_feed(path)
    check_old_is_whole()


def test_a_frequency_that_would_give_millions_of_trips_is_refused(old, tmp_path, monkeypatch):
    monkeypatch.setattr("transit.rides.MOST_STOP_TIMES", 1000)
    every_second = {"trip_id": "T1", "start_time": "05:00:00", "end_time": "23:00:00", "headway_secs": 1}
    with pytest.raises(refusals.TooManyTrips):
        import_feed(write_feed(tmp_path / "new.zip", frequencies=[every_second]))
    check_old_is_whole()


@pytest.mark.parametrize("key", ["", "Metro", "a b", "a:b", "../x", "метро", "-a"])
def test_a_key_that_cannot_stand_in_an_address_is_refused(app, tmp_path, key):
    with app.app_context(), pytest.raises(refusals.WrongKey):
        import_feed(write_feed(tmp_path / "new.zip"), key=key)


def test_the_small_feed_itself_is_sound(app, tmp_path):
    with app.app_context():
        import_feed(write_feed(tmp_path / "new.zip"))
        assert set(make_tables()) == {"agency", "stops", "routes", "trips", "stop_times", "calendar"}
        check_old_is_whole()
