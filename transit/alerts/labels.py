"""Words of alerts: causes, effects, periods, and how they stand."""

from flask import url_for
from flask_babel import gettext as _

from city.errors import N_
from city.formats import moment
from transit.alerts import kinds
from transit.alerts.content import LANGUAGE_NAMES

CAUSES = {
    "UNKNOWN_CAUSE": N_("cause not known"),
    "MAINTENANCE": N_("maintenance"),
    "CONSTRUCTION": N_("construction works"),
    "TECHNICAL_PROBLEM": N_("technical problem"),
    "ACCIDENT": N_("accident"),
    "WEATHER": N_("weather"),
    "HOLIDAY": N_("holiday"),
    "DEMONSTRATION": N_("public gathering"),
    "STRIKE": N_("strike"),
    "POLICE_ACTIVITY": N_("work of the internal affairs bodies"),
    "MEDICAL_EMERGENCY": N_("medical emergency"),
    "OTHER_CAUSE": N_("another cause"),
}
EFFECTS = {
    "NO_SERVICE": N_("No service"),
    "SIGNIFICANT_DELAYS": N_("Long delays"),
    "REDUCED_SERVICE": N_("Fewer departures"),
    "DETOUR": N_("Detour"),
    "STOP_MOVED": N_("Stop moved"),
    "ACCESSIBILITY_ISSUE": N_("Accessibility limited"),
    "MODIFIED_SERVICE": N_("Changed timetable"),
    "OTHER_EFFECT": N_("Another change"),
    "UNKNOWN_EFFECT": N_("Change in service"),
    "ADDITIONAL_SERVICE": N_("More departures"),
    "NO_EFFECT": N_("For information"),
}
EFFECT_COLOURS = {
    "NO_SERVICE": "orange",
    "SIGNIFICANT_DELAYS": "yellow",
    "REDUCED_SERVICE": "yellow",
    "ADDITIONAL_SERVICE": "green",
    "NO_EFFECT": "grey",
}
STANDINGS = {
    "now": N_("Now"),
    "planned": N_("Planned"),
    "over": N_("Over"),
    "draft": N_("Draft"),
    "withdrawn": N_("Withdrawn"),
}
STANDING_COLOURS = {"now": "orange", "planned": "blue", "over": "grey", "draft": "yellow", "withdrawn": "grey"}
STEPS = {
    "written": N_("saved"),
    "published": N_("published"),
    "withdrawn": N_("withdrawn"),
    "ended": N_("ended"),
}
FIELDS = {
    "cause": N_("Cause"),
    "effect": N_("What follows"),
    "about": N_("What it is about"),
    "periods": N_("When"),
    "header": N_("Heading"),
    "text": N_("Text"),
    "link": N_("Address of a page that says more"),
}


def list_causes(choices):
    return [(key, _(CAUSES[key])) for key in choices]


def list_effects(choices):
    return [(key, _(EFFECTS[key])) for key in choices]


def effect(content):
    return _(EFFECTS[content.effect])


def effect_colour(content):
    return EFFECT_COLOURS.get(content.effect, "blue")


def cause(content):
    """The cause in words, '' where nobody says it."""
    return "" if content.cause == kinds.UNKNOWN_CAUSE else _(CAUSES[content.cause])


def period(each):
    """A period as a line of text."""
    if each.begin and each.end:
        return _("from %(begin)s to %(end)s", begin=moment(each.begin), end=moment(each.end))
    if each.begin:
        return _("from %(begin)s until further notice", begin=moment(each.begin))
    return _("until %(end)s", end=moment(each.end)) if each.end else _("until further notice")


def thing(each):
    """What stands before the name of a thing."""
    return {"all": _("All public transport"), "feed": _("All lines of"), "line": _("Line"), "stop": _("Station or stop")}[
        each.kind
    ]


def field(name):
    """(label of a field of the form, its language or None)."""
    part, _sep, lang = name.partition("_")
    tag = {"uz_cyrl": "uz-Cyrl"}.get(lang, lang) or None
    return _(FIELDS[part]), tag


def language(tag):
    return LANGUAGE_NAMES[tag]


def list_line_chips(counted, total, chosen):
    """Links that narrow the public list to one line, with how many alerts each would leave."""
    choices = [(None, _("All"), total), *((line.key, line.badge, count) for line, count in counted)]
    return [
        {"label": label, "count": count, "chosen": key == chosen, "address": url_for("transit.alerts", line=key)}
        for key, label, count in choices
    ]


def list_standing_chips(counts, chosen):
    """Links that narrow the desk's list to alerts that stand alike."""
    choices = [(None, _("All"), sum(counts.values())), *((key, _(label), counts.get(key, 0)) for key, label in STANDINGS.items())]
    return [
        {"label": label, "count": count, "chosen": key == chosen, "address": url_for("transit_alerts_desk.desk", standing=key)}
        for key, label, count in choices
    ]
