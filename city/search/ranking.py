"""How well a thing answers: names before further words before texts, the very name first, rare words count for more."""

IN_WORDS, IN_TEXT, IN_OTHER_NAME = 0.6, 0.35, 0.9
WHOLE, BEGINNING, OTHER_ORDER = 1.0, 0.9, 0.95
FITS = 0.85
PARTLY = 0.5  # of the score, where not all words were found
BARE = 0.9  # of the very name, where words beside it say of what kind the thing is
HELPS, MISLEADS = 0.1, -0.08  # a word that says of what kind the thing is fits it, or does not


def score(reading, keys, also, vocabulary, partly=False):
    """From 0 to 1 for an entry with these folded names and further words; `partly`: words may be missing from it."""
    worths = reading.weigh(vocabulary)
    best = max((_score_name(reading, key, keys, also, worths, partly) for key in keys), default=0)
    return round(best, 4)


def _score_name(reading, name, keys, also, worths, partly):
    if name == reading.key:
        return WHOLE
    words = name.split()
    helped = _helped(reading, words, keys, also)
    if not partly and name == reading.bare:
        return min(BARE + helped, 0.99)
    if name.startswith(reading.key + " ") or (reading.key and name.startswith(reading.key)):
        return BEGINNING
    got, total, matched = 0.0, 0.0, set()
    for group, worth in zip(reading.needed, worths, strict=True):
        grade, word = max(((group.grade(word), word) for word in words), default=(0, ""))
        if grade:
            matched.add(word)
        else:
            grade = _grade_elsewhere(group, keys, also, partly)
        got += worth * grade
        total += worth
    quality = got / total if total else 0
    needed = [word for word in words if word in matched]
    coverage = len(needed) / len(words) if words else 0
    begins = bool(words) and words[0] in matched
    result = quality * (0.62 + 0.18 * coverage + 0.05 * begins) + helped
    if not partly and quality > 0.999 and coverage == 1:
        result = OTHER_ORDER
    if reading.bare and name.replace(" ", "").startswith(reading.bare.replace(" ", "")):
        result = max(result, 0.86 + helped - (0.02 if " " in name else 0))
    return max(0, min(result, 0.89 if result < BEGINNING else result)) * (PARTLY if partly else 1)


def _grade_elsewhere(group, keys, also, partly):
    """A word that is not in this name may be in another one, among the further words, or (all have it) in the text."""
    other = max((group.grade(word) for key in keys for word in key.split()), default=0)
    further = max((group.grade(word) for word in also), default=0)
    return max(other * IN_OTHER_NAME, further * IN_WORDS, 0 if partly else IN_TEXT)


def _helped(reading, words, keys, also):
    """More for each further word that fits ("metro"), less for one that does not; short ones ("в") do not count."""
    if not reading.extra:
        return 0
    known = {*words, *also, *(word for key in keys for word in key.split())}
    result = 0
    for group in reading.extra:
        fits = any(group.grade(word) > FITS for word in known)
        result += HELPS if fits else (0 if len(group.key) < 3 else MISLEADS)
    return max(MISLEADS, min(result, HELPS))
