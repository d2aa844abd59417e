"""Versions of a timetable: kept, put in place one after the other, taken back, and never a mix."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from city.database import db
from city.errors import WrongFile
from tests.transit.feeds import NOW, write_feed, write_zip
from tests.transit.versions.made import arrive, make_stops, write_backwards, write_ended, write_named
from transit.models import Feed, Stop
from transit.versions import keeping
from transit.versions.models import FeedVersion
from transit.versions.refusals import FeedBlocked, FeedDamaged, FeedEnded
from transit.versions.taking import Decision, put_back, take_in

ANNA = Decision("Anna Karimova", "the operator confirmed it")


def first_stop():
    return db.session.scalar(select(Stop.name_en).where(Stop.gtfs_id == "A"))


def list_states():
    return [(each.number, each.state) for each in keeping.list_versions()]


def test_an_import_becomes_a_version_with_its_zip_its_report_and_its_days(desk, tmp_path):
    path = write_named(tmp_path / "feed.zip", "North")
    taken = take_in(arrive(path), desk)
    assert (taken.is_new, taken.number, taken.last_day) == (True, 1, date(2026, 12, 31))
    version = keeping.find_active("tram")
    assert version.data == path.read_bytes() and version.size == len(version.data) and version.source == "feed.zip"
    assert version.counts["ERROR"] == 0 and version.counts["WARNING"] > 0 and version.blocks == {}
    assert keeping.read_report(version)["summary"]["validatorVersion"]
    assert first_stop() == "North"


def test_the_same_bytes_again_are_nothing_to_do(desk, tmp_path):
    path = write_named(tmp_path / "feed.zip", "North")
    take_in(arrive(path), desk)
    again = take_in(arrive(path), replace(desk, now=NOW + timedelta(days=1)))
    assert not again.is_new and again.number == 1 and list_states() == [(1, "active")]
    assert db.session.scalar(select(Feed.imported_at)) == NOW


def test_the_last_three_are_kept_and_the_tables_hold_the_newest(desk, tmp_path):
    for number in range(1, 6):
        later = replace(desk, now=NOW + timedelta(hours=number))
        take_in(arrive(write_named(tmp_path / f"{number}.zip", f"Name {number}")), later)
    assert list_states() == [(5, "active"), (4, "kept"), (3, "kept")]
    assert first_stop() == "Name 5" and db.session.query(Stop).count() == 3


def test_one_can_go_back_and_further_back_and_forward_again(desk, tmp_path):
    for number in (1, 2, 3):
        later = replace(desk, now=NOW + timedelta(hours=number))
        take_in(arrive(write_named(tmp_path / f"{number}.zip", f"Name {number}")), later)
    put_back(keeping.find_earlier("tram").id, desk)
    assert first_stop() == "Name 2"
    put_back(keeping.find_earlier("tram").id, desk)
    assert first_stop() == "Name 1" and keeping.find_earlier("tram") is None
    assert [(each.number, each.state, each.withdrawn) for each in keeping.list_versions()] == [
        (3, "kept", True),
        (2, "kept", True),
        (1, "active", False),
    ]
    put_back(keeping.get_version("tram", 3).id, desk)
    assert first_stop() == "Name 3" and not keeping.find_active("tram").withdrawn


def test_a_source_does_not_bring_back_what_somebody_went_back_from_but_a_person_does(desk, tmp_path):
    paths = [write_named(tmp_path / f"{number}.zip", f"Name {number}") for number in (1, 2)]
    for path in paths:
        take_in(arrive(path), desk)
    put_back(keeping.find_earlier("tram").id, desk)
    assert not take_in(arrive(paths[1], by_hand=False), desk).is_new and first_stop() == "Name 1"
    assert take_in(arrive(paths[1]), desk).number == 2 and first_stop() == "Name 2"


def test_a_source_that_goes_back_to_an_older_file_is_followed_unless_a_person_brought_the_newer_one(desk, tmp_path):
    old, new, mine = (write_named(tmp_path / f"{name}.zip", name) for name in ("Old", "New", "Mine"))
    for path in (old, new, old, new, old):
        assert take_in(arrive(path, by_hand=False), desk).is_new
    assert first_stop() == "Old" and list_states() == [(2, "kept"), (1, "active")]
    take_in(arrive(mine), desk)
    assert not take_in(arrive(old, by_hand=False), desk).is_new and first_stop() == "Mine"


def test_what_would_mislead_is_kept_apart_and_the_feed_stays(desk, tmp_path):
    take_in(arrive(write_named(tmp_path / "good.zip", "North")), desk)
    bad = write_backwards(tmp_path / "bad.zip")
    with pytest.raises(FeedBlocked) as raised:
        take_in(arrive(bad), desk)
    assert raised.value.values["codes"] == "stop_time_with_arrival_before_previous_departure_time"
    assert list_states() == [(2, "candidate"), (1, "active")] and first_stop() == "North"
    with pytest.raises(FeedBlocked):
        take_in(arrive(bad), desk)
    assert list_states() == [(2, "candidate"), (1, "active")]


def test_a_named_person_may_put_it_in_place_all_the_same(desk, tmp_path):
    bad = write_backwards(tmp_path / "bad.zip", stops=make_stops(A="South"))
    with pytest.raises(FeedBlocked):
        take_in(arrive(bad), desk)
    assert take_in(arrive(bad), desk, ANNA).number == 1 and first_stop() == "South"
    assert keeping.find_active("tram").overridden == {"name": "Anna Karimova", "reason": "the operator confirmed it"}


def test_an_ended_feed_does_not_replace_one_that_goes_on(desk, tmp_path):
    take_in(arrive(write_named(tmp_path / "good.zip", "North")), desk)
    with pytest.raises(FeedEnded):
        take_in(arrive(write_ended(tmp_path / "old.zip")), desk)
    assert first_stop() == "North" and list_states() == [(2, "candidate"), (1, "active")]


def test_an_ended_feed_where_there_is_none_is_put_in_place_and_replaced_by_a_later_one(desk, tmp_path):
    assert take_in(arrive(write_ended(tmp_path / "old.zip")), desk).last_day == date(2014, 12, 31)
    assert take_in(arrive(write_ended(tmp_path / "later.zip", end="20151231")), desk).number == 2
    with pytest.raises(FeedEnded):
        take_in(arrive(write_ended(tmp_path / "older.zip", end="20131231")), desk)


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_what_is_no_zip_is_refused_and_noted_once(desk, tmp_path, content):
    take_in(arrive(write_named(tmp_path / "good.zip", "North")), desk)
    path = tmp_path / "bad.zip"
    path.write_bytes(content)
    for _time in range(2):
        with pytest.raises(WrongFile):
            take_in(arrive(path), desk)
    assert list_states() == [(2, "refused"), (1, "active")] and first_stop() == "North"
    assert keeping.get_version("tram", 2).error["sentence"].startswith("The file is not a zip")
    assert keeping.get_version("tram", 2).data is None


@pytest.mark.parametrize(
    ("tables", "sentence"),
    [
        ({"stops": b"stop_id,stop_name,stop_lat,stop_lon\nA,Caf\xe9,41,69\nB,b,41,69\nC,c,41,69\n"}, "not valid UTF-8"),
        ({"stops": None}, "stops.txt"),
        ({"calendar": None}, "calendar"),
    ],
)
def test_what_cannot_be_read_is_refused_even_when_a_person_wants_it(desk, tmp_path, tables, sentence):
    take_in(arrive(write_named(tmp_path / "good.zip", "North")), desk)
    bad = write_feed(tmp_path / "bad.zip", **tables)
    with pytest.raises(FeedBlocked):
        take_in(arrive(bad), desk)
    with pytest.raises(WrongFile) as raised:
        take_in(arrive(bad), desk, ANNA)
    assert sentence in str(raised.value) and first_stop() == "North"
    assert list_states() == [(2, "refused"), (1, "active")]


def test_a_bomb_is_refused_before_it_is_unpacked(desk, tmp_path):
    bomb = write_zip(tmp_path / "bomb.zip", {"stops.txt": b"0" * 30_000_000})
    with pytest.raises(WrongFile) as raised:
        take_in(arrive(bomb), desk)
    assert "would unpack to 30 MB" in str(raised.value)


def test_a_kept_zip_that_was_damaged_is_not_put_in_place(desk, tmp_path):
    for name in ("North", "South"):
        take_in(arrive(write_named(tmp_path / f"{name}.zip", name)), desk)
    earlier = keeping.find_earlier("tram")
    with desk.work_unit():
        db.session.get(FeedVersion, earlier.id).data = b"rotten"
    with pytest.raises(FeedDamaged):
        put_back(keeping.find_earlier("tram").id, desk)
    assert first_stop() == "South"


def test_a_feed_that_claims_to_last_longer_than_its_trains_is_said_to_end_with_them(desk, tmp_path):
    info = [{"feed_publisher_name": "T", "feed_publisher_url": "https://e.com", "feed_lang": "en", "feed_end_date": "20301231"}]
    take_in(arrive(write_feed(tmp_path / "feed.zip", feed_info=info)), desk)
    assert db.session.scalar(select(Feed.last_day)) == date(2026, 12, 31)


def test_tables_in_a_folder_of_the_zip_are_checked_like_others(desk, tmp_path):
    import zipfile

    flat = write_named(tmp_path / "flat.zip", "North")
    with zipfile.ZipFile(flat) as source:
        deep = write_zip(tmp_path / "deep.zip", {f"gtfs/{name}": source.read(name) for name in source.namelist()})
    assert take_in(arrive(deep), desk).is_new
    assert keeping.find_active("tram").counts["ERROR"] == 0


def test_the_first_candidates_are_dropped_when_more_come(desk, tmp_path):
    for name in ("one", "two", "three", "four"):
        with pytest.raises(FeedBlocked):
            take_in(arrive(write_backwards(tmp_path / f"{name}.zip", stops=make_stops(A=name))), desk)
    assert list_states() == [(4, "candidate"), (3, "candidate"), (2, "candidate")]
