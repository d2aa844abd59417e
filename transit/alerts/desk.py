"""What the clerks' desk shows: alerts by how they stand, and which of them are about something that no timetable has now."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import select

from city.database import db
from transit.alerts.content import Content
from transit.alerts.models import Alert
from transit.alerts.naming import Thing, list_things
from transit.alerts.reading import standing

PAGE = 50


@dataclass(frozen=True)
class Line:
    """An alert in the list. `standing` is that of reading, or 'draft' or 'withdrawn'."""

    alert: Alert
    content: Content
    standing: str
    things: list[Thing]

    @property
    def is_gone(self):
        """Whether it is about something that no timetable has any more."""
        return any(thing.is_gone for thing in self.things)


def list_lines(wanted, page, now):
    """([Line] of one page, {standing: how many}, whether there are more), the last changed first."""
    alerts = db.session.scalars(select(Alert).order_by(Alert.changed_at.desc(), Alert.id.desc())).all()
    stand = {alert.id: stand_now(alert, now) for alert in alerts}
    kept = [alert for alert in alerts if wanted in (None, stand[alert.id])]
    shown = kept[(page - 1) * PAGE : page * PAGE]
    return [make_line(alert, stand[alert.id]) for alert in shown], Counter(stand.values()), len(kept) > page * PAGE


def make_line(alert, stands):
    return Line(alert, alert.content, stands, list_things([alert])[alert.id])


def describe(alert, now):
    return make_line(alert, stand_now(alert, now))


def stand_now(alert, now):
    return standing(alert.content, now) if alert.state == "published" else alert.state
