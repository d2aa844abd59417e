"""Numbers, distances, dates and times as officials write them in each language (CLDR's Uzbek dates are not those)."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from math import ceil

from babel.numbers import format_decimal
from flask_babel import gettext as _
from flask_babel import ngettext

from city.clock import TASHKENT, now
from city.language import current

MONTHS = {
    "uz": "yanvar fevral mart aprel may iyun iyul avgust sentabr oktabr noyabr dekabr",
    "uz-Cyrl": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "en": "January February March April May June July August September October November December",
}
FULL_DATES = {
    "uz": "{year}-yil {day}-{month}",
    "uz-Cyrl": "{year} йил {day} {month}",
    "ru": "{day} {month} {year} г.",
    "en": "{day} {month} {year}",
}


def init_app(app):
    for function in (number, hectares, distance, full_date, clock_time, minutes, moment, short_moment, duration, ago, file_size):
        app.add_template_filter(function)


def number(value, digits=2):
    """A number with at most `digits` decimals: 2 955 700 or 2,955,700."""
    return _write_number(value, digits, current().locale)


@lru_cache(maxsize=20_000)
def _write_number(value, digits, locale):
    return format_decimal(value, format="#,##0." + "#" * digits, locale=locale)


def hectares(value):
    return _hold_together(_("%(area)s ha", area=number(value)))


def distance(metres):
    """A distance for people: to 10 m below a kilometre, to 100 m above it."""
    if metres < 995:
        return _hold_together(_("%(metres)s m", metres=number(round(metres, -1), 0)))
    return _hold_together(_("%(kilometres)s km", kilometres=number(round(metres / 1000, 1), 1)))


def _hold_together(quantity):
    """A number and its unit, which no line may part."""
    return quantity.replace(" ", "\u00a0")


def full_date(day: date):
    """A date in full: 2026-yil 24-noyabr."""
    language = current().code
    month = MONTHS[language].split()[day.month - 1]
    return FULL_DATES[language].format(year=day.year, month=month, day=day.day)


def clock_time(at):
    """A moment as the time on Tashkent's clocks: 08:05."""
    return at.astimezone(TASHKENT).strftime("%H:%M")


def moment(at):
    """A moment as date and time in Tashkent."""
    return f"{full_date(at.astimezone(TASHKENT).date())}, {clock_time(at)}"


def short_moment(at):
    """A moment for tables: 24.11.2026 14:05, alike in every language."""
    return at.astimezone(TASHKENT).strftime("%d.%m.%Y %H:%M")


def minutes(count):
    return ngettext("%(num)d minute", "%(num)d minutes", count)


def duration(length):
    """A timedelta in seconds, or from a minute on in minutes, rounded up."""
    seconds = ceil(length.total_seconds())
    return ngettext("%(num)d second", "%(num)d seconds", seconds) if seconds < 60 else minutes(ceil(seconds / 60))


def ago(at):
    """How long a moment is past: in minutes, then hours, then days."""
    minutes_past = int((now() - at).total_seconds() // 60)
    if minutes_past < 1:
        return _("just now")
    if minutes_past < 60:
        return ngettext("%(num)d minute ago", "%(num)d minutes ago", minutes_past)
    if minutes_past < 48 * 60:
        return ngettext("%(num)d hour ago", "%(num)d hours ago", minutes_past // 60)
    return ngettext("%(num)d day ago", "%(num)d days ago", minutes_past // (24 * 60))


def file_size(count):
    """Bytes for people: kB below a megabyte, MB with one decimal from there on."""
    if count < 995_000:
        return _hold_together(_("%(size)s kB", size=number(max(round(count / 1000), 1), 0)))
    return _hold_together(_("%(size)s MB", size=number(count / 1_000_000, 1)))


def say(error):
    """The sentence of a CityError in the reader's language."""
    return _(error.sentence, **{name: _say_value(value) for name, value in error.values.items()})


def _say_value(value):
    if isinstance(value, datetime):
        return clock_time(value)
    return duration(value) if isinstance(value, timedelta) else value
