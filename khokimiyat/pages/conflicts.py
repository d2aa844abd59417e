"""Two who wrote from the same version on: what only one of them changed is joined, the rest is shown side by side."""

from dataclasses import dataclass

from city.conflicts import join
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
    joined = join(begun.content.flat(), theirs.content.flat(), mine.flat())
    return Meeting(theirs, compare(theirs.content, mine), joined.values, joined.clashes, joined.taken)
