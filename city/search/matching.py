"""Which things have the words that are meant: candidates for the ranking, those with the words in short names first."""

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import bindparam, text

from city.database import db
from city.search.models import filter_terms

MOST_COUNTED = 2000  # candidates of one query; where there are more, how many is not said
MOST_RANKED = 250
FREQUENT = 1000  # a word of more things is read on its own, in the order of its postings
LOOKED_AT = (2_000, 10_000)  # postings of a frequent word: those in short names
BY_NAME, NAMES_LOOKED_AT = 150, 5_000
BEGINNING_SO = (
    "SELECT n.entry_id, 0 AS weight, e.kind, e.district, e.date FROM"
    " (SELECT key, entry_id FROM city_search_name WHERE key >= :key AND key < :end ORDER BY key, entry_id LIMIT :looked_at) n"
    " JOIN city_search_entry e ON e.id = n.entry_id WHERE 1 = 1 {filters} ORDER BY n.key, n.entry_id LIMIT :most"
)
WITH_ANY = (
    "SELECT p.entry_id, min(p.weight) AS weight, e.kind, e.district, e.date FROM city_search_posting p"
    " JOIN city_search_entry e ON e.id = p.entry_id WHERE p.word_id IN :words {others} {days}"
    " GROUP BY p.entry_id, e.kind, e.district, e.date ORDER BY weight, p.entry_id LIMIT :most"
)
WITH_ONE = (
    "SELECT p.entry_id, p.weight, e.kind, e.district, e.date FROM"
    " (SELECT entry_id, weight FROM city_search_posting WHERE word_id = :words ORDER BY weight, entry_id LIMIT :looked_at) p"
    " JOIN city_search_entry e ON e.id = p.entry_id WHERE 1 = 1 {others} {days} ORDER BY p.weight, p.entry_id LIMIT :most"
)
ALSO = "AND EXISTS (SELECT 1 FROM city_search_posting q WHERE q.entry_id = p.entry_id AND q.word_id IN :also_{at})"
# Of a single word, as each filter is one: of EXISTS PostgreSQL may make a join with all postings of a frequent word.
ALSO_ONE = "AND (SELECT 1 FROM city_search_posting q WHERE q.entry_id = p.entry_id AND q.word_id IN :also_{at} LIMIT 1) = 1"


@dataclass(frozen=True)
class Filters:
    """What results are narrowed to; None for no filter. Days are inclusive."""

    kind: str | None = None
    district: str | None = None
    since: date | None = None
    until: date | None = None

    def sql(self):
        """Conditions on the entry `e`, and their values."""
        conditions = {"kind": "e.kind = :kind", "district": "e.district = :district"}
        conditions |= {"since": "e.date >= :since", "until": "e.date <= :until"}
        given = {name: getattr(self, name) for name in conditions if getattr(self, name) is not None}
        return "".join(f" AND {conditions[name]}" for name in given), {name: _plain(value) for name, value in given.items()}

    def keeps(self, row):
        """Whether a Candidate stays."""
        return (
            self.kind in (None, row.kind)
            and self.district in (None, row.district)
            and (self.since is None or (row.date is not None and row.date >= _plain(self.since)))
            and (self.until is None or (row.date is not None and row.date <= _plain(self.until)))
        )


@dataclass(frozen=True)
class Candidate:
    """A thing that may be meant: `weight` as a posting has it, `date` as text."""

    id: int
    weight: int
    kind: str
    district: str | None
    date: str | None


def list_beginning(key, filters):
    """Things of which a name begins with `key`, blanks apart; of very many names the first in their order are looked at."""
    conditions, values = filters.sql()
    squeezed = key.replace(" ", "")
    if not squeezed:
        return []
    values |= {"key": squeezed, "end": squeezed + "{", "most": BY_NAME, "looked_at": NAMES_LOOKED_AT}
    return _read(text(BEGINNING_SO.format(filters=conditions)), values)


def list_with_words(vocabulary, groups, filters, most=MOST_COUNTED):
    """Things that have a word of each of some groups of words, the better weights first."""
    wanted = [sorted(terms) for terms in groups] + [[term] for term in filter_terms(filters.kind, filters.district)]
    wanted = [[term for term in terms if term in vocabulary.words] for terms in wanted]
    if not groups or not all(wanted):
        return []
    rarest, *others = sorted(wanted, key=lambda terms: sum(map(vocabulary.count, terms)))
    others = [sorted(vocabulary.words[term][0] for term in terms) for terms in others]
    frequent = [term for term in rarest if vocabulary.count(term) > FREQUENT]
    rare = sorted(vocabulary.words[term][0] for term in rarest if term not in frequent)
    found = _ask(WITH_ANY, rare, others, filters, most) if rare else []
    for term in frequent:
        found += _ask_one(vocabulary.words[term][0], others, filters, most)
    best = {}
    for each in sorted(found, key=lambda each: (each.weight, each.id)):
        best.setdefault(each.id, each)
    return list(best.values())[:most]


def _ask_one(word, others, filters, most):
    """Things with a frequent word: they come in order, so most often the first few suffice."""
    for looked_at in LOOKED_AT:
        found = _ask(WITH_ONE, word, others, filters, most, looked_at)
        if len(found) >= most:
            break
    return found


def _ask(query, words, others, filters, most, looked_at=None):
    days, values = replace(filters, kind=None, district=None).sql()
    also = {f"also_{at}": each for at, each in enumerate(others)}
    asked = " ".join((ALSO_ONE if len(each) == 1 else ALSO).format(at=at) for at, each in enumerate(others))
    lists = [bindparam(name, expanding=True) for name in (*also, *(["words"] if query is WITH_ANY else []))]
    statement = text(query.format(others=asked, days=days)).bindparams(*lists)
    given = {"looked_at": looked_at} if looked_at else {}
    return _read(statement, values | also | given | {"words": words, "most": most})


def _read(statement, values):
    rows = db.session.execute(statement, values)
    return [Candidate(number, weight, kind, district, str(day) if day else None) for number, weight, kind, district, day in rows]


def _plain(value):
    return value.isoformat() if isinstance(value, date) else value
