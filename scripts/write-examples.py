"""Writes the answers that the description of the API shows as examples, from the demonstration data of an instance.

usage: .venv/bin/python scripts/write-examples.py     (after `city db upgrade` and `city demo`; the settings are the usual ones)
"""

import json
import os
from pathlib import Path

from city.app import create_app
from city.openapi.examples import file_of
from city.openapi.marking import list_operations
from city.openapi.parameters import list_parameters
from city.openapi.reading import write_example

MOST_ITEMS = 4


def shorten(part):
    """The same with the first items of long lists only: all of them are alike."""
    if isinstance(part, list):
        return [shorten(each) for each in part[:MOST_ITEMS]]
    return {key: shorten(value) for key, value in part.items()} if isinstance(part, dict) else part


def write(client, path, described, rule):
    address = write_example(path, list_parameters(described, rule), described.example)
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    file = Path(str(file_of(described.folder, rule.endpoint)))
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(shorten(json.loads(answer.text)), ensure_ascii=False, indent=1) + "\n")
    print(file)


app = create_app({**os.environ, "API_RATE_LIMIT": ""})
with app.test_request_context("/"):
    operations = list(list_operations())
for each in operations:
    if each[1].is_json:
        write(app.test_client(), *each)
