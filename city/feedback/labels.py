"""Words of feedback: kinds, states, steps, reasons, services; links that narrow the queue."""

from flask import current_app, url_for
from flask_babel import gettext as _

from city.errors import N_
from city.feedback import queue
from city.feedback.messages import KINDS

KIND_LABELS = {
    "question": N_("Question"),
    "mistake": N_("Mistake on a page"),
    "proposal": N_("Proposal"),
    "complaint": N_("Complaint"),
}
STATE_LABELS = {
    "new": N_("Not taken yet"),
    "taken": N_("Being worked on"),
    "answered": N_("Answered"),
    "closed": N_("Closed without an answer"),
}
STATE_COLOURS = {"new": "blue", "taken": "yellow", "answered": "green", "closed": "grey"}
STEP_LABELS = {
    "received": N_("the message came"),
    "taken": N_("took it"),
    "handed": N_("handed it over"),
    "answered": N_("answered"),
    "closed": N_("closed it without an answer"),
    "forgotten": N_("name and address were erased"),
}
REASON_LABELS = {
    "advertising": N_("advertising, or no message at all"),
    "repeated": N_("the same was written before"),
    "elsewhere": N_("not a matter of this site"),
    "unclear": N_("it cannot be understood, and nobody can be asked"),
    "thanks": N_("thanks, which need no answer"),
}
FILTER_LABELS = {"open": N_("To be answered"), "overdue": N_("Overdue")} | STATE_LABELS
DEMO = N_("This message was made up for demonstration.")


def read_labels():
    """What templates of feedback may ask for."""
    return {
        "kind_labels": KIND_LABELS,
        "state_labels": STATE_LABELS,
        "state_colours": STATE_COLOURS,
        "step_labels": STEP_LABELS,
        "reason_labels": REASON_LABELS,
        "service_labels": list_services(),
        "demo_sentence": DEMO,
    }


def list_services():
    """{name of a feature: its line of the menu}, untranslated: what a message can be about."""
    return {feature.name: feature.menu[0].label for feature in current_app.extensions["features"] if feature.menu}


def list_chips(query, today):
    """[(label, links)] that narrow the queue by state, kind and service, with what each would give."""
    states = [(None, _("All")), *((each, _(FILTER_LABELS[each])) for each in queue.FILTERS)]
    kinds = [(None, _("All")), *((each, _(KIND_LABELS[each])) for each in KINDS)]
    services = [(None, _("All")), *((name, _(label)) for name, label in list_services().items())]
    groups = (("state", _("State"), states), ("kind", _("Kind"), kinds), ("service", _("Service"), services))
    return [(label, [_chip(query, today, name, *choice) for choice in choices]) for name, label, choices in groups]


def _chip(query, today, name, value, label):
    chosen = {"state": query.state, "kind": query.kind, "service": query.service}
    asked = chosen | {name: value}
    count = queue.count_messages(today, asked["state"], asked["kind"], asked["service"])
    address = url_for(".list_messages", **asked | {"state": asked["state"] or "all"})
    return {"label": label, "count": count, "chosen": chosen[name] == value, "address": address}
