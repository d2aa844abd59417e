"""What the journey planner adds to public transport."""

from transit.planner.jobs import PREPARE_PLANNER

JOBS = (PREPARE_PLANNER,)
