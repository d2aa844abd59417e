"""Words of real time in the reader's language."""

from math import ceil

from flask_babel import gettext as _
from flask_babel import ngettext

from city.clock import now
from transit.realtime import departures, messages


def delay(live):
    """What is known of a departure, in words: on time, 3 min late, cancelled."""
    words = {
        departures.CANCELLED: _("cancelled"),
        departures.SKIPPED: _("does not stop here"),
        departures.ADDED: _("extra trip"),
        departures.ON_TIME: _("on time"),
    }
    return words.get(live.state) or lateness(live.delay_s)


def lateness(delay_s):
    """A delay in words: on time, 3 min late, 2 min early."""
    minutes = round(abs(delay_s) / 60)
    if abs(delay_s) < departures.ON_TIME_S:
        return _("on time")
    if delay_s > 0:
        return ngettext("%(num)d min late", "%(num)d min late", minutes)
    return ngettext("%(num)d min early", "%(num)d min early", minutes)


def stops_away(count):
    return ngettext("%(num)d stop away", "%(num)d stops away", count) if count else _("arriving")


def age(told_at):
    """How old what was told is, in seconds below a minute: people want to know whether it is of now."""
    seconds = max(0, ceil((now() - told_at).total_seconds()))
    if seconds < 60:
        return ngettext("%(num)d second ago", "%(num)d seconds ago", seconds)
    return ngettext("%(num)d minute ago", "%(num)d minutes ago", seconds // 60)


def where(seen):
    """Where a vehicle is: at a stop, arriving at it, or on its way there. The name of the stop follows in the page."""
    if seen.status == messages.STOPPED:
        return _("at the stop")
    return _("arriving at") if seen.status == messages.INCOMING else _("next stop")


def share(value):
    """A share in per cent, a dash where there is none."""
    return "–" if value is None else _("%(share)s%%", share=round(100 * value))


def mean_delay(seconds):
    """A mean delay as 1:05, with its sign."""
    if seconds is None:
        return "–"
    sign = "−" if seconds < 0 else "+"
    return f"{sign}{abs(seconds) // 60}:{abs(seconds) % 60:02}"
