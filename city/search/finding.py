"""Finding: the readings of a query are tried from the plainest to the most forgiving, and what they find is ranked."""

from collections import Counter
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from city.database import db
from city.errors import TooLong
from city.names import pick_name
from city.search import matching, ranking
from city.search.correcting import correct
from city.search.keyboard import swap_layout
from city.search.matching import MOST_COUNTED, MOST_RANKED, Filters
from city.search.meaning import Reader, count_letters, read_words
from city.search.models import Entry
from city.search.vocabulary import read_vocabulary

LONGEST_QUERY = 200
MOST_SHOWN = MOST_RANKED
FEW = 5  # things
MOST_PARTLY = 60  # candidates that lack a word, for each word that may be lacking
GOOD = 0.5  # a score that a name with all the words reaches, and a text alone does not
ROW = (Entry.id, Entry.kind, Entry.ref, Entry.languages, Entry.keys, Entry.also)


ALL = Filters()


@dataclass(frozen=True)
class Hit:
    """A thing found. `score` is from 0 to 1; 1 is the very name."""

    kind: str
    ref: str
    names: dict
    endpoint: str
    values: dict
    lon: float | None
    lat: float | None
    score: float
    texts: dict = field(default_factory=dict)
    district: str | None = None
    date: object = None

    def name(self, lang):
        return pick_name(self.names, lang)


@dataclass(frozen=True)
class Answer:
    """What was found. `total` is None where there is more than is counted, and `counts` are then empty.

    `counts`: field ('kind', 'district') -> how many each value would give with the other filters kept. `corrected` is the
    query that was searched for instead of a mistyped one, '' where it was taken as it stood. `partly`: no thing has all
    the words. `readings` are for city.search.marking.
    """

    hits: tuple = ()
    total: int | None = 0
    counts: dict = field(default_factory=dict)
    corrected: str = ""
    reached: int = 0  # how many can be shown, page after page
    partly: bool = False
    typed_found: bool = False
    readings: tuple = ()


@dataclass
class Found:
    """Candidates of some readings, the best reading of each."""

    scores: dict = field(default_factory=dict)  # id -> (score, reading, row)
    candidates: dict = field(default_factory=dict)

    @property
    def best(self):
        return max((score for score, _, _ in self.scores.values()), default=0)


def find(query, kind=None, limit=20):
    """What people mean by `query`, best first: a list of Hit. Raises TooLong."""
    return list(look_up(query, Filters(kind), limit).hits)


def look_up(query, filters=ALL, limit=20, offset=0, count=False, as_typed=False, widen=False):
    """The Answer to a query: hits from `offset` on; with `count` how many each filter would give. Raises TooLong.

    With `widen`, where only a FEW things have all the words, those with most of them follow.
    """
    if len(query) > LONGEST_QUERY:
        raise TooLong(limit=LONGEST_QUERY)
    words = read_words(query)
    if not words:
        return Answer()
    search = Search(read_vocabulary(), filters, count)
    found, meant, partly = search.run(query, words, as_typed)
    if widen and not partly and 0 < len(found.scores) < FEW:
        search.widen(found, read_words(meant))
    return search.answer(found, meant, partly, query, limit, offset)


class Search:
    """One search: its words, its filters, and whether everything is counted."""

    def __init__(self, vocabulary, filters, count):
        self.vocabulary, self.filters, self.count = vocabulary, filters, count
        self.reader, self.most = Reader(vocabulary), MOST_COUNTED if count else MOST_RANKED
        self.full = False  # whether there was more than is counted
        self.typed_best = 0
        self.rows, self.looked_up = {}, {}

    def run(self, query, words, as_typed):
        """(Found, the words that were searched for, were some of them missing)."""
        found = self.strictly(words)
        self.typed_best = found.best
        if as_typed and found.scores or (found.best >= GOOD and not self.reader.read(words).is_guess):
            return found, query, False
        swapped = swap_layout(query)
        if not found.scores and swapped and count_letters(read_words(swapped)) > 2:
            other = self.strictly(read_words(swapped))
            if other.best >= GOOD:
                return other, swapped, False
        self.add(found, self.reader.list_readings(words, forgive=True), GOOD)
        if found.scores:
            return found, query, False
        if swapped and count_letters(read_words(swapped)) > 3:
            other = Found()
            self.add(other, self.reader.list_readings(read_words(swapped), forgive=True), GOOD)
            if other.best >= GOOD:
                return other, swapped, False
        strictly = self.partly(words, forgive=False)
        return (strictly if strictly.scores else self.partly(words)), query, True

    def strictly(self, words):
        found = Found()
        self.add(found, self.reader.list_readings(words))
        return found

    def add(self, found, readings, enough=2):
        """Try readings one after the other, until something is found that is good `enough`."""
        for reading in readings:
            self.take(found, reading, self.collect(reading, reading.needed))
            if found.best >= enough:
                break

    def widen(self, found, words):
        """Let things follow that have most of the words."""
        others = self.partly(words, forgive=False)
        found.scores = others.scores | found.scores
        found.candidates = {number: others.candidates[number] for number in others.scores} | found.candidates

    def partly(self, words, forgive=True):
        """Things that have most of the words, where none has all of them."""
        found = Found()
        reading = self.reader.read(words, forgive)
        for at in range(len(reading.needed)):
            rest = reading.needed[:at] + reading.needed[at + 1 :]
            if rest and len(reading.needed) > 2:
                self.take(found, reading, self.collect(reading, rest, MOST_PARTLY), partly=True)
        if not found.scores and len(reading.needed) > 1:
            for group in reading.needed:
                self.take(found, reading, self.collect(reading, [group], MOST_PARTLY), partly=True)
        return found

    def collect(self, reading, groups, most=None):
        """Candidates: everything where it can be counted, else what the filters leave."""
        narrowed, most = Filters() if self.count else self.filters, most or self.most
        found = self.list_with_words(groups, narrowed, most)
        if len(found) >= self.most:
            self.full = True
            if narrowed != self.filters:
                found = self.list_with_words(groups, self.filters, most)
        if groups is reading.needed:
            found += matching.list_beginning(reading.key, narrowed)
            if reading.bare != reading.key:
                found += matching.list_beginning(reading.bare, narrowed)
        return found

    def list_with_words(self, groups, filters, most):
        """Things with a word of each group. Of a single word looked up before, only what it means beside is asked for."""
        terms, known = tuple(frozenset(group.terms) for group in groups), self.looked_up.setdefault((filters, most), {})
        if terms not in known:
            before = [each for each in known if len(each) == len(terms) == 1 and each[0] < terms[0]]
            asked = [terms[0].difference(*(each[0] for each in before))] if before else terms
            found = [one for each in before for one in known[each]]
            found += matching.list_with_words(self.vocabulary, asked, filters, most)
            known[terms] = list({each.id: each for each in sorted(found, key=_by_weight, reverse=True)}.values())
        return list(known[terms])

    def take(self, found, reading, candidates, partly=False):
        """Rank candidates by a reading; a thing keeps its best score."""
        for each in candidates:
            found.candidates.setdefault(each.id, each)
        kept = sorted({each.id: each for each in candidates if self.filters.keeps(each)}.values(), key=_by_weight)
        for row in self.load([each.id for each in kept[:MOST_RANKED]]):
            score = ranking.score(reading, row.keys.split("|"), row.also.split(), self.vocabulary, partly)
            if score > found.scores.get(row.id, (0,))[0]:
                found.scores[row.id] = score, reading, row

    def load(self, numbers):
        """What the ranking needs of entries, read once."""
        new = [number for number in numbers if number not in self.rows]
        for at in range(0, len(new), 500):
            for row in db.session.execute(select(*ROW).where(Entry.id.in_(new[at : at + 500]))):
                self.rows[row.id] = row
        return [self.rows[number] for number in numbers if number in self.rows]

    def answer(self, found, meant, partly, query, limit, offset):
        order = sorted(found.scores.values(), key=_by_score)
        shown = order[offset : offset + limit]
        candidates = [each for number, each in found.candidates.items() if not partly or number in found.scores]
        kept = [each for each in candidates if self.filters.keeps(each)]
        swapped = meant if meant != query else ""
        hits = tuple(self.tell(shown))
        return Answer(
            hits=hits,
            reached=len(order),
            total=None if self.full else len(kept),
            counts=self.count_all(candidates) if self.count and not self.full else {},
            corrected=correct(hits[0].names, shown[0][1], meant) or swapped if shown and not offset else swapped,
            partly=partly and bool(order),
            typed_found=self.typed_best > 0,
            readings=tuple({id(each[1]): each[1] for each in shown}.values()),
        )

    def count_all(self, candidates):
        return {name: self.count_by(name, candidates) for name in ("kind", "district")}

    def count_by(self, name, candidates):
        others = replace(self.filters, **{name: None})
        return dict(Counter(getattr(each, name) for each in candidates if others.keeps(each)))

    def tell(self, shown):
        numbers = [row.id for _, _, row in shown]
        entries = {entry.id: entry for entry in db.session.scalars(select(Entry).where(Entry.id.in_(numbers)))} if numbers else {}
        for score, _, row in shown:
            e = entries[row.id]
            yield Hit(e.kind, e.ref, e.names, e.endpoint, e.values, e.lon, e.lat, score, e.texts, e.district, e.date)


def _by_weight(candidate):
    return candidate.weight, candidate.id


def _by_score(found):
    """The better first; of equal ones that with names in more languages, then the shorter name."""
    score, _, row = found
    name = row.keys.split("|")[0]
    return -score, -row.languages, len(name), name, row.kind, row.ref
