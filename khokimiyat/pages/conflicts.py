"""Two who wrote from the same version on: what only one of them changed is joined, the rest is shown side by side."""

from dataclasses import dataclass

from khokimiyat.pages.differences import Difference, compare
from khokimiyat.pages.models import Version


@dataclass(frozen=True)
class Meeting:
    """`theirs` was saved meanwhile, `differences` lead from it to mine, `joined` is what the form goes on with.

    Fields: only they changed those `taken` over; both changed the `clashes`, where `joined` has mine.
    """

    theirs: Version
    differences: list[Difference]
    joined: dict
    clashes: frozenset[str]
    taken: frozenset[str]


def meet(begun, theirs, mine):
    """The Meeting of the version `theirs` and the content `mine`, both written from the version `begun` on."""
    before, other, own = begun.content.flat(), theirs.content.flat(), mine.flat()
    taken = frozenset(name for name in own if own[name] == before[name] != other[name])
    clashes = frozenset(name for name in own if len({before[name], other[name], own[name]}) == 3)
    joined = own | {name: other[name] for name in taken}
    return Meeting(theirs, compare(theirs.content, mine), joined, clashes, taken)
