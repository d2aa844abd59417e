"""What features offer is checked when the city starts: a description that cannot be shown stops it."""

import re

from city.opendata.licences import LICENCES
from city.opendata.vocabularies import FREQUENCIES, GEOMETRIES, KINDS, THEMES

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COLUMN = re.compile(r"[a-z][a-z0-9_]*")
RESERVED_KEYS = ("catalog", "policy", "suggest", "use")  # addresses of pages of ours
RESERVED_COLUMNS = ("geometry", "wkt", "illustrative")  # that we write ourselves


def join_datasets(features):
    """{key: (name of the feature, Dataset)}. Raises RuntimeError for the first description that is wrong."""
    found = {}
    for feature in features:
        for dataset in feature.datasets:
            for wrong in list_faults(dataset):
                raise RuntimeError(f"dataset '{dataset.key}' of {feature.name}: {wrong}")
            if dataset.key in found:
                raise RuntimeError(f"dataset '{dataset.key}' is offered by {found[dataset.key][0]} and by {feature.name}")
            found[dataset.key] = feature.name, dataset
    return found


def list_faults(dataset):
    """A sentence for each thing that is wrong with a Dataset."""
    if not KEY.fullmatch(dataset.key) or dataset.key in RESERVED_KEYS:
        yield "its key must be small letters, digits and hyphens, and no page of the city's"
    for name, known in (("theme", THEMES), ("frequency", FREQUENCIES), ("licence", LICENCES)):
        if getattr(dataset, name) not in known:
            yield f"there is no {name} '{getattr(dataset, name)}', only {', '.join(known)}"
    if dataset.geometry and dataset.geometry not in GEOMETRIES:
        yield f"its geometry is '{dataset.geometry}', not points, lines or areas"
    for name in ("title", "summary", "source", "keywords", "columns"):
        if not getattr(dataset, name):
            yield f"it has no {name}"
    yield from _list_faults_of_columns(dataset.columns)


def _list_faults_of_columns(columns):
    names = [column.name for column in columns]
    for column in columns:
        if not COLUMN.fullmatch(column.name) or column.name in RESERVED_COLUMNS:
            yield f"a column cannot be called '{column.name}'"
        if column.kind not in KINDS:
            yield f"column '{column.name}' holds '{column.kind}', which is none of {', '.join(KINDS)}"
        if names.count(column.name) > 1:
            yield f"two columns are called '{column.name}'"
