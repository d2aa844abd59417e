"""Words of timetables in the reader's language: waits, clocks, kinds of day, intervals."""

from functools import lru_cache
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import ngettext

from city.errors import N_
from city.formats import minutes, number
from city.language import current

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
KINDS_OF_DAY = {
    None: N_("Today"),
    (0, 1, 2, 3, 4, 5, 6): N_("Every day"),
    (0, 1, 2, 3, 4): N_("Monday to Friday"),
    (0, 1, 2, 3, 4, 5): N_("Monday to Saturday"),
    (5, 6): N_("Saturday and Sunday"),
    (5,): N_("Saturday"),
    (6,): N_("Sunday"),
}
# route_type: what its lines are, and what their vehicles are called by everybody
KINDS_OF_LINE = {
    0: N_("Tram line"),
    1: N_("Metro line"),
    2: N_("Railway line"),
    3: N_("Bus route"),
    11: N_("Trolleybus route"),
}
# wheelchair_boarding of a stop or an entrance
WHEELCHAIR = {1: N_("Accessible with a wheelchair"), 2: N_("Not accessible with a wheelchair")}
RIDES_WITH_WHEELCHAIR = {
    "all": N_("All vehicles take wheelchairs"),
    "some": N_("Some vehicles take wheelchairs"),
    "none": N_("Vehicles do not take wheelchairs"),
}
RIDES_WITH_BICYCLE = {
    "all": N_("Bicycles may be taken along"),
    "some": N_("Bicycles may be taken along on some rides"),
    "none": N_("Bicycles may not be taken along"),
}
PAYMENTS = {0: N_("paid on board"), 1: N_("paid before boarding")}
CURRENCIES = {"UZS": N_("%(amount)s soum")}
OTHER_LINE = N_("Public transport line")


class Row(NamedTuple):
    """A departure with its wait in words, its second of Unix time, its time on the clock, and whether it is tomorrow's."""

    departure: object
    wait: str
    leaves: int
    clock: str
    is_tomorrow: bool


def wait(seconds):
    """How long until a train: now, 5 min, 1 h 20 min."""
    return _wait(seconds // 60, current().code)


@lru_cache(maxsize=4096)
def _wait(minutes, lang):
    """Kept for each language, as a page of a station asks for ten of them."""
    if minutes < 1:
        return _("now")
    if minutes < 60:
        return ngettext("%(num)d min", "%(num)d min", minutes)
    return _("%(hours)d h %(minutes)d min", hours=minutes // 60, minutes=minutes % 60)


def countdown_words():
    """The words with which static/js/countdown.js says the same: {minutes} and {hours} stand for numbers."""
    return {
        "now": _("now"),
        "minutes": _("%(minutes)s min", minutes="{minutes}"),
        "hours": _("%(hours)s h %(minutes)s min", hours="{hours}", minutes="{minutes}"),
        "lost": _("The departures could not be updated. They are shown as of the last time that the connection was there."),
    }


def kept_words():
    """The words that static/js/kept-stops.js needs."""
    return countdown_words() | {
        "drop": _("Remove"),
        "gone": _("This stop is no longer in the timetable."),
        "none": _("There are no departures in the next 24 hours."),
    }


def show_rows(departures, day):
    """Departures as the table of a page shows them; `day` is the date on the feed's clock."""
    code = current().code
    return [
        Row(each, _wait(each.wait_s // 60, code), int(each.leaves_at.timestamp()), f"{each.at:%H:%M}", each.at.date() != day)
        for each in departures
    ]


def clock(seconds):
    """A time of the service day on the clock: 24:10 is shown as 00:10."""
    return f"{seconds // 3600 % 24:02}:{seconds // 60 % 60:02}"


def kind_of_day(weekdays):
    """Weekdays as people say them."""
    if weekdays in KINDS_OF_DAY:
        return _(KINDS_OF_DAY[weekdays])
    return ", ".join(_(WEEKDAYS[weekday]) for weekday in weekdays)


def interval(bounds):
    """An interval between trains: 3–4 min."""
    low, high = bounds
    return ngettext("%(num)d min", "%(num)d min", low) if low == high else _("%(low)d–%(high)d min", low=low, high=high)


def kind_of_line(line):
    return _(KINDS_OF_LINE.get(line.type, OTHER_LINE))


def wheelchair(value):
    """Whether a stop or an entrance can be used with a wheelchair; nothing where nobody says."""
    return _(WHEELCHAIR[value]) if value in WHEELCHAIR else ""


def rides_with_wheelchair(share):
    return _(RIDES_WITH_WHEELCHAIR[share]) if share else ""


def rides_with_bicycle(share):
    return _(RIDES_WITH_BICYCLE[share]) if share else ""


def price(amount, currency):
    """A price as people write it: 3 000 soʻm; the code of the currency where it has no word here."""
    text = number(amount).replace(" ", "\u00a0")
    return _(CURRENCIES[currency], amount=text) if currency in CURRENCIES else f"{text} {currency}".strip()


def terms(price):
    """What else holds of a price: for whom, on what, how often one may change, for how long."""
    said = [price.rider, price.medium, _(PAYMENTS[price.payment]) if price.payment in PAYMENTS else ""]
    if price.says_transfers and price.transfers is None:
        said.append(_("any number of changes"))
    elif price.says_transfers:
        said.append(ngettext("%(num)d change", "%(num)d changes", price.transfers) if price.transfers else _("no changes"))
    if price.duration_s:
        said.append(_("valid for %(minutes)s", minutes=minutes(price.duration_s // 60)))
    return ", ".join(each for each in said if each)
