"""What real time adds to the feature of public transport."""

from transit.realtime import api, commands, datasets, views
from transit.realtime.jobs import POLL, REALTIME_SOURCE, TIDY

BLUEPRINTS = (views.bp, api.bp, api.events_bp)
JOBS = (POLL, TIDY)
SOURCES = (REALTIME_SOURCE,)
DATASETS = datasets.DATASETS
COMMANDS = (commands.simulate_realtime,)  # a part of `city transit`
