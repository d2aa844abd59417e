"""What passengers get: published alerts, of some stops and lines or of all, in the language that is nearest to theirs."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from city.database import db
from city.names import to_cyrillic
from transit.alerts import network
from transit.alerts.content import Period
from transit.alerts.kinds import EFFECTS
from transit.alerts.models import Alert, AlertAbout
from transit.alerts.refusals import NoSuchAlert

SHOWN = Alert.state == "published"
URGENCY = {effect: number for number, effect in enumerate(EFFECTS)}


@dataclass(frozen=True)
class Shown:
    """An alert's words as one reader sees them: `lang` is the language they are in, `derived` says that we made them Cyrillic."""

    header: str
    text: str
    link: str
    lang: str
    derived: bool


def list_for(stop_keys, line_keys, moment, until=None):
    """The Alerts that hold at `moment` (or at some time until `until`) and are about any of these stops and lines.

    Keys are public ones, 'metro:chorsu' and 'metro:M1'. An alert about a station is one about its platforms, and the other way
    round; those about a whole timetable are about all of its stops and lines. What hurts most comes first.
    """
    found = list_about(stop_keys, line_keys, moment, until or moment)
    return [alert for alert in found if alert.content.meets(moment, until or moment)]


def list_coming(stop_keys, line_keys, moment):
    """The same with those that are planned for later."""
    return [alert for alert in list_about(stop_keys, line_keys, moment) if alert.content.meets(moment)]


def list_all(moment):
    """Every Alert that holds now or later."""
    found = db.session.scalars(select(Alert).where(SHOWN, _not_over(moment)).options(selectinload(Alert.about)))
    return in_order(alert for alert in found if alert.content.meets(moment))


def get_shown(number):
    """The Alert that passengers see under this number, also when it is over. Raises NoSuchAlert."""
    alert = db.session.get(Alert, number)
    if not alert or alert.state != "published":
        raise NoSuchAlert()
    return alert


def list_about(stop_keys, line_keys, moment, until=None):
    """Alerts about these stops and lines whose first and last moment do not rule them out."""
    asked = Asked(stop_keys, line_keys)
    wanted = select(AlertAbout.alert_id).where(asked.condition())
    query = select(Alert).where(SHOWN, _not_over(moment), Alert.id.in_(wanted))
    if until:
        query = query.where(or_(Alert.begins_at.is_(None), Alert.begins_at <= until))
    found = db.session.scalars(query).all()
    return in_order(alert for alert in found if any(map(asked.is_met_by, alert.content.about)))


class Asked:
    """The stops and lines that are asked about, and whether something is about one of them."""

    def __init__(self, stop_keys, line_keys):
        self.stops, self.lines = network.with_kin(stop_keys), set(line_keys)
        self.feeds = {network.split_key(key)[0] for key in (*self.stops, *self.lines)}
        self._types = None

    def condition(self):
        """Rows of what alerts are about that may be met."""
        by_stop, by_line = AlertAbout.stop.in_({"", *self.stops}), AlertAbout.line.in_({"", *self.lines})
        return by_stop & by_line & AlertAbout.feed.in_({"", *self.feeds})

    def is_met_by(self, about):
        met = about.feed in ("", *self.feeds) and about.line in ("", *self.lines) and about.stop in ("", *self.stops)
        return met and (about.route_type is None or about.route_type in self.types)

    @property
    def types(self):
        """The route_types of the lines, read where an alert names one."""
        if self._types is None:
            self._types = {line.type for line in network.find_lines(self.lines).values()}
        return self._types


def in_order(alerts):
    """What hurts most first, then what was published last."""
    return sorted(alerts, key=lambda alert: (URGENCY[alert.kept["effect"]], -alert.published_at.timestamp(), -alert.id))


def standing(content, moment):
    """'now', 'planned' (again, where it holds at times) or 'over'."""
    if content.holds(moment):
        return "now"
    return "planned" if content.meets(moment) else "over"


def next_period(content, moment):
    """The period that is now, or comes next; the last one where all are over."""
    periods = sorted(content.periods, key=lambda each: each.begin.timestamp() if each.begin else 0) or [Period()]
    return next((each for each in periods if each.end is None or each.end > moment), periods[-1])


def show(content, lang):
    """The Shown of a content for a reader of `lang`."""
    picked = content.name(lang)
    text = content.texts["uz" if picked.derived else picked.lang]
    words = to_cyrillic(text.text) if picked.derived else text.text
    return Shown(picked.text, words, text.link or _any_link(content), picked.lang, picked.derived)


def _any_link(content):
    return next((text.link for text in content.texts.values() if text.link), "")


def _not_over(moment):
    return or_(Alert.ends_at.is_(None), Alert.ends_at > moment)
