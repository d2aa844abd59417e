"""What is done by itself with programs: forgetting."""

from city.errors import N_
from city.programs import registering


def forget(work):
    """Delete what was refused 30 days ago, and take the owner out of what was withdrawn a year ago."""
    with work.unit_of_work():
        gone, free = registering.forget(work.now)
    work.counts[N_("registrations deleted")] += gone
    work.counts[N_("registrations freed of addresses")] += free
