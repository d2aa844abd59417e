"""The query with its mistyped words put right, as the best hit writes them."""

import re

from city.folding import CYRILLIC, fold, join_spellings, spell

WRITTEN = re.compile(r"[^\s,.;:!?()«»\"“”]+")


def correct(names, reading, query):
    """What was meant, by the names of the best hit and the reading that found it; '' where nothing was mistyped."""
    changed = {}
    folded = {}
    for name in sorted(names.values(), key=lambda name: bool(CYRILLIC.search(name)) != bool(CYRILLIC.search(query))):
        for word in WRITTEN.findall(name):
            folded.setdefault(fold(word), word)
    for group in reading.needed:
        if any(group.grade(word) > 0.8 and word not in group.near for word in folded):
            continue
        term = max((word for word in folded if word in group.near), key=lambda word: (group.grade(word), word), default=None)
        if term:
            changed[group.key] = folded[term]
    if not changed:
        return ""
    return " ".join(changed.get(_key(word), word) for word in query.split())


def _key(written):
    return "".join(map(join_spellings, spell(written)))
