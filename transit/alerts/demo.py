"""Demonstration alerts, about the demonstration timetable; their words say what they are."""

import json
from collections import namedtuple
from datetime import datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from city.clock import TASHKENT
from city.database import db
from transit.alerts import network, publishing, writing
from transit.alerts.content import Content, Period, Text
from transit.alerts.models import Alert
from transit.alerts.naming import read_ref

FILE = Path(__file__).parent.parent / "data" / "alerts.json"
CLERK = namedtuple("Demonstrator", "name")("demonstration (clerk)")


def load_demo(now):
    """Write them, where there are no alerts yet and the timetable is there. Inside a unit of work."""
    if db.session.scalar(select(Alert.id).limit(1)):
        return
    for each in json.loads(FILE.read_text()):
        content = read_content(each, now)
        if all(about.feed in network.find_feeds() for about in content.about):
            alert = writing.add(content, CLERK, now, is_demo=True)
            if each["state"] == "published":
                publishing.publish(alert.id, alert.version, CLERK, now)


def read_content(given, now):
    """A Content of the file; its days count from today in Tashkent."""
    today = now.astimezone(TASHKENT).date()
    periods = tuple(Period(*(_moment(today, day, clock) for day, clock in each)) for each in given["periods"])
    texts = {lang: Text(**text) for lang, text in given["texts"].items()}
    return Content(given["cause"], given["effect"], tuple(map(read_ref, given["about"])), periods, texts)


def _moment(today, day, clock):
    return datetime.combine(today + timedelta(days=day), time.fromisoformat(clock), TASHKENT)
