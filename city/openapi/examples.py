"""Examples of answers: files beside the operations, written from the demonstration data and checked by a test."""

import json
from functools import cache
from importlib.resources import files


@cache
def read_example(folder, endpoint):
    """The answer that is shown for an operation of the package `folder`, as data; None where there is none."""
    file = file_of(folder, endpoint)
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def file_of(folder, endpoint):
    """`transit/examples/stops.json` for the endpoint `transit_api.stops` of the package `transit`."""
    return files(folder) / "examples" / f"{endpoint.rpartition('.')[2]}.json"
