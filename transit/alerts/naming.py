"""What alerts are about, in words: by today's timetables, or as it was called when it was written."""

from dataclasses import dataclass

from city.names import pick_name
from transit.alerts import network
from transit.alerts.content import LANGUAGES, About
from transit.shown import Line


@dataclass(frozen=True)
class Thing:
    """One thing that an alert is about, ready to be shown. `is_gone`: no timetable has it now, so it has no page.

    `kind` is 'all', 'feed', 'line' or 'stop'; `line` is the shown.Line where there is one.
    """

    about: About
    kind: str
    names: dict
    line: Line | None = None
    badge: str = ""
    is_gone: bool = False

    @property
    def key(self):
        return {"line": self.about.line, "stop": self.about.stop, "feed": self.about.feed}.get(self.kind, "")

    @property
    def ref(self):
        """What the desk's form calls it."""
        return write_ref(self.about)

    def name(self, lang):
        return pick_name(self.names, lang)


def list_things(alerts):
    """{id of an alert: [Thing]} of some alerts, by few queries."""
    pairs = [(alert, *pair) for alert in alerts for pair in zip(alert.content.about, alert.known_as, strict=True)]
    named = Named(about for _, about, _ in pairs)
    found = {alert.id: [] for alert in alerts}
    for alert, about, known_as in pairs:
        found[alert.id].append(named.describe(about, known_as))
    return found


def name_things(about, known=()):
    """The Things of what is written in a form; `known` are Things of the alert as it was."""
    before = {thing.about: {"badge": thing.badge} | thing.names for thing in known}
    about = list(about)
    named = Named(about)
    return [named.describe(each, before.get(each, {})) for each in about]


class Named:
    """The names of lines, stops and timetables, read at once."""

    def __init__(self, about):
        about = list(about)
        self.lines = network.find_lines({each.line for each in about if each.line})
        self.stops = network.find_stops({each.stop for each in about if each.stop})
        self.feeds = network.find_feeds() if any(each.feed and each.is_wide for each in about) else {}

    def describe(self, about, known_as):
        if about.stop:
            line = self.lines.get(about.line)
            return self._tell(about, "stop", self.stops.get(about.stop), about.stop, known_as, line)
        if about.line:
            line = self.lines.get(about.line)
            return self._tell(about, "line", line, about.line, known_as, line)
        if about.feed:
            return self._tell(about, "feed", self.feeds.get(about.feed), about.feed, {})
        return Thing(about, "all", {})

    def _tell(self, about, kind, named, key, known_as, line=None):
        kept = {lang: name for lang, name in known_as.items() if lang in LANGUAGES}
        names = (named.names if named else kept) or {"en": key}
        badge = line.badge if line else known_as.get("badge", "")
        return Thing(about, kind, names, line, badge, named is None)


def write_ref(about):
    """'all', 'feed:metro', 'line:metro:M1' or 'stop:metro:chorsu'."""
    if about.stop:
        return f"stop:{about.stop}"
    if about.line:
        return f"line:{about.line}"
    return f"feed:{about.feed}" if about.feed else "all"


def read_ref(ref):
    """The About of what the desk's form sent; None where it is none."""
    kind, _, key = ref.partition(":")
    if ref == "all":
        return About()
    if not key or kind not in ("feed", "line", "stop"):
        return None
    feed = key if kind == "feed" else network.split_key(key)[0]
    return About(feed, **({} if kind == "feed" else {kind: key}))
