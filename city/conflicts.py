"""Two who wrote from the same version on: what only one of them changed is joined, where both did a person decides."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Joined:
    """The fields that a form goes on with: `taken` are those that only the other one changed, `clashes` those that both did."""

    values: dict
    clashes: frozenset[str]
    taken: frozenset[str]


def join(before, theirs, mine):
    """Mappings with the same names: as it was when both began, as it is kept now, as it was sent. In a clash mine stays."""
    taken = frozenset(name for name in mine if mine[name] == before[name] != theirs[name])
    clashes = frozenset(name for name in mine if len({before[name], theirs[name], mine[name]}) == 3)
    return Joined(mine | {name: theirs[name] for name in taken}, clashes, taken)
