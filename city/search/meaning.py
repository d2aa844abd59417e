"""What a query may mean: for each typed word the words of the index that it stands for, each with how well it answers."""

from dataclasses import dataclass, field

from city.folding import join_spellings, spell
from city.search.endings import is_form_of, list_stems
from city.search.generic import is_generic
from city.search.near import list_near, list_near_beginnings

MOST_WORDS = 8
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


def read_words(query):
    """The words of a query in plain letters, at most MOST_WORDS different ones."""
    return list(dict.fromkeys(spell(query)))[:MOST_WORDS]


def read(vocabulary, words, forgive=False):
    """The Reading of some words; with `forgive`, mistyped words stand for near ones as well."""
    keys = [join_spellings(word) for word in words]
    extra = [is_generic(key) for key in keys]
    if all(extra):
        extra = [False] * len(keys)
    groups = [_group(vocabulary, typed, key, forgive and not helps) for typed, key, helps in zip(words, keys, extra, strict=True)]
    needed = [group for group, helps in zip(groups, extra, strict=True) if not helps]
    helping = [group for group, helps in zip(groups, extra, strict=True) if helps]
    return Reading(needed, helping, " ".join(keys), " ".join(group.key for group in needed))


def list_readings(vocabulary, words, forgive=False):
    """Readings of the words as they stand, with neighbours joined, and with one split in two."""
    yield read(vocabulary, words, forgive)
    for at in range(len(words) - 1):
        joined = words[at] + words[at + 1]
        key = join_spellings(joined)
        if vocabulary.has_beginning(key) or (forgive and len(key) > 5):
            yield read(vocabulary, [*words[:at], joined, *words[at + 2 :]], forgive)
    for at, word in enumerate(words):
        for left, right in _list_halves(vocabulary, word, forgive):
            yield read(vocabulary, [*words[:at], left, right, *words[at + 1 :]], forgive)


def _group(vocabulary, typed, key, forgive):
    group = Group(typed, key)
    for term in vocabulary.list_beginning(key):
        group.terms[term] = group.grade(term)
    if not key.isdigit():
        for stem in list_stems(key):
            for term in vocabulary.list_beginning(stem):
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
        if len(stem) > 4:
            for term, cost in list_near(vocabulary, stem, stem):
                near.setdefault(term, 0.92 - PER_MISTAKE * cost)
    if not near:
        near = {term: BEGINS_NEARLY - 0.1 * cost for term, cost in list_near_beginnings(vocabulary, group.key)}
    for term, grade in near.items():
        group.terms.setdefault(term, round(grade, 3))
    group.near = frozenset(near.keys() - known)


def _list_halves(vocabulary, word, forgive):
    """Two words of names that were written as one; with `forgive`, one of them may be mistyped."""
    if len(word) < 6 or any(letter.isdigit() for letter in word):
        return
    for at in range(3, len(word) - 2):
        left, right = word[:at], word[at:]
        known = [vocabulary.stands_in_names(join_spellings(each)) for each in (left, right)]
        begins = known[0] and vocabulary.has_beginning(join_spellings(right))
        if all(known) or begins or (forgive and any(known) and min(len(left), len(right)) > 3):
            yield left, right
