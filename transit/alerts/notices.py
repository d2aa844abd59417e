"""Alerts ready to be shown to one reader: words in their language, things by name, and how each stands at a moment."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from transit.alerts.content import Content, Period
from transit.alerts.naming import Thing, list_things
from transit.alerts.reading import Shown, next_period, show, standing


@dataclass(frozen=True)
class Notice:
    """`standing` is 'now', 'planned' or 'over'; `period` is the one that is now or comes next."""

    number: int
    content: Content
    shown: Shown
    things: list[Thing]
    standing: str
    period: Period
    published_at: datetime | None
    changed_at: datetime
    is_demo: bool
    source: str | None

    @property
    def lines(self):
        """The shown.Lines that it names, each once."""
        return list({thing.line.key: thing.line for thing in self.things if thing.line}.values())


def list_notices(alerts, lang, moment):
    alerts = list(alerts)
    things = list_things(alerts)
    return [describe(alert, things[alert.id], lang, moment) for alert in alerts]


def describe(alert, things, lang, moment):
    content = alert.content
    return Notice(
        alert.id,
        content,
        show(content, lang),
        things,
        standing(content, moment),
        next_period(content, moment),
        alert.published_at,
        alert.changed_at,
        alert.is_demo,
        alert.source,
    )


def count_lines(notices):
    """[(shown.Line, how many of the notices name it)], by badge."""
    counts = Counter(line.key for notice in notices for line in notice.lines)
    lines = {line.key: line for notice in notices for line in notice.lines}
    return [(line, counts[key]) for key, line in sorted(lines.items(), key=lambda item: (item[1].badge, item[0]))]
