"""States of a hand-over and of an incident, and which answer leads from one to the next."""

from dataclasses import dataclass
from datetime import timedelta

ANSWER_WITHIN = timedelta(seconds=60)  # a hand-over without an answer for longer is marked on the board
ENDED = ("done", "closed")
WAITING = ("sent", "received")
GOING_ON = (*WAITING, "accepted")
ATTENTION = ("refused", "sent", "received", "accepted", "done")  # an incident is as far as its hand-over that is least far


@dataclass(frozen=True)
class Answer:
    """What a desk can say: from which states, and what comes of it."""

    key: str
    begins: tuple[str, ...]
    ends: str


ANSWERS = {
    each.key: each
    for each in (
        Answer("receive", ("sent",), "received"),
        Answer("accept", WAITING, "accepted"),
        Answer("refuse", WAITING, "refused"),
        Answer("finish", ("accepted",), "done"),
    )
}


def answers_to(state):
    """The answers that a hand-over in this state can be given."""
    return [each for each in ANSWERS.values() if state in each.begins]


def state_of(handovers):
    """The state of an incident with these hand-overs: that of the one that is least far. A settled refusal does not count."""
    counted = [each.state for each in handovers if not is_settled(each, handovers)]
    return min(counted, key=ATTENTION.index)


def is_settled(refused, handovers):
    """Whether this is a refusal after which the incident was sent to somebody else, or again."""
    later = [each for each in handovers if each.id > refused.id and each.sent_at >= refused.changed_at]
    return refused.state == "refused" and bool(later)
