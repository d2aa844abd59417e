"""Filters as links, each with the number that choosing it would give; what would give nothing is left out."""

from flask import url_for
from flask_babel import gettext as _

from city.districts import list_districts
from city.language import current
from greenspace import spaces
from greenspace.kinds import KINDS, STATUSES


def list_groups(query):
    """[(label, links, what is chosen)] for kind, status and district, for city/macros.html's chips."""
    return [
        list_chips(query, "kind", _("Kind"), {key: _(label) for key, label in KINDS.items()}),
        list_chips(query, "status", _("State"), {key: _(label) for key, label in STATUSES.items()}),
        list_chips(query, "district", _("District"), name_districts()),
    ]


def list_chips(query, field, label, names):
    counts, chosen = spaces.count_by(field, query.wanted()), getattr(query, field)
    everything = make_chip(query, field, None, _("All"), sum(counts.values()), chosen)
    choices = [
        make_chip(query, field, value, name, counts.get(value, 0), chosen)
        for value, name in names.items()
        if counts.get(value) or value == chosen
    ]
    return label, [everything, *choices], names.get(chosen)


def make_chip(query, field, value, label, count, chosen):
    address = url_for("greenspace.spaces", **query.arguments(**{field: value}))
    return {"label": label, "count": count, "chosen": value == chosen, "address": address}


def name_districts():
    """Names of the districts by key, and of the district that is not known."""
    names = {district.key: str(district.name(current().code)) for district in list_districts()}
    return names | {spaces.NO_DISTRICT: _("Not known")}
