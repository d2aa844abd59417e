"""What the journey planner adds to public transport."""

from transit.planner.jobs import PREPARE_PLANNER
from transit.planner.loading import load

JOBS = (PREPARE_PLANNER,)


def preload():
    """Load the planner with its machine code, once for all processes of a server."""
    load("compiling").main()
