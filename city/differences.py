"""What differs between two texts: lines side by side, and in a changed line the words."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 2  # unchanged lines shown beside a change
LONGEST_LINE = 4000  # letters; longer ones are marked whole
WORD = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Row:
    """A line before and after: pieces (text, is it marked). A side is None where there is no such line."""

    old: tuple | None
    new: tuple | None

    @property
    def is_changed(self):
        return self.old != self.new


def compare_values(old, new):
    """Rows of two values of a field; what is no text is one line."""
    if not isinstance(old, str):
        return (Row(((old, True),), ((new, True),)),)
    return tuple(leave_gaps(compare_lines(old.split("\n") if old else [], new.split("\n") if new else [])))


def compare_lines(old, new):
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield from (Row(((line, False),), ((line, False),)) for line in old[i:i_end])
        else:
            for at in range(max(i_end - i, j_end - j)):
                yield compare_words(old[i + at] if i + at < i_end else None, new[j + at] if j + at < j_end else None)


def compare_words(old, new):
    """The Row of a line that was changed, added (old is None) or taken out (new is None)."""
    if old is None or new is None or max(len(old), len(new)) > LONGEST_LINE:
        return Row(*(None if line is None else ((line, True),) for line in (old, new)))
    before, after = WORD.findall(old), WORD.findall(new)
    codes = SequenceMatcher(None, before, after).get_opcodes()
    left = tuple(("".join(before[i:i_end]), tag != "equal") for tag, i, i_end, _, _ in codes if i < i_end)
    right = tuple(("".join(after[j:j_end]), tag != "equal") for tag, _, _, j, j_end in codes if j < j_end)
    return Row(left, right)


def leave_gaps(rows):
    """The changed rows and those around them; None stands for what is left out between."""
    rows = list(rows)
    changed = [at for at, row in enumerate(rows) if row.is_changed]
    near = {at for each in changed for at in range(each - AROUND, each + AROUND + 1)}
    for at, row in enumerate(rows):
        if at in near:
            yield row
        elif at - 1 in near or at == 0:
            yield None
