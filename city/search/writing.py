"""Keeping the index: what is offered is held against what is kept, and what changed is written, in the caller's unit of work."""

import hashlib
import json
from collections import Counter
from itertools import islice

from sqlalchemy import bindparam, delete, func, select, text, update

from city.database import db, insert_rows
from city.folding import VERSION, fold
from city.search.models import IN_NAME, IN_TEXT, IN_WORDS, Entry, NameKey, Posting, Word, begin_writing, filter_terms
from city.search.surroundings import Surroundings

BATCH = 2000
LONGEST_KEY = 200  # letters of a folded name by which its beginning is found
LONGEST_WORD = 60
DIGITS = 16
RULES = f".{VERSION}"  # at the end of a digest
ENTRY = ("id", "kind", "ref", "endpoint", "values", "names", "lon", "lat", "texts", "district", "date")
ENTRY += ("languages", "keys", "also", "digest")
IDS_OF_KIND = select(Entry.id, Entry.ref, Entry.digest)


def replace_entries(kind, entries):
    """Make `entries` (features.SearchEntry) all that is indexed of one kind. Flushes, inside a unit of work."""
    version, _ = begin_writing()
    kept = {}
    for number, ref, digest in db.session.execute(IDS_OF_KIND.where(Entry.kind == kind).order_by(Entry.id)):
        kept.setdefault(ref, []).append((number, digest))
    change = Change(version)
    fresh = []
    for entry in entries:
        same = kept.get(entry.ref, [])
        number = next((number for number, digest in same if digest == digest_of(kind, entry)), None)
        if number is None:
            fresh.append(entry)
        else:
            same.remove((number, next(digest for each, digest in same if each == number)))
    change.remove([number for same in kept.values() for number, _ in same])
    for batch in in_batches(fresh):
        change.add(kind, batch)
    change.count_words()


def replace_entry(kind, ref, entry):
    """Make `entry` what is indexed of one thing; None for nothing. Flushes, inside a unit of work."""
    version, _ = begin_writing()
    change = Change(version)
    change.remove(db.session.scalars(select(Entry.id).where(Entry.kind == kind, Entry.ref == ref)).all())
    if entry:
        change.add(kind, [entry])
    change.count_words()


def has_old_entries():
    """Whether something was indexed by rules of an earlier release."""
    old = select(Entry.id).where(~Entry.digest.endswith(RULES)).limit(1)
    return db.session.scalar(old) is not None


def forget_entries(numbers):
    """Take entries out by their ids. Flushes, inside a unit of work."""
    version, _ = begin_writing()
    change = Change(version)
    change.remove(numbers)
    change.count_words()


def rebuild(sources, progress=lambda done, total=None: None):
    """Make the whole index anew. Readers have the old one until the unit of work ends; `progress` gets how many are in."""
    version, _ = begin_writing()
    db.session.execute(text("UPDATE city_search_state SET era = era + 1"))
    for model in (Posting, NameKey, Word, Entry):
        db.session.execute(delete(model))
    change, done = Change(version), 0
    for source in sources:
        for batch in in_batches(source.entries()):
            change.add(source.kind, batch)
            done += len(batch)
            progress(done)
    change.count_words()
    for model in (Posting, NameKey, Word, Entry):
        db.session.execute(text(f"ANALYZE {model.__tablename__}"))
    return done


def digest_of(kind, entry):
    """A mark of all that is known of an entry, and of the rules by which its keys are made."""
    shown = (kind, entry.ref, entry.endpoint, entry.values, entry.names, entry.lon, entry.lat, entry.texts, entry.date)
    return f"{_hash(shown)}{_hash((entry.words, entry.district))}{RULES}"


def digest_kept(row):
    """The digest that an Entry should have by what is in it; what is not in it is taken as it was."""
    shown = (row.kind, row.ref, row.endpoint, row.values, row.names, row.lon, row.lat, row.texts, row.date)
    return f"{_hash(shown)}{row.digest[DIGITS:]}"


def in_batches(entries):
    entries = iter(entries)
    while batch := list(islice(entries, BATCH)):
        yield batch


class Change:
    """Changes of one unit of work: words are counted at its end, once."""

    def __init__(self, version):
        self.version = version
        self.names, self.others = Counter(), Counter()
        self.numbers, self.next_word = {}, None
        self.next_entry = (db.session.scalar(select(func.max(Entry.id))) or 0) + 1
        self.surroundings = Surroundings()

    def remove(self, numbers):
        for at in range(0, len(numbers), 500):
            some = numbers[at : at + 500]
            gone = db.session.execute(select(Posting.word_id, Posting.weight).where(Posting.entry_id.in_(some)))
            for word, weight in gone:
                (self.names if weight < IN_WORDS else self.others)[word] -= 1
            for model, column in ((Posting, Posting.entry_id), (NameKey, NameKey.entry_id), (Entry, Entry.id)):
                db.session.execute(delete(model).where(column.in_(some)).execution_options(synchronize_session=False))

    def add(self, kind, batch):
        """Write entries, their names and their words."""
        folded = [_fold_entry(each) for each in batch]
        for entry, (_, _, terms) in zip(batch, folded, strict=True):
            terms |= dict.fromkeys(filter_terms(kind, self._find_district(entry)), IN_TEXT)
        self._number_words({term for _, _, terms in folded for term in terms})
        entries, names, postings = [], [], []
        for entry, (keys, also, terms) in zip(batch, folded, strict=True):
            number, self.next_entry = self.next_entry, self.next_entry + 1
            made = (len(entry.names), "|".join(keys), also, digest_of(kind, entry))
            entries.append((number, *self._describe(kind, entry), *made))
            names += [(key, number) for key in {key.replace(" ", "")[:LONGEST_KEY] for key in keys} if key]
            length = min((len(key) for key in keys), default=0)
            for term, where in terms.items():
                word = self.numbers[term]
                postings.append((word, where + min(length, 999), number))
                (self.names if where == IN_NAME else self.others)[word] += 1
        insert_rows(Entry, ENTRY, entries)
        insert_rows(NameKey, ("key", "entry_id"), sorted(names))
        insert_rows(Posting, ("word_id", "weight", "entry_id"), sorted(postings))

    def count_words(self):
        """Put what was added and taken away into the words' counts."""
        table = Word.__table__
        statement = (
            update(table)
            .where(table.c.id == bindparam("number"))
            .values(
                names=table.c.names + bindparam("more"),
                others=table.c.others + bindparam("further"),
                changed=self.version,
            )
        )
        numbers = sorted(word for word in {*self.names, *self.others} if self.names[word] or self.others[word])
        rows = [{"number": word, "more": self.names[word], "further": self.others[word]} for word in numbers]
        if rows:
            db.session.execute(statement, rows)
        db.session.expire_all()

    def _describe(self, kind, entry):
        values, names, texts = (_json(each) for each in (entry.values, entry.names, entry.texts))
        date = entry.date.isoformat() if entry.date else None
        return kind, entry.ref, entry.endpoint, values, names, entry.lon, entry.lat, texts, self._find_district(entry), date

    def _find_district(self, entry):
        return entry.district or self.surroundings.find_district(entry.lon, entry.lat)

    def _number_words(self, terms):
        """Know the numbers of these words, and let in those that are new."""
        unknown = sorted(terms - self.numbers.keys())
        for at in range(0, len(unknown), 500):
            some = unknown[at : at + 500]
            self.numbers |= dict(db.session.execute(select(Word.term, Word.id).where(Word.term.in_(some))).all())
        new = [term for term in unknown if term not in self.numbers]
        if self.next_word is None:
            self.next_word = (db.session.scalar(select(func.max(Word.id))) or 0) + 1
        rows = [(self.next_word + at, term, 0, 0, self.version) for at, term in enumerate(new)]
        insert_rows(Word, ("id", "term", "names", "others", "changed"), rows)
        self.next_word += len(new)
        self.numbers |= {term: number for number, term, *_ in rows}


def _fold_entry(entry):
    """(keys of the names, further words, {word: where it stands})."""
    keys = list(dict.fromkeys(key for name in entry.names.values() if (key := fold(name))))
    also = " ".join(dict.fromkeys(fold(entry.words).split()))
    terms = {}
    for words, where in ((" ".join(keys), IN_NAME), (also, IN_WORDS), (fold(" ".join(entry.texts.values())), IN_TEXT)):
        for word in words.split():
            terms.setdefault(word[:LONGEST_WORD], where)
    return keys, also, terms


def _hash(parts):
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:DIGITS]


def _json(value):
    return json.dumps(value, ensure_ascii=False)
