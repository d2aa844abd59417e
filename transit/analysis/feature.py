"""What the analysis adds to public transport."""

from transit.analysis import api, datasets, views
from transit.analysis.jobs import ANALYSE

BLUEPRINTS = (views.bp, api.bp)
JOBS = (ANALYSE,)
DATASETS = datasets.DATASETS
