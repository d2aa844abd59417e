"""Pages of alerts for passengers, their RSS, and what other pages of public transport say of them."""

from flask import Response, render_template, url_for
from flask_babel import gettext as _

from city import rss
from city.clock import now
from city.forms import read_query
from city.language import current
from transit.alerts import labels, network, notices, reading
from transit.alerts.forms import AlertsQuery
from transit.views import bp

NUMBER = "/alerts/<int(max=2147483647):number>"
MOST_IN_FEED = 50


@bp.get("/alerts")
def alerts():
    query, found = read_query(AlertsQuery), list_notices(reading.list_all(now()))
    shown = list_notices(list_alerts(query.line)) if query.line else found
    chips = labels.list_line_chips(notices.count_lines(found), len(found), query.line)
    page = {"now": [each for each in shown if each.standing == "now"], "line": query.line, "chips": chips}
    page["planned"] = [each for each in shown if each.standing == "planned"]
    return render_template("transit/alerts/list.html", **page)


@bp.get(NUMBER)
def alert(number):
    notice = list_notices([reading.get_shown(number)])[0]
    return render_template("transit/alerts/alert.html", notice=notice)


@bp.get("/alerts.rss")
def alerts_rss():
    line = read_query(AlertsQuery).line
    newest = sorted(list_notices(list_alerts(line)), key=lambda notice: notice.published_at, reverse=True)[:MOST_IN_FEED]
    about = _("What changes in public transport now and in the coming days, in your language where it is written")
    addresses = {"home": address_of("alerts", line=line), "address": address_of("alerts_rss", line=line)}
    written = rss.write_rss(_("Changes in service"), about, current().code, **addresses, items=list(map(make_item, newest)))
    return Response(written, mimetype="application/rss+xml")


@bp.app_template_global("list_alerts_at")
def list_at(stop_keys, line_keys, moment=None):
    """Notices for a page about these stops and lines: what holds then, and what is planned."""
    moment = moment or now()
    return list_notices(reading.list_coming(stop_keys, line_keys, moment), moment)


@bp.app_template_global("list_alerts_of_line")
def list_of_line(line_key, stop_keys):
    return list_at(stop_keys, [line_key])


@bp.app_template_global("list_all_alerts")
def list_every():
    return list_notices(reading.list_all(now()))


@bp.app_context_processor
def add_words():
    return {"alert_labels": labels}


def list_alerts(line):
    """The alerts about a line and its stops, or all."""
    if not line:
        return reading.list_all(now())
    return reading.list_coming(network.list_stops_of(line), [line], now())


def list_notices(found, moment=None):
    return notices.list_notices(found, current().code, moment or now())


def address_of(endpoint, **values):
    return url_for(f"transit.{endpoint}", _external=True, **values)


def make_item(notice):
    told = [labels.effect(notice.content), labels.period(notice.period), notice.shown.text]
    summary = ". ".join(each for each in told if each)
    address = address_of("alert", number=notice.number)
    return rss.Item(notice.shown.header, summary, address, notice.shown.lang, notice.published_at)
