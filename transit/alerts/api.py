"""Alerts for programs: JSON, and a feed of GTFS-Realtime with its text form."""

from flask import url_for

from city.clock import now
from city.errors import N_, WrongValue
from city.language import current
from city.openapi import operation
from transit.alerts import gtfs_realtime, labels, network, notices, reading
from transit.alerts.forms import AlertsApiQuery, FeedQuery
from transit.alerts.replies import AlertInfo, AlertList, AlertPeriod, AlertThing
from transit.api import bp

PROTOBUF = "application/x-protobuf"


@bp.get("/alerts")
@operation(
    N_("Service alerts that hold now or later"),
    query=AlertsApiQuery,
    returns=AlertList,
    example={"feed": "metro", "lang": "en"},
)
def alerts(query):
    at = now().replace(second=0, microsecond=0)
    found = notices.list_notices(choose(query, at), current().code, at)
    return AlertList(at=at, alerts=[describe(each) for each in found if query.when in (None, each.standing)])


@bp.get("/alerts.pb")
@operation(
    N_("Service alerts as a GTFS-Realtime feed"),
    query=FeedQuery,
    media=PROTOBUF,
    about=N_(
        "Version 2.0 of GTFS-Realtime, the whole set each time. Ids are those of the timetable; name it where there are several."
    ),
    example={"feed": "metro"},
)
def alerts_feed(query):
    return make_message(query).SerializeToString(deterministic=True)


@bp.get("/alerts.txt")
@operation(
    N_("The same feed as text, to look at"),
    query=FeedQuery,
    media="text/plain",
    example={"feed": "metro"},
)
def alerts_text(query):
    return gtfs_realtime.write_text(make_message(query))


def make_message(query):
    return gtfs_realtime.write_feed(now(), check_feed(query.feed))


def check_feed(key):
    """The key itself. Raises WrongValue where there is no such timetable."""
    if key and not network.has_feed(key):
        raise WrongValue(name="feed")
    return key


def choose(query, at):
    """The alerts that are asked for."""
    check_feed(query.feed)
    found = reading.list_all(at)
    if query.line or query.stop:
        named = {
            alert.id for alert in reading.list_coming([query.stop] if query.stop else [], [query.line] if query.line else [], at)
        }
        found = [alert for alert in found if alert.id in named]
    if query.feed:
        found = [alert for alert in found if any(each.feed in ("", query.feed) for each in alert.content.about)]
    return found


def describe(notice):
    content, shown = notice.content, notice.shown
    return AlertInfo(
        id=notice.number, standing=notice.standing, cause=content.cause, effect=content.effect,
        header=shown.header, text=shown.text, link=shown.link, language=shown.lang, headers=content.headers,
        periods=[AlertPeriod(begin=each.begin, end=each.end) for each in content.periods],
        about=[describe_thing(each) for each in notice.things],
        published_at=notice.published_at, changed_at=notice.changed_at, demonstration=notice.is_demo, source=notice.source,
        url=url_for("transit.alert", number=notice.number),
    )  # fmt: skip


def describe_thing(each):
    name = str(each.name(current().code)) or labels.thing(each)
    return AlertThing(kind=each.kind, id=each.key, name=name, gone=each.is_gone)
