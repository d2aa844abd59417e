"""The file of the metro's feed is the same each time and never half written."""

import zipfile

import pytest

from tests.transit.metro_feed import FIRST_DAY, LAST_DAY, make_feed, read_feed
from transit import metro


def test_the_publisher_hands_in_its_own_address(tmp_path):
    metro.build_feed(tmp_path / "metro.zip", FIRST_DAY, FIRST_DAY, publisher_url="https://city.test/uz/data/")
    assert read_feed(tmp_path / "metro.zip")["feed_info"][0]["feed_publisher_url"] == "https://city.test/uz/data/"


def test_the_same_days_give_the_same_bytes(tmp_path):
    first = make_feed(tmp_path).read_bytes()
    assert make_feed(tmp_path).read_bytes() == first


def test_the_zip_does_not_tell_when_it_was_made(tmp_path):
    with zipfile.ZipFile(make_feed(tmp_path, FIRST_DAY, FIRST_DAY)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_feed_that_ends_before_it_starts_is_refused(tmp_path):
    with pytest.raises(ValueError, match="before it starts"):
        make_feed(tmp_path, LAST_DAY, FIRST_DAY)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_named_and_not_made(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"no such folder.*nowhere"):
        make_feed(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_the_old_feed_and_nothing_half_written(tmp_path, monkeypatch):
    old = make_feed(tmp_path).read_bytes()
    monkeypatch.setattr(metro.os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        make_feed(tmp_path, FIRST_DAY, FIRST_DAY)
    assert [path.name for path in tmp_path.iterdir()] == ["metro.zip"]
    assert (tmp_path / "metro.zip").read_bytes() == old


def full_disk(file_descriptor):
    raise OSError(28, "No space left on device")
