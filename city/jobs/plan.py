"""When a job is due: from its last run, so that what was missed while no process ran is made up for, once."""

from datetime import timedelta

from apscheduler.triggers.cron import CronTrigger

from city.clock import TASHKENT

TRY_AGAIN = (timedelta(minutes=5), timedelta(minutes=20), timedelta(minutes=80))  # after the first, second, third failure


def next_due(job, last_started, failures, now, was_killed=False):
    """The moment at which a job is due next, never before `now`; at once where it has never run.

    `failures` is how many of its last runs failed one after another: it is tried again sooner than its time, and at once
    where it failed only because its process was killed. A last run in the future was written by a clock that has been
    put back: it counts as now.
    """
    if last_started is None or (was_killed and failures == 1):
        return now
    last = min(last_started, now)
    due = last + job.every if job.every else daily(job.daily_at).get_next_fire_time(last, last)
    if 0 < failures <= len(TRY_AGAIN):
        due = min(due, last + TRY_AGAIN[failures - 1])
    return max(due, now)


def daily(at):
    """Each day at a time of day in Tashkent."""
    return CronTrigger(hour=at.hour, minute=at.minute, second=at.second, timezone=TASHKENT)
