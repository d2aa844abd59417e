"""The words of the index, remembered in each process and brought up to date by what changed since."""

from bisect import bisect_left
from dataclasses import dataclass, field
from threading import Lock
from weakref import WeakKeyDictionary

from sqlalchemy import text

from city.database import db
from city.folding import sound

ALL = "SELECT id, term, names, others FROM city_search_word"
CHANGED = f"{ALL} WHERE changed > :version"
remembered = WeakKeyDictionary()
lock = Lock()


@dataclass
class Vocabulary:
    """`words`: term -> (id, in how many names, in how many other texts); `terms` are sorted, `sounds` groups them."""

    version: int = 0
    era: int = 0
    words: dict = field(default_factory=dict)
    terms: list = field(default_factory=list)
    sounds: dict = field(default_factory=dict)
    of_length: dict = field(default_factory=dict)
    of_letter: dict = field(default_factory=dict)

    def count(self, term):
        """In how many things the word stands; 0 for an unknown one."""
        _, names, others = self.words.get(term, (0, 0, 0))
        return names + others

    def stands_in_names(self, term):
        return term in self.words and self.words[term][1] > 0

    def list_beginning(self, start, most):
        """Words that begin with `start`, those of many names first."""
        found = self.terms[bisect_left(self.terms, start) : bisect_left(self.terms, start + "{")]  # '{' follows 'z'
        return sorted(found, key=lambda term: (-self.words[term][1], -self.words[term][2], term))[:most]

    def has_beginning(self, start):
        at = bisect_left(self.terms, start)
        return at < len(self.terms) and self.terms[at].startswith(start)

    def list_sounding(self, term):
        """Words of names whose consonants are the same, where there are enough of them to tell a word by."""
        heard = sound(term)
        return self.sounds.get(heard, []) if len(heard.replace("a", "")) > 1 else []

    def learn(self, rows, version, era):
        """Take over (id, term, names, others) of words that are new or counted anew."""
        for number, term, names, others in rows:
            if names or others:
                self.words[term] = number, names, others
            else:
                self.words.pop(term, None)
        self.version, self.era = version, era
        self.terms = sorted(self.words)
        self.sounds, self.of_length, self.of_letter = {}, {}, {}
        for term in filter(self.stands_in_names, self.terms):
            self.sounds.setdefault(sound(term), []).append(term)
            self.of_length.setdefault(len(term), []).append(term)
            self.of_letter.setdefault(term[0], []).append(term)
        return self


def read_vocabulary():
    """The Vocabulary as the database has it now."""
    version, era = db.session.execute(text("SELECT version, era FROM city_search_state")).one()
    if db.session.info.get("in_unit_of_work"):  # may be rolled back: nobody else is to learn of it
        return Vocabulary().learn(db.session.execute(text(ALL)), version, era)
    known = remembered.get(db.engine)
    if known and (known.version, known.era) == (version, era):
        return known
    with lock:
        fresh = _bring_up_to_date(remembered.get(db.engine), version, era)
        remembered[db.engine] = fresh
    return fresh


def _bring_up_to_date(known, version, era):
    """A new Vocabulary: others may be reading the old one."""
    if not known or known.era != era or known.version > version:
        return Vocabulary().learn(db.session.execute(text(ALL)), version, era)
    rows = db.session.execute(text(CHANGED), {"version": known.version}).all()
    return Vocabulary(words=dict(known.words)).learn(rows, version, era)
