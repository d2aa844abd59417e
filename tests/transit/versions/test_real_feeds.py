"""Other people's feeds, side by side with ours: what they are known for is found, and nothing of them collides."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from city.database import db
from tests.transit.metro_feed import make_feed
from tests.transit.versions.made import arrive
from transit.models import Feed, Route, Stop
from transit.versions import keeping
from transit.versions.refusals import FeedEnded
from transit.versions.taking import put_back, take_in

SUMMER_2025, SUMMER_2014 = (datetime(year, 6, 10, 7, tzinfo=UTC) for year in (2025, 2014))


def test_the_feed_of_redding_has_39_errors_about_shapes_and_is_put_in_place(desk, material):
    taken = take_in(arrive(material / "transit/rt/raba.zip", "raba"), replace(desk, now=SUMMER_2025))
    version = keeping.find_active("raba")
    assert taken.is_new and version.counts["ERROR"] == 39 and version.blocks == {}
    assert version.summary["lines"]["workdays"]["151"]["every_min"] == [60, 60]


def count_stops():
    """{key of a feed: how many stops it has}."""
    counted = select(Feed.key, func.count(Stop.id)).join(Stop, Stop.feed_id == Feed.id).group_by(Feed.key)
    return dict(db.session.execute(counted).all())


def test_metro_cairns_and_redding_lie_side_by_side_and_go_back_each_alone(desk, material, tmp_path):
    cairns, raba = material / "transit/cairns_gtfs.zip", material / "transit/rt/raba.zip"
    for path, key in ((make_feed(tmp_path), "metro"), (cairns, "cairns"), (raba, "raba")):
        take_in(arrive(path, key), desk)
    stops = count_stops()
    assert stops["cairns"] == 416 and stops["raba"] == 375 and stops["metro"] >= 50
    for model in (Stop, Route):
        keys = db.session.scalars(select(model.key)).all()
        assert len(keys) == len(set(keys)) and {key.partition(":")[0] for key in keys} == set(stops)
    put_back(keeping.find_active("cairns").id, desk)
    assert count_stops() == stops


def test_the_feed_of_cairns_of_2014_does_not_replace_what_runs_today(desk, material, tmp_path):
    take_in(arrive(make_feed(tmp_path), "metro"), desk)
    with pytest.raises(FeedEnded) as raised:
        take_in(arrive(material / "transit/cairns_gtfs.zip", "metro"), desk)
    assert raised.value.values["day"] == date(2014, 12, 28).isoformat()
    assert db.session.scalar(select(func.count(Stop.id)).where(Stop.key.like("metro:%"))) >= 50


def test_the_feed_of_cairns_was_good_in_its_time(desk, material):
    take_in(arrive(material / "transit/cairns_gtfs.zip", "cairns"), replace(desk, now=SUMMER_2014))
    version = keeping.find_active("cairns")
    assert version.counts == {"ERROR": 0, "WARNING": 29, "INFO": 0} and version.summary["trips"] == 1339
