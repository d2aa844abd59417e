"""Words of the analysis in the reader's language: hours, intervals, speeds, shares."""

from flask_babel import gettext as _

from city.errors import N_
from city.formats import number
from transit import labels
from transit.analysis.access import ANY, BUS, RAIL

NOTHING = "–"
NEAR = {
    BUS: N_("500 m from a stop of bus or tram"),
    RAIL: N_("1,000 m from a station of metro or railway"),
    ANY: N_("Either of them"),
}


def hour(value):
    """An hour of the service day: 08–09."""
    span = f"{value % 24:02}–{(value + 1) % 24 or 24:02}"
    return _("%(time)s, next day", time=span) if value >= 24 else span


def kind_of_day(weekdays):
    """Weekdays as they are kept ('01234') or listed, as people say them."""
    return labels.kind_of_day(tuple(int(weekday) for weekday in weekdays))


def in_minutes(value):
    """A number of minutes with one decimal below ten."""
    return NOTHING if value is None else _("%(minutes)s min", minutes=number(value, 1 if value < 10 else 0))


def speed(value):
    return NOTHING if value is None else _("%(speed)s km/h", speed=number(value, 0))


def share(value):
    return _("%(share)s%%", share=number(value * 100, 1))


def clock(seconds):
    return labels.clock(seconds)


def near(kind):
    return _(NEAR[kind])
