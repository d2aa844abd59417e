"""What is kept about somebody, by part: shown, exported as JSON, erased. Parts offer it as features.PersonalData."""

import json
from datetime import datetime
from itertools import islice

SHOWN_AT_MOST = 20


def list_sources(features, whose):
    """The PersonalData of all features about residents or about staff; the city's own come first, as its features come last."""
    return [source for feature in reversed(features) for source in feature.personal_data if source.whose == whose]


def show(sources, number):
    """[(source, its newest rows, are there more)] for a page."""
    found = [(source, list(islice(source.read(number), SHOWN_AT_MOST + 1))) for source in sources]
    return [(source, rows[:SHOWN_AT_MOST], len(rows) > SHOWN_AT_MOST) for source, rows in found]


def export(sources, number, now):
    """All of it, as a JSON text."""
    parts = {source.name: [dict(row) for row in source.read(number)] for source in sources}
    whole = {"exported_at": now, "personal_data": parts}
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_write)


def erase(sources, number, now):
    """Erase what may be erased, inside a unit of work: all of it or nothing."""
    for source in sources:
        if source.erase:
            source.erase(number, now)


def _write(value):
    return value.isoformat() if isinstance(value, datetime) else str(value)
