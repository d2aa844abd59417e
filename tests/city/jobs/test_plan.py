"""When a job is due."""

from datetime import UTC, datetime, time, timedelta

import pytest

from city.features import Job
from city.jobs.plan import next_due

pytestmark = pytest.mark.once

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)  # 17:00 in Tashkent
HOURLY = Job("x.hourly", "", "", run=None, every=timedelta(hours=1))
NIGHTLY = Job("x.nightly", "", "", run=None, daily_at=time(3, 30))


@pytest.mark.parametrize("job", [HOURLY, NIGHTLY], ids=["hourly", "nightly"])
def test_a_job_that_has_never_run_is_due_at_once(job):
    assert next_due(job, None, 0, NOON) == NOON


def test_a_job_of_every_hour_is_due_an_hour_after_it_began_last():
    assert next_due(HOURLY, NOON - timedelta(minutes=20), 0, NOON) == NOON + timedelta(minutes=40)


def test_a_job_of_the_night_is_due_in_the_coming_night_of_tashkent():
    assert next_due(NIGHTLY, NOON - timedelta(hours=1), 0, NOON) == datetime(2026, 11, 24, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize("away", [timedelta(hours=30), timedelta(days=400)], ids=["a day", "a year"])
@pytest.mark.parametrize("job", [HOURLY, NIGHTLY], ids=["hourly", "nightly"])
def test_what_was_missed_is_made_up_for_once_and_at_once(job, away):
    assert next_due(job, NOON - away, 0, NOON) == NOON
    assert next_due(job, NOON, 0, NOON) > NOON


@pytest.mark.parametrize("job", [HOURLY, NIGHTLY], ids=["hourly", "nightly"])
def test_a_clock_that_was_put_back_by_years_does_not_make_a_job_wait_for_years(job):
    assert next_due(job, NOON + timedelta(days=900), 0, NOON) <= NOON + timedelta(days=1)


def test_a_night_that_failed_is_tried_again_soon_then_less_soon_then_in_the_next_night():
    began = NOON - timedelta(minutes=1)
    waits = [next_due(NIGHTLY, began, failures, NOON) - began for failures in (1, 2, 3, 4)]
    assert waits[:3] == [timedelta(minutes=5), timedelta(minutes=20), timedelta(minutes=80)]
    assert waits[3] == next_due(NIGHTLY, began, 0, NOON) - began


def test_a_run_that_was_killed_is_made_up_for_at_once_but_not_for_ever():
    assert next_due(NIGHTLY, NOON - timedelta(minutes=1), 1, NOON, was_killed=True) == NOON
    assert next_due(NIGHTLY, NOON - timedelta(minutes=1), 2, NOON, was_killed=True) > NOON


def test_a_job_of_every_hour_is_not_later_for_having_failed():
    assert next_due(HOURLY, NOON, 3, NOON) == NOON + timedelta(hours=1)
