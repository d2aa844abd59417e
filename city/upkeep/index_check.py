"""Is the search index what the services offer? Where it is not, the kind is indexed anew."""

import json

from sqlalchemy import select, text

from city import search
from city.database import db


def find_faults(source):
    """How many entries of a kind are missing, surplus or different in the index; 0 for a sound one."""
    offered, kept = sorted(map(_offered, source.entries())), sorted(map(_kept, _list_kept(source.kind)))
    left, right = set(offered), set(kept)
    return max(len(left - right), len(right - left), abs(len(offered) - len(kept)), _count_without_words(source.kind))


def mend(source):
    """Index a kind anew. Flushes, inside a unit of work; what is offered is read inside it too."""
    search.replace_entries(source.kind, source.entries())


def _list_kept(kind):
    return db.session.scalars(select(search.Entry).where(search.Entry.kind == kind)).all()


def _count_without_words(kind):
    """Entries that no word leads to."""
    key = search.text_key()
    query = (
        "SELECT count(*) FROM city_search_entry e WHERE e.kind = :kind"
        f" AND NOT EXISTS (SELECT 1 FROM city_search_text t WHERE t.{key} = e.id)"
    )
    return db.session.scalar(text(query), {"kind": kind})


def _offered(entry):
    return _fingerprint(entry.ref, entry.endpoint, entry.values, entry.names, entry.lon, entry.lat)


def _kept(row):
    return _fingerprint(row.ref, row.endpoint, row.values, row.names, row.lon, row.lat)


def _fingerprint(*parts):
    return json.dumps(parts, sort_keys=True, ensure_ascii=False)
