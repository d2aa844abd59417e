"""Filters as links, each with the number of indicators that it would leave."""

from flask import url_for
from flask_babel import gettext as _

from khokimiyat.losi import comparing, labels
from khokimiyat.losi.kinds import ANSWERS
from khokimiyat.losi.narrowing import narrow


def list_groups(endpoint, number, query, catalogue, answers):
    """[(label, links)] for state and criterion, for city/macros.html's chips."""
    make = ChipMaker(endpoint, number, query)
    words = {"words": query.q}
    lines = count(narrow(catalogue, answers, criterion=query.criterion, **words), lambda line: line.state)
    parts = count(narrow(catalogue, answers, state=query.state, **words), lambda line: line.indicator.criterion.key)
    states = [(key, _(label), lines.get(key, 0)) for key, label in ANSWERS.items()]
    criteria = [(each.key, labels.local(each), parts.get(each.key, 0)) for each in catalogue.criteria]
    return [(_("Answer to the indicator"), make.chips("state", states)), (_("Criterion"), make.chips("criterion", criteria))]


def list_editions(address, chosen):
    """Links to the editions of the survey; `address` makes one of them."""
    return [
        {"label": each, "count": None, "chosen": each == chosen, "address": address(each)} for each in comparing.list_editions()
    ]


def count(parts, key):
    """How many lines of all parts have each key."""
    found = {}
    for line in (line for part in parts for line in part.lines):
        found[key(line)] = found.get(key(line), 0) + 1
    return found


class ChipMaker:
    """Links to a list of indicators with one filter changed."""

    def __init__(self, endpoint, number, query):
        self.endpoint, self.number, self.query = endpoint, number, query

    def chips(self, field, choices):
        everything = (None, _("All"), sum(each[2] for each in choices))
        chosen = getattr(self.query, field)
        shown = [each for each in choices if each[2] or each[0] == chosen]
        return [self.chip(field, value, label, number, chosen) for value, label, number in [everything, *shown]]

    def chip(self, field, value, label, number, chosen):
        address = url_for(self.endpoint, number=self.number, **self.query.arguments(**{field: value}), _anchor="indicators")
        return {"label": label, "count": number, "chosen": value == chosen, "address": address}
