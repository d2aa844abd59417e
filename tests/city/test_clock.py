"""Moments are UTC, people live by Tashkent's clock."""

from datetime import UTC, datetime, timedelta

import pytest

from city import clock

pytestmark = pytest.mark.once


def test_now_is_aware_and_in_utc():
    assert clock.now().tzinfo is UTC
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


@pytest.mark.parametrize("month", [1, 7])
def test_tashkent_is_five_hours_ahead_all_year(month):
    assert datetime(2026, month, 1, 12, tzinfo=UTC).astimezone(clock.TASHKENT).hour == 17
