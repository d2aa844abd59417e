"""Words of the desk: states, steps, kinds and fields."""

from flask import url_for
from flask_babel import gettext as _

from city.errors import N_
from khokimiyat.pages.content import LANGUAGE_NAMES
from khokimiyat.pages.desk import STATES

DEMO = N_("The texts of these pages are written for demonstration; they are not statements of the city hall.")

STATE_LABELS = {
    "draft": N_("Draft"),
    "waiting": N_("Waiting for publishing"),
    "published": N_("Published"),
    "withdrawn": N_("Withdrawn"),
}
STATE_COLOURS = {"draft": "grey", "waiting": "yellow", "published": "green", "withdrawn": "orange"}
STEP_LABELS = {
    "asked": N_("publishing asked for"),
    "published": N_("published"),
    "returned": N_("sent back"),
    "withdrawn": N_("withdrawn"),
}
KIND_LABELS = {"page": N_("Page"), "news": N_("News")}
PART_LABELS = {
    "slug": N_("Address"),
    "kind": N_("Kind"),
    "in_menu": N_("In the menu"),
    "title": N_("Title"),
    "summary": N_("Summary"),
    "text": N_("Text"),
}


def read_labels():
    """What templates of the desk may ask for."""
    return {
        "state_labels": STATE_LABELS,
        "state_colours": STATE_COLOURS,
        "step_labels": STEP_LABELS,
        "kind_labels": KIND_LABELS,
        "part_labels": PART_LABELS,
        "language_names": LANGUAGE_NAMES,
    }


def list_state_chips(lines, chosen):
    """Links that narrow the list of pages to one state, with how many there are."""
    choices = [(None, _("All"), len(lines))]
    choices += [(state, _(STATE_LABELS[state]), sum(line.page.state == state for line in lines)) for state in STATES]
    return [
        {
            "label": label,
            "count": count,
            "chosen": state == chosen,
            "address": url_for("khokimiyat_pages.list_pages", state=state),
        }
        for state, label, count in choices
    ]
