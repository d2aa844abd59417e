"""Words of names that a mistyped word may stand for, with what the mistakes cost."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from city.folding import VOWELS, is_held_down, list_mistakes, sound

SHORTEST_FORGIVEN = 4  # letters; a mistake in a shorter word makes another word
LONGEST_PAIRED = 9  # letters up to which a wrong letter inside a pair (ch, sh) is looked for
MOST = 20
ALIKE = 0.5  # what a vowel costs that stands for another
VOWEL = frozenset("aeiou")
CONFUSED = frozenset(map(frozenset, ("kg", "pb", "td", "sz", "vf", "hk", "hg", "jz", "cs", "js", "gj")))


def allowed_cost(length):
    """How much may be wrong in a word of so many letters."""
    return 0 if length < SHORTEST_FORGIVEN else 1 if length < 6 else 1.5 if length < 7 else 2 if length < 11 else 3


def list_near(vocabulary, typed, word):
    """[(term, cost)] of names within the mistakes allowed for `word`, the key of `typed`; the nearest first."""
    most = allowed_cost(len(word))
    if not most or is_held_down(word):
        return []
    found = {}
    edits = 2 if most < 2 else most + 1  # vowels are cheap
    for length in range(len(word) - 2, len(word) + 3):
        among = vocabulary.of_length.get(length, ())
        for term, _, _ in process.extract(word, among, scorer=OSA.distance, score_cutoff=edits, limit=MOST):
            found[term] = measure(word, term)
    if len(word) > 4:
        found |= {term: min(found.get(term, most), _sounding_cost(word, term)) for term in vocabulary.list_sounding(word)}
    if len(typed) <= LONGEST_PAIRED:
        found |= {term: min(found.get(term, 1), 1) for term in list_mistakes(typed) if vocabulary.stands_in_names(term)}
    found = {term: cost for term, cost in found.items() if 0 < cost <= most and term != word}
    return sorted(found.items(), key=lambda each: (each[1], -vocabulary.count(each[0]), each[0]))[:MOST]


def list_near_beginnings(vocabulary, word):
    """[(term, cost)] of longer words that begin nearly as typed. The first letter is right; one mistake, two in a long one."""
    if len(word) < 5:
        return []
    starts = {}
    for term in vocabulary.of_names:
        if len(term) > len(word) and term[0] == word[0]:
            starts.setdefault(term[: len(word)], []).append(term)
    near = process.extract(word, list(starts), scorer=OSA.distance, score_cutoff=1 if len(word) < 8 else 2, limit=MOST)
    found = [(term, cost) for start, cost, _ in near for term in starts[start]]
    return sorted(found, key=lambda each: (each[1], -vocabulary.count(each[0]), each[0]))[:MOST]


def measure(word, term):
    """The cheapest way from one to the other: a letter missing, added, changed, two swapped; vowels change cheaply."""
    before, last = None, [float(at) for at in range(len(term) + 1)]
    for i, letter in enumerate(word, 1):
        row = [float(i)]
        for j, other in enumerate(term, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + _change(letter, other))
            if before and i > 1 and j > 1 and letter == term[j - 2] and word[i - 2] == other and letter != other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def _change(letter, other):
    if letter == other:
        return 0
    pair = {letter, other}
    return ALIKE if pair <= VOWEL or frozenset(pair) in CONFUSED else 1


def _sounding_cost(word, term):
    """Half a mistake for each two vowels that differ, where the consonants are the same."""
    differ = sum(a != b for a, b in zip(VOWELS.findall(word), VOWELS.findall(term), strict=False))
    return min(0.25 * differ + 0.25, 1) if sound(word) == sound(term) else 9
