"""What real time plugs into public transport, part by part; transit.feature joins them."""

from transit.realtime import api, commands, datasets, views
from transit.realtime.jobs import POLL, REALTIME_SOURCE, TIDY

blueprints = (views.bp, api.bp, api.events_bp)
jobs = (POLL, TIDY)
sources = (REALTIME_SOURCE,)
datasets = datasets.DATASETS
commands = (commands.simulate_realtime,)  # a part of `city transit`
