"""One process at a time, whatever the clocks say."""

import pytest

from city.clock import now
from city.database import db, unit_of_work
from city.jobs import leases
from city.jobs.errors import LeaseLost
from city.jobs.models import Lease


class Clock:
    """A steady clock that a test moves."""

    def __init__(self):
        self.at = 0.0

    def __call__(self):
        return self.at


@pytest.fixture
def context(app):
    with app.app_context():
        yield


def take(watch, holder="first"):
    """The token, or None where the watch sees a living holder."""
    if not watch.is_free():
        return None
    with unit_of_work():
        return watch.take(holder, now())


def beat(token):
    with unit_of_work():
        return leases.beat("x", token, now())


def test_a_lease_that_nobody_has_is_taken_at_once(context):
    assert take(leases.Watch("x")) == 1
    assert leases.read("x").holder == "first"


def test_a_living_holder_keeps_the_lease_however_long_it_is_watched(context):
    token, clock = take(leases.Watch("x")), Clock()
    watch = leases.Watch("x", clock)
    for _ in range(5):
        assert take(watch, "second") is None
        clock.at += leases.TERM_S - 1
        assert beat(token)
    assert take(watch, "second") is None and watch.is_alive() is False
    assert beat(token) and watch.is_alive()


def test_the_lease_of_a_dead_holder_is_taken_over_after_the_term(context):
    dead, clock = take(leases.Watch("x")), Clock()
    watch = leases.Watch("x", clock)
    assert take(watch, "second") is None
    clock.at += leases.TERM_S
    assert take(watch, "second") == dead + 1
    assert not beat(dead), "the first may not beat for the second"


def test_a_clock_on_the_wall_that_jumps_changes_nothing(context):
    token, clock = take(leases.Watch("x")), Clock()
    watch = leases.Watch("x", clock)
    for year in (1970, 2099):
        with unit_of_work():
            db.session.get(Lease, "x").beat_at = now().replace(year=year)
        assert take(watch, "second") is None
    assert beat(token)


def test_of_two_that_want_it_at_once_one_gets_it(context):
    first, second = leases.Watch("x"), leases.Watch("x")
    assert first.is_free() and second.is_free()
    with unit_of_work():
        assert first.take("first", now()) == 1
    with unit_of_work():
        assert second.take("second", now()) is None


def test_a_holder_that_woke_up_in_time_keeps_what_another_saw_as_dead(context):
    token, clock = take(leases.Watch("x")), Clock()
    watch = leases.Watch("x", clock)
    watch.is_free()
    clock.at += leases.TERM_S
    assert watch.is_free() and beat(token)
    with unit_of_work():
        assert watch.take("second", now()) is None


def test_what_was_given_back_is_free(context):
    token = take(leases.Watch("x"))
    with unit_of_work():
        assert leases.release("x", token, now())
    assert take(leases.Watch("x"), "second") == token + 1


def test_whoever_has_lost_the_lease_writes_nothing(context):
    old = take(leases.Watch("x"))
    with unit_of_work():
        leases.release("x", old, now())
    take(leases.Watch("x"), "second")
    with pytest.raises(LeaseLost), unit_of_work():
        leases.check("x", old)
