"""Alerts for tests: make_content, write_alert, publish_alert, and forms as the desk's editor sends them."""

from collections import namedtuple
from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from city.clock import TASHKENT, now
from city.database import db, unit_of_work
from transit.alerts import publishing, writing
from transit.alerts.content import Content, Period, Text
from transit.alerts.naming import read_ref
from transit.models import Feed, Route, Stop

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)  # Tuesday noon in Tashkent
ANNA = namedtuple("Somebody", "name")("anna")
DESK = "/staff/transit/alerts/"


def make_period(begin_h=None, end_h=None, at=NOW):
    """A period from so many hours after `at` until so many; None is open."""
    return Period(*(None if hours is None else at + timedelta(hours=hours) for hours in (begin_h, end_h)))


def make_content(*about, periods=(), cause="MAINTENANCE", effect="DETOUR", **texts):
    """A content about 'line:tram:R1' unless refs are given; in Uzbek unless texts say otherwise: ru=Text(...)."""
    written = {lang.replace("uz_cyrl", "uz-Cyrl"): text for lang, text in texts.items()} or {"uz": Text("Yoʻl yopiq", "Kuting.")}
    return Content(cause, effect, tuple(map(read_ref, about or ("line:tram:R1",))), tuple(periods), written)


def write_alert(content=None, at=NOW):
    """A draft. Needs an open app context."""
    with unit_of_work():
        return writing.add(content or make_content(), ANNA, at).id


def publish_alert(content=None, at=NOW):
    """The number of a new alert that passengers see. Needs an open app context."""
    with unit_of_work():
        alert = writing.add(content or make_content(), ANNA, at)
        return publishing.publish(alert.id, alert.version, ANNA, at).id


def forget_line(key="tram:R1"):
    """Take a line out of the timetables by its key, as an import would."""
    with unit_of_work():
        db.session.execute(update(Route).where(Route.key == key).values(key=f"{key}-gone"))


def add_feed(key="tram", gtfs_line="R1", gtfs_stop="A", kind=0, number=1):
    """The least of a timetable that an alert can be about: a feed, a line, a station with a platform."""
    day = NOW.date()
    with unit_of_work():
        feed = Feed(key=key, name_en=f"Operator of {key}", publisher="", language="en", timezone="Asia/Tashkent", version="1",
                    first_day=day, last_day=day, longest_s=0, illustrative=False, imported_at=NOW)  # fmt: skip
        db.session.add(feed)
        db.session.flush()
        named = {"feed_id": feed.id, "gtfs_id": gtfs_line, "key": f"{key}:{gtfs_line}", "name_en": f"Line {gtfs_line}"}
        look = {"short_name": gtfs_line, "colour": "#000000", "text_colour": "#ffffff", "sort_order": 0}
        db.session.add(Route(id=number, type=kind, **named, **look))
        for extra, parent in (("", None), ("-p1", number * 10)):
            made = number * 10 + bool(extra)
            place = {"place": "SRID=4326;POINT(69.25 41.3)", "is_station": not extra, "approximate": False, "parent_id": parent}
            stop = {"feed_id": feed.id, "gtfs_id": f"{gtfs_stop}{extra}", "key": f"{key}:{gtfs_stop}{extra}"}
            db.session.add(Stop(id=made, name_en=f"Stop {gtfs_stop}{extra}", **stop, **place))
            db.session.flush()


def make_form(base=0, *about, **fields):
    """What the editor's form sends."""
    here = now().astimezone(TASHKENT)
    texts = {"header_uz": "Yoʻl yopiq", "text_uz": "Birinchi qator.\r\nIkkinchi qator.", "header_ru": "Путь закрыт"}
    periods = {
        "begins": [f"{here - timedelta(days=1):%Y-%m-%dT%H:%M}", ""],
        "ends": [f"{here + timedelta(days=1):%Y-%m-%dT%H:%M}", ""],
    }
    head = {"base": str(base), "cause": "WEATHER", "effect": "DETOUR", "about": list(about) or ["line:metro:M1"]}
    return head | periods | texts | fields
