"""Words of names that a mistyped word may stand for, with what the mistakes cost."""

from rapidfuzz import process
from rapidfuzz.distance import OSA

from city.folding import VOWELS, is_held_down, list_mistakes, sound

SHORTEST_FORGIVEN = 4  # letters; a mistake in a shorter word makes another word
LONGEST_PAIRED = 9  # letters up to which a wrong letter inside a pair (ch, sh) is looked for
MOST, MOST_MEASURED = 12, 24
ALIKE = 0.5  # what a vowel costs that stands for another
CONFUSED = ("kg", "pb", "td", "sz", "vf", "hk", "hg", "jz", "cs", "js", "gj")
CHEAP = frozenset(a + b for pair in ("aeiou", *CONFUSED) for a in pair for b in pair if a != b)


def allowed_cost(length):
    """How much may be wrong in a word of so many letters."""
    return 0 if length < SHORTEST_FORGIVEN else 1 if length < 6 else 1.5 if length < 7 else 2 if length < 11 else 3


def list_near(vocabulary, typed, word):
    """[(term, cost)] of names within the mistakes allowed for `word`, the nearest first.

    `typed` is what the word was before its spelling was joined; '' where that is not known.
    """
    most = allowed_cost(len(word))
    if not most or is_held_down(word):
        return []
    edits = 2 if most < 2 else most + 1  # vowels are cheap
    apart = 1 if most < 2 else 2
    lengths = (vocabulary.of_length.get(length, ()) for length in range(len(word) - apart, len(word) + apart + 1))
    close = [each for its in lengths for each in process.extract(word, its, scorer=OSA.distance, score_cutoff=edits, limit=MOST)]
    found = {term: measure(word, term) for term, _, _ in sorted(close, key=lambda each: each[1])[:MOST_MEASURED]}
    if len(word) > 4:
        found |= {term: min(found.get(term, most), _sounding_cost(word, term)) for term in vocabulary.list_sounding(word)}
    if 0 < len(typed) <= LONGEST_PAIRED:
        found |= {term: min(found.get(term, 1), 1) for term in list_mistakes(typed) if vocabulary.stands_in_names(term)}
    found = {term: cost for term, cost in found.items() if 0 < cost <= most and term != word}
    return sorted(found.items(), key=lambda each: (each[1], -vocabulary.count(each[0]), each[0]))[:MOST]


def list_near_beginnings(vocabulary, word):
    """[(term, cost)] of longer words that begin nearly as typed. The first letter is right; one mistake, two in a long one."""
    if len(word) < 5:
        return []
    starts = {}
    for term in vocabulary.of_letter.get(word[0], ()):
        if len(term) > len(word):
            starts.setdefault(term[: len(word)], []).append(term)
    near = process.extract(word, list(starts), scorer=OSA.distance, score_cutoff=1 if len(word) < 8 else 2, limit=MOST)
    found = [(term, cost) for start, cost, _ in near for term in starts[start]]
    return sorted(found, key=lambda each: (each[1], -vocabulary.count(each[0]), each[0]))[:MOST]


def measure(word, term):
    """The cheapest way from one to the other: a letter missing, added, changed, two swapped; vowels change cheaply."""
    before, last, previous = None, [float(at) for at in range(len(term) + 1)], ""
    for letter in word:
        above = last[0]
        left = above + 1
        row, fellow = [left], ""
        for j, other in enumerate(term, 1):
            cost = above if letter == other else above + (ALIKE if letter + other in CHEAP else 1)
            above = last[j]
            left = min(cost, above + 1, left + 1)
            if before and letter == fellow and previous == other and letter != other:
                left = min(left, before[j - 2] + 1)
            row.append(left)
            fellow = other
        before, last, previous = last, row, letter
    return last[-1]


def _sounding_cost(word, term):
    """Half a mistake for each two vowels that differ, where the consonants are the same."""
    differ = sum(a != b for a, b in zip(VOWELS.findall(word), VOWELS.findall(term), strict=False))
    return min(0.25 * differ + 0.25, 1) if sound(word) == sound(term) else 9
