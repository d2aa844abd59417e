"""Which parts of a written text answer a query, in whatever script: ranges of letters, and a piece of a longer text."""

import re
from dataclasses import dataclass

from city.folding import fold

WRITTEN = re.compile(r"[\w'`´‘’‛ʹʻʼʽʿ＇]+")
AROUND = 90  # letters of a text that are shown before and after what was found


@dataclass(frozen=True)
class Marked:
    """A text, and (start, end) of each word in it that answers, counted in characters of Unicode."""

    text: str
    ranges: tuple = ()

    def parts(self):
        """[(piece of the text, is it marked)]."""
        at = 0
        for start, end in self.ranges:
            if start > at:
                yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False


def mark(text, readings):
    """The Marked of a name or a text."""
    groups = [group for reading in readings for group in (*reading.needed, *reading.extra) if len(group.key) > 1]
    found = (match.span() for match in WRITTEN.finditer(text) if _answers(match.group(), groups))
    return Marked(text, tuple(found))


def cut(text, readings):
    """The Marked of the piece of a text where most of it stands; None where there is nothing of it."""
    marked = mark(text, [_Needed(reading) for reading in readings])
    if not marked.ranges:
        return None
    best = max(marked.ranges, key=lambda each: (_count_near(each, marked.ranges), -each[0]))
    start, end = max(0, best[0] - AROUND), min(len(text), best[1] + AROUND)
    start = 0 if start == 0 else text.find(" ", start, best[0]) + 1 or best[0]
    end = end if end == len(text) else max(text.rfind(" ", best[1], end), best[1])
    before, after = "… " if start else "", " …" if end < len(text) else ""
    moved = len(before) - start
    ranges = tuple((first + moved, last + moved) for first, last in marked.ranges if start <= first and last <= end)
    return Marked(f"{before}{text[start:end]}{after}", ranges)


class _Needed:
    """A reading of which only the words count that are looked for."""

    def __init__(self, reading):
        self.needed, self.extra = reading.needed, ()


def _answers(written, groups):
    return any(group.grade(word) for word in fold(written).split() for group in groups)


def _count_near(one, ranges):
    return sum(abs(one[0] - other[0]) <= AROUND for other in ranges)
