"""What a query may mean: for each typed word the words of the index that it stands for, each with how well it answers."""

from dataclasses import dataclass, field
from math import log

from city.folding import join_spellings, spell
from city.search.endings import is_form_of, list_stems
from city.search.generic import is_generic
from city.search.near import list_near, list_near_beginnings

MOST_WORDS = 8
MOST_JOINED = 2  # words of a query in which mistyped ones are joined or split too
SHORTEST_JOINED, LONGEST_JOINED = 6, 30
MOST_BEGINNING, FEW_BEGINNING, MOST_FORMS = 48, 12, 24
SHORTEST_SOUNDING = 4
SOUNDS = 0.8  # vowels apart the same word: Timur, Temur
BEGINS, FORM, PER_MISTAKE, BEGINS_NEARLY = 0.9, 0.93, 0.15, 0.55


@dataclass
class Group:
    """A typed word: `typed` in plain letters, `key` folded; `terms` maps words of the index to a grade up to 1.

    `begins`: every word that begins with the key answers too. `near`: words that stand for it only if it was mistyped.
    """

    typed: str
    key: str
    terms: dict = field(default_factory=dict)
    begins: bool = True
    near: frozenset = frozenset()

    def grade(self, word):
        """How well a word of the index answers: 1 for the very word, 0 for not at all."""
        if word == self.key:
            return 1.0
        found = self.terms.get(word, 0)
        if self.begins and word.startswith(self.key):
            return max(found, BEGINS - 0.01 * min(len(word) - len(self.key), 10))
        return found


@dataclass
class Reading:
    """One way to read a query: `needed` words are looked for, `extra` ones only help to rank. `key`: the query folded."""

    needed: list
    extra: list
    key: str
    bare: str  # the needed words alone
    worths: list = field(default_factory=list)

    @property
    def is_guess(self):
        """Whether a word is known only by its sound, so that it may as well be another one that was mistyped."""
        return any(group.terms and max(group.terms.values()) <= SOUNDS for group in self.needed)

    def weigh(self, vocabulary):
        """What each needed word is worth in the ranking: more when few things have it. Worked out once."""
        if not self.worths:
            counts = (max(map(vocabulary.count, group.terms), default=0) for group in self.needed)
            self.worths = [1 / (1 + log(1 + count) / 4) for count in counts]
        return self.worths


def read_words(query):
    """The words of a query in plain letters, at most MOST_WORDS different ones."""
    return list(dict.fromkeys(spell(query)))[:MOST_WORDS]


def count_letters(words):
    """How many letters of the index's own spelling some typed words have."""
    return sum(len(join_spellings(word)) for word in words)


class Reader:
    """Reads one query, and remembers what it found out of each word."""

    def __init__(self, vocabulary):
        self.vocabulary, self.groups = vocabulary, {}

    def read(self, words, forgive=False):
        """The Reading of some words; with `forgive`, mistyped words stand for near ones as well."""
        keys = [join_spellings(word) for word in words]
        extra = [is_generic(key) for key in keys]
        if all(extra):
            extra = [False] * len(keys)
        groups = [self.group(typed, key, forgive and not helps) for typed, key, helps in zip(words, keys, extra, strict=True)]
        needed = [group for group, helps in zip(groups, extra, strict=True) if not helps]
        helping = [group for group, helps in zip(groups, extra, strict=True) if helps]
        return Reading(needed, helping, " ".join(keys), " ".join(group.key for group in needed))

    def list_readings(self, words, forgive=False):
        """Readings of the words as they stand, with neighbours joined, and with one split in two."""
        yield self.read(words, forgive)
        for at in range(len(words) - 1):
            joined = words[at] + words[at + 1]
            if self.is_word(joined, forgive and len(words) <= MOST_JOINED):
                yield self.read([*words[:at], joined, *words[at + 2 :]], forgive)
        for at, word in enumerate(words):
            for left, right in self.list_halves(word, forgive and len(words) <= MOST_JOINED):
                yield self.read([*words[:at], left, right, *words[at + 1 :]], forgive)

    def group(self, typed, key, forgive):
        known = self.groups.get((typed, key, forgive))
        if not known:
            known = self.groups[typed, key, forgive] = _group(self.vocabulary, typed, key, forgive)
        return known

    def is_word(self, typed, forgive):
        """Whether a word begins so; with `forgive`, whether one is near."""
        key = join_spellings(typed)
        if self.vocabulary.has_beginning(key):
            return True
        return forgive and SHORTEST_JOINED <= len(key) <= LONGEST_JOINED and bool(self.group(typed, key, True).terms)

    def list_halves(self, word, forgive):
        """Two words of names that were written as one; with `forgive`, one of them may be mistyped."""
        if not SHORTEST_JOINED <= len(word) <= LONGEST_JOINED or any(letter.isdigit() for letter in word):
            return
        for at in range(3, len(word) - 2):
            left, right = word[:at], word[at:]
            if not (known := self.stands(left)) and not (forgive and self.stands(right)):
                continue
            if (known and self.vocabulary.has_beginning(join_spellings(right))) or (forgive and min(len(left), len(right)) > 3):
                yield left, right

    def stands(self, typed):
        return self.vocabulary.stands_in_names(join_spellings(typed))


def _group(vocabulary, typed, key, forgive):
    group = Group(typed, key)
    for term in vocabulary.list_beginning(key, MOST_BEGINNING if len(key) > 2 else FEW_BEGINNING):
        group.terms[term] = group.grade(term)
    if key in vocabulary.words:
        group.terms[key] = 1.0
    if not key.isdigit():
        for stem in list_stems(key):
            for term in vocabulary.list_beginning(stem, MOST_FORMS):
                if is_form_of(term, stem):
                    group.terms.setdefault(term, FORM - 0.01 * (len(key) - len(stem)))
    if len(key) > SHORTEST_SOUNDING:
        for term in vocabulary.list_sounding(key):
            group.terms.setdefault(term, SOUNDS)
    if forgive and not any(each.isdigit() for each in key):
        _forgive(vocabulary, group)
    return group


def _forgive(vocabulary, group):
    """Add words of names that are near, and those that are near to the word without its ending."""
    known = set(group.terms)
    near = {term: 1 - PER_MISTAKE * cost for term, cost in list_near(vocabulary, group.typed, group.key)}
    for stem in list_stems(group.key)[:2]:
        if len(stem) > 4 and not near:
            for term, cost in list_near(vocabulary, "", stem):
                near.setdefault(term, 0.92 - PER_MISTAKE * cost)
    if not near:
        near = {term: BEGINS_NEARLY - 0.1 * cost for term, cost in list_near_beginnings(vocabulary, group.key)}
    for term, grade in near.items():
        group.terms.setdefault(term, round(grade, 3))
    group.near = frozenset(near.keys() - known)
