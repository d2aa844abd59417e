"""What passengers get: published alerts, of some stops and lines or of all, in the language that is nearest to theirs."""

from dataclasses import dataclass
from functools import cached_property

from city.database import db
from city.names import to_cyrillic
from transit.alerts import network
from transit.alerts.content import Period
from transit.alerts.models import Alert
from transit.alerts.posted import list_posted, post
from transit.alerts.refusals import NoSuchAlert


@dataclass(frozen=True)
class Shown:
    """An alert's words as one reader sees them: `lang` is the language they are in, `derived` says that we made them Cyrillic."""

    header: str
    text: str
    link: str
    lang: str
    derived: bool


def list_for(stop_keys, line_keys, moment, until=None):
    """The Posted alerts that hold at `moment` (or at some time until `until`) and are about any of these stops and lines.

    Keys are public ones, 'metro:chorsu' and 'metro:M1'. An alert about a station is one about its platforms, and the other way
    round; those about a whole timetable are about all of its stops and lines. What hurts most comes first.
    """
    return choose(list_posted(moment), stop_keys, line_keys, moment, until or moment)


def list_coming(stop_keys, line_keys, moment):
    """The same with those that are planned for later."""
    return choose(list_posted(moment), stop_keys, line_keys, moment)


def list_all(moment):
    """Every Posted alert that holds at `moment` or later."""
    return [alert for alert in list_posted(moment) if alert.content.meets(moment)]


def get_shown(number):
    """The Posted alert that passengers see under this number, also when it is over. Raises NoSuchAlert."""
    alert = db.session.get(Alert, number)
    if not alert or alert.state != "published":
        raise NoSuchAlert()
    return post(alert)


def choose(alerts, stop_keys, line_keys, moment, until=None):
    asked = Asked(stop_keys, line_keys)
    return [alert for alert in alerts if alert.content.meets(moment, until) and any(map(asked.is_met_by, alert.content.about))]


class Asked:
    """The stops and lines that are asked about, and whether something is about one of them."""

    def __init__(self, stop_keys, line_keys):
        self.stops, self.lines = set(stop_keys), set(line_keys)
        self.feeds = {network.split_key(key)[0] for key in (*self.stops, *self.lines)}

    def is_met_by(self, about):
        if about.feed not in ("", *self.feeds) or about.line not in ("", *self.lines):
            return False
        return (not about.stop or about.stop in self.kin) and (about.route_type is None or about.route_type in self.types)

    @cached_property
    def kin(self):
        """The stops with their stations and platforms, read where an alert names a stop of these timetables."""
        return network.with_kin(self.stops)

    @cached_property
    def types(self):
        """The route_types of the lines, read where an alert names one."""
        return {line.type for line in network.find_lines(self.lines).values()}


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
