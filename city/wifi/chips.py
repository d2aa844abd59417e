"""Filters of the Wi-Fi points as links, each with the number that choosing it would give; what gives nothing is left out."""

from flask import url_for
from flask_babel import gettext as _

from city.districts import list_districts
from city.language import current
from city.wifi import points
from city.wifi.kinds import KINDS


def list_groups(query):
    """[(label, links, what is chosen)] for kind and district, for city/macros.html's chips."""
    return [
        list_chips(query, "kind", _("Kind"), {key: _(label) for key, label in KINDS.items()}),
        list_chips(query, "district", _("District"), name_districts()),
    ]


def list_chips(query, field, label, names):
    counts, chosen = points.count_by(field, query.wanted()), getattr(query, field)
    everything = make_chip(query, field, None, _("All"), sum(counts.values()))
    choices = [
        make_chip(query, field, value, name, counts.get(value, 0))
        for value, name in names.items()
        if counts.get(value) or value == chosen
    ]
    return label, [everything, *choices], names.get(chosen)


def make_chip(query, field, value, label, count):
    address = url_for("wifi.points", **query.arguments(**{field: value}))
    return {"label": label, "count": count, "chosen": value == getattr(query, field), "address": address}


def name_districts():
    """Names of the districts by key, and of what the list counts to none of them."""
    names = {district.key: str(district.name(current().code)) for district in list_districts()}
    return names | {points.OUTSIDE: _("Outside the city, by the list")}
