"""Search over what the services offer: one index, in any script, one typing mistake forgiven.

FTS5 on SQLite; tsvector and pg_trgm on PostgreSQL. Words and ranking are worked out here, alike on both.
"""

from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein
from sqlalchemy import JSON, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base, db
from city.errors import TooLong
from city.folding import fold, join_spellings, list_mistakes, spell
from city.names import pick_name

LONGEST_QUERY = 200
MOST_WORDS = 8
SHORTEST_FORGIVEN = 4  # letters; a mistake in a shorter word makes another word
MOST_CANDIDATES = 300
OF_KIND = "SELECT id FROM city_search_entry WHERE kind = :kind"


class Entry(Base):
    __tablename__ = "city_search_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(index=True)
    ref: Mapped[str]
    endpoint: Mapped[str]
    values: Mapped[dict] = mapped_column(JSON)
    names: Mapped[dict] = mapped_column(JSON)
    lon: Mapped[float | None]
    lat: Mapped[float | None]


@dataclass(frozen=True)
class Hit:
    """A thing found. `score` is from 0 to 1; 1 is the very name."""

    kind: str
    names: dict
    endpoint: str
    values: dict
    lon: float | None
    lat: float | None
    score: float

    def name(self, lang):
        return pick_name(self.names, lang)


def find(query, kind=None, limit=20):
    """What people mean by `query`, best first: a list of Hit. Raises TooLong."""
    if len(query) > LONGEST_QUERY:
        raise TooLong(limit=LONGEST_QUERY)
    typed = spell(query)[:MOST_WORDS]
    if not typed:
        return []
    entries = _matching([_spellings(word) for word in typed], kind)
    if not entries:
        entries = _matching([_spellings(word, forgive=True) for word in typed], kind)
    hits = [_hit(entry, [join_spellings(word) for word in typed]) for entry in entries]
    return sorted(hits, key=lambda hit: (-hit.score, len(hit.name("uz").text), hit.name("uz").text))[:limit]


def replace_entries(kind, entries):
    """Make `entries` (features.SearchEntry) all that is indexed of one kind. Flushes, inside a unit of work."""
    for table, key in (("city_search_text", text_key()), ("city_search_entry", "id")):
        db.session.execute(text(f"DELETE FROM {table} WHERE {key} IN ({OF_KIND})"), {"kind": kind})
    for entry in entries:
        _add(kind, entry)
    _refresh_vocabulary()


def replace_entry(kind, ref, entry):
    """Make `entry` what is indexed of one thing; None for nothing. Flushes, inside a unit of work."""
    for number in db.session.scalars(select(Entry.id).where(Entry.kind == kind, Entry.ref == ref)).all():
        for table, key in (("city_search_text", text_key()), ("city_search_entry", "id")):
            db.session.execute(text(f"DELETE FROM {table} WHERE {key} = :id"), {"id": number})
    if entry:
        _add(kind, entry)
    _refresh_vocabulary()


def count_entries():
    return db.session.scalar(text("SELECT count(*) FROM city_search_entry"))


def _add(kind, entry):
    row = {
        "kind": kind,
        "ref": entry.ref,
        "endpoint": entry.endpoint,
        "values": entry.values,
        "names": entry.names,
        "lon": entry.lon,
        "lat": entry.lat,
    }
    number = db.session.scalar(insert(Entry).returning(Entry.id), row)
    keys = " ".join([*(fold(name) for name in entry.names.values()), fold(entry.words)])
    statement = (
        "INSERT INTO city_search_text (rowid, keys) VALUES (:id, :keys)"
        if _on_sqlite()
        else "INSERT INTO city_search_text (entry_id, keys) VALUES (:id, to_tsvector('simple', :keys))"
    )
    db.session.execute(text(statement), {"id": number, "keys": keys})


def _spellings(typed, forgive=False):
    """The index words meant by a typed word: (word, is it a beginning); near ones when there is no other."""
    word = join_spellings(typed)
    if not forgive and _is_beginning(word):
        return [(word, True)]
    near = _near_words(typed, word) if len(word) >= SHORTEST_FORGIVEN else []
    return [(word, True)] + [(each, False) for each in near]


def _is_beginning(word):
    query = "SELECT 1 FROM city_search_vocabulary WHERE term >= :word AND term < :end LIMIT 1"
    return db.session.scalar(text(query), {"word": word, "end": word + "{"}) is not None  # '{' follows 'z'


def _near_words(typed, word):
    """Words of the index within one typing mistake: a letter missing, added, changed, or two swapped."""
    if _on_sqlite():
        query = "SELECT term FROM city_search_vocabulary WHERE length(term) BETWEEN :low AND :high"
    else:
        db.session.execute(text("SET LOCAL pg_trgm.similarity_threshold = 0.1"))
        query = "SELECT term FROM city_search_vocabulary WHERE term % :word AND length(term) BETWEEN :low AND :high"
    values = {"word": word, "low": len(word) - 2, "high": len(word) + 2}
    terms = db.session.scalars(text(query), values if not _on_sqlite() else {k: v for k, v in values.items() if k != "word"})
    mistakes = list_mistakes(typed)
    return [term for term in terms if term in mistakes or DamerauLevenshtein.distance(word, term, score_cutoff=1) <= 1][:20]


def _matching(spellings, kind):
    """Entries in which each typed word has one of its spellings."""
    of_kind, values = (
        (f"AND +{text_key()} IN ({OF_KIND})", {"kind": kind}) if kind else ("", {})
    )  # +: or FTS5 matches anew for each id
    if _on_sqlite():
        query = " AND ".join(
            "(" + " OR ".join(f'"{word}"*' if begins else f'"{word}"' for word, begins in each) + ")" for each in spellings
        )
        found = (
            f"SELECT rowid FROM city_search_text WHERE city_search_text MATCH :query {of_kind} ORDER BY rank, rowid LIMIT :most"
        )
    else:
        query = " & ".join("(" + " | ".join(f"{word}:*" if begins else word for word, begins in each) + ")" for each in spellings)
        found = (
            f"SELECT entry_id FROM city_search_text WHERE keys @@ to_tsquery('simple', :query) {of_kind}"
            " ORDER BY ts_rank(keys, to_tsquery('simple', :query), 2) DESC, entry_id LIMIT :most"  # 2: short texts first
        )
    ids = db.session.scalars(text(found), values | {"query": query, "most": MOST_CANDIDATES}).all()
    return db.session.scalars(select(Entry).where(Entry.id.in_(ids)).order_by(Entry.id)).all()


def _hit(entry, words):
    score = max(_score(fold(name), words) for name in entry.names.values())
    return Hit(entry.kind, entry.names, entry.endpoint, entry.values, entry.lon, entry.lat, score)


def _score(name, words):
    """How well a folded name answers: the name itself, its beginning, words that begin so, near words."""
    typed = " ".join(words)
    if name == typed:
        return 1.0
    if name.startswith(typed):
        return 0.9
    parts = name.split()
    begun = sum(any(part.startswith(word) for part in parts) for word in words)
    return round(0.3 + 0.5 * begun / len(words), 2)


def _refresh_vocabulary():
    """PostgreSQL keeps the words in a table of its own; FTS5 reads them off its index."""
    if not _on_sqlite():
        db.session.execute(text("DELETE FROM city_search_vocabulary"))
        words = "SELECT word FROM ts_stat('SELECT keys FROM city_search_text')"
        db.session.execute(text(f"INSERT INTO city_search_vocabulary (term) {words}"))


def text_key():
    """The column of city_search_text that names the entry."""
    return "rowid" if _on_sqlite() else "entry_id"


def _on_sqlite():
    return db.engine.dialect.name == "sqlite"
