"""What real time plugs into public transport, part by part; transit.feature joins them."""

from transit.realtime import api, commands, datasets, views
from transit.realtime.jobs import POLL, REALTIME_SOURCE, TIDY

BLUEPRINTS = (views.bp, api.bp, api.events_bp)
JOBS = (POLL, TIDY)
SOURCES = (REALTIME_SOURCE,)
DATASETS = datasets.DATASETS
COMMANDS = (commands.simulate_realtime,)  # a part of `city transit`
