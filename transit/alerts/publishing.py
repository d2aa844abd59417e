"""What becomes of an alert: published, withdrawn, ended before its time. Each asks for the version that was looked at."""

from dataclasses import replace

from transit.alerts.content import Period
from transit.alerts.refusals import AlreadyOver, AlreadyPublished, NotBegun, NotPublished
from transit.alerts.writing import get_to_change, keep, note


def publish(number, base, by, now):
    """Let passengers see it. Raises NotNewest, AlreadyPublished, AlreadyOver."""
    alert = get_to_change(number, base)
    if alert.state == "published":
        raise AlreadyPublished()
    if not alert.content.meets(now):
        raise AlreadyOver()
    alert.state, alert.published_at = "published", alert.published_at or now
    return note(alert, "published", by, now)


def withdraw(number, base, by, now):
    """Take it away from passengers, as if it had never been. Raises NotNewest, NotPublished."""
    alert = get_published_to_change(number, base)
    alert.state = "withdrawn"
    return note(alert, "withdrawn", by, now)


def end(number, base, by, now):
    """Let it be over from now on; its page says so. Raises NotNewest, NotPublished, NotBegun, AlreadyOver."""
    alert, now = get_published_to_change(number, base), now.replace(microsecond=0)
    content = alert.content
    if not content.meets(now):
        raise AlreadyOver()
    begun = [each for each in content.periods or (Period(),) if each.begin is None or each.begin < now]
    if not begun:
        raise NotBegun()
    periods = tuple(replace(each, end=now if each.end is None or each.end > now else each.end) for each in begun)
    keep(alert, replace(content, periods=periods), now)
    return note(alert, "ended", by, now)


def get_published_to_change(number, base):
    alert = get_to_change(number, base)
    if alert.state != "published":
        raise NotPublished()
    return alert
