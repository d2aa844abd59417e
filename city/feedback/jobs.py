"""What is done by itself with feedback: forgetting who wrote."""

from flask import current_app

from city.errors import N_
from city.feedback import limits, messages


def forget(work):
    """Erase name and address from what was dealt with long ago, and what counted tries by address."""
    more = True
    while more:
        with work.unit_of_work():
            erased, more = messages.forget_old(work.now, current_app.config["FEEDBACK_FORGET_DAYS"])
        work.counts[N_("messages freed of names")] += erased
    more = True
    while more:
        with work.unit_of_work():
            more = limits.forget_old(work.now)
