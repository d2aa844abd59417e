"""Which trip a message means."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.transit.realtime.conftest import NOW
from tests.transit.realtime.messages import name
from transit.realtime import schedule
from transit.realtime.matching import Matcher

TUESDAY = date(2026, 11, 24)
NIGHT = datetime(2026, 11, 24, 19, 10, tzinfo=UTC)  # ten past midnight, Wednesday on the clock


@pytest.fixture
def match(city):
    def match(name, now=NOW, around=None):
        matcher = Matcher(schedule.find_feed("tram"), now)
        matcher.load([name])
        found = matcher.match(name, around)
        return found and (found[0].trip, found[0].start_s, found[1])

    return match


def clock(hours, minutes=0):
    return hours * 3600 + minutes * 60


def test_a_trip_is_known_by_its_id_and_day(match):
    assert match(name("T1", day=TUESDAY)) == ("T1", clock(8), TUESDAY)


def test_without_a_day_it_is_the_one_on_its_way_now(match):
    assert match(name("T1")) == ("T1", clock(8), TUESDAY)
    assert match(name("N1"), NIGHT) == ("N1", clock(23, 50), TUESDAY)


def test_without_a_day_the_moments_that_it_names_tell_the_day(match):
    tomorrow = datetime(2026, 11, 25, 3, 5, tzinfo=UTC)
    assert match(name("T1"), around=tomorrow.timestamp()) == ("T1", clock(8), date(2026, 11, 25))


def test_past_midnight_the_day_of_the_calendar_is_forgiven(match):
    assert match(name("N1", day=TUESDAY), NIGHT) == ("N1", clock(23, 50), TUESDAY)
    friday, friday_night = date(2026, 11, 27), datetime(2026, 11, 27, 19, 10, tzinfo=UTC)
    assert match(name("N1", day=date(2026, 11, 28)), friday_night) == ("N1", clock(23, 50), friday)


def test_a_day_on_which_the_trip_does_not_run_is_no_match(match):
    assert match(name("N1", day=date(2026, 11, 29))) is None
    assert match(name("T1", day=date(2030, 1, 1))) is None


def test_a_trip_of_a_frequency_is_known_by_its_start(match):
    assert match(name("F1", start_s=clock(10, 20), day=TUESDAY)) == ("F1", clock(10, 20), TUESDAY)


def test_a_frequency_that_does_not_hold_its_starts_is_matched_to_the_nearest(match):
    assert match(name("F1", start_s=clock(10, 23), day=TUESDAY)) == ("F1", clock(10, 20), TUESDAY)
    assert match(name("F1", start_s=clock(11, 20), day=TUESDAY)) is None


def test_a_frequency_without_a_start_is_the_one_on_its_way_and_none_where_two_are(match):
    assert match(name("F1", day=TUESDAY), NOW + timedelta(hours=2, minutes=25)) == ("F1", clock(10, 20), TUESDAY)
    assert match(name("F1", day=TUESDAY), NOW + timedelta(hours=2, minutes=20)) is None


def test_an_unknown_id_is_found_by_line_direction_and_start(match):
    said = name("other", route="R1", direction=0, start_s=clock(8, 20), day=TUESDAY)
    assert match(said) == ("T2", clock(8, 20), TUESDAY)
    assert match(name(None, route="R1", direction=0, start_s=clock(8, 20))) == ("T2", clock(8, 20), TUESDAY)
    assert match(name("other", route="R1", direction=1, start_s=clock(8, 20), day=TUESDAY)) is None
    assert match(name("other", route="R9", direction=0, start_s=clock(8, 20), day=TUESDAY)) is None


def test_an_id_and_nothing_else_that_is_unknown_is_no_match(match):
    assert match(name("other")) is None
    assert match(name(None)) is None


def test_a_trip_whose_start_is_said_wrongly_is_still_that_trip(match):
    assert match(name("T1", start_s=clock(7, 58), day=TUESDAY)) == ("T1", clock(8), TUESDAY)
