"""Pages of real time: vehicles in words, punctuality; and what every template of public transport may ask about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, Response, render_template, url_for

from city.clock import TASHKENT, now
from city.forms import read_query
from transit import network
from transit.realtime import exporting, forms, labels, live, naming, punctuality, watching

bp = Blueprint("transit_live", __name__, url_prefix="/<lang:lang_path>/transit", template_folder="templates")


@dataclass(frozen=True)
class Known:
    """Whether there is real time for what a page shows: `state` is live, stale or none; `since` the id of the newest event."""

    state: str
    told_at: datetime | None
    simulated: bool
    since: int

    @property
    def is_on(self):
        """Whether the page has something to wait for."""
        return self.state != "none"


@bp.get("/live")
def watch():
    query, at = read_query(forms.WatchQuery), now()
    told, lines = live.snapshot(at), naming.find_lines(query.lines())[: forms.MOST_LINES]
    stops = list_stops_of(lines)
    stop = query.stop if query.stop in stops else None
    seen = watching.watch(lines, told, at, stop)
    page = {"lines": lines, "seen": seen, "stops": stops, "stop": stop, "offered": naming.list_lines_of(told.feeds)}
    return render_template("transit/realtime/watch.html", query=query, known=know(told.feeds), labels=labels, **page)


@bp.get("/punctuality")
def show_punctuality():
    period, line, since, until = read_period()
    page = describe_punctuality(since, until, line)
    return render_template("transit/realtime/punctuality.html", days=period, line=line, labels=labels, **page)


@bp.get("/punctuality.csv")
def download_punctuality():
    _period, line, since, until = read_period()
    text = exporting.write_csv(punctuality.list_by_line(since, until, line))
    return Response(text, mimetype="text/csv", headers={"Content-Disposition": 'attachment; filename="punctuality.csv"'})


def read_period():
    """(days, key of a line or None, first day, last day) that are asked about."""
    query = read_query(forms.PunctualityQuery)
    today = now().astimezone(TASHKENT).date()
    return int(query.days), query.line, today - timedelta(days=int(query.days) - 1), today


def describe_punctuality(since, until, key):
    """What the page shows: figures of all together, by hour and by line, with the lines' names."""
    by_line = punctuality.list_by_line(since, until, key)
    lines = naming.list_lines(by_line)
    rows = [(lines[each], by_line[each]) for each in lines]
    return {
        "since": since,
        "until": until,
        "total": punctuality.add_up(by_line.values()),
        "by_hour": punctuality.list_by_hour(since, until, key),
        "by_line": rows,
        "shown": lines.get(key),
        "simulated": punctuality.is_simulated(since, until, key),
    }


def list_stops_of(lines):
    """{key: Words} of the stops of some lines, both ways, in their order."""
    found = {}
    for line in lines:
        for direction in network.get_line(line.key).directions:
            found |= {call.key: call.words for call in network.list_calls(line.key, direction) if call.key not in found}
    return found


def know(feeds):
    """The Known of some feeds by their keys: live as soon as one of them is."""
    told = live.snapshot(now())
    found = [told.feeds[key] for key in feeds if key in told.feeds]
    if not found:
        return Known("none", None, False, 0)
    state = "live" if any(each.is_fresh for each in found) else "stale"
    return Known(state, max(each.made_at for each in found), any(each.simulated for each in found), told.since)


@bp.app_template_global()
def realtime_of(*feeds):
    """The Known of some feeds, for any page of public transport."""
    return know(feeds)


@bp.app_template_global()
def vehicles_of(line):
    """[watching.Seen] of a line (shown.Line)."""
    at = now()
    return watching.watch([line], live.snapshot(at), at)


@bp.app_template_global()
def say_live(kind, *values):
    """A word of transit.realtime.labels, for templates of other modules."""
    return getattr(labels, kind)(*values)


def link_without(query, line):
    """The address of the page of live vehicles with one line fewer."""
    left = [each for each in query.lines() if each not in (line.key, line.badge)]
    return url_for("transit_live.watch", line=",".join(left) or None, stop=query.stop)


bp.add_app_template_global(link_without, "watch_without")
