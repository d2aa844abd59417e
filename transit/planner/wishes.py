"""What somebody wishes of a journey: its two ends, a moment, and how one likes to travel."""

from dataclasses import dataclass
from datetime import datetime

from city.names import pick_name

MOST_TRANSFERS = 8


@dataclass(frozen=True)
class End:
    """`key` is what an address says, `names` are by language, {} where there are only coordinates.

    `stops` are numbers of stops and stations where one is already; from anything else one walks.
    """

    key: str
    names: dict
    lon_lat: tuple
    stops: frozenset = frozenset()
    kind: str = ""

    def name(self, lang):
        """Its name for a reader of `lang`, as a LocalName; the coordinates where there is none."""
        return pick_name(self.names or {lang: self.key}, lang)


@dataclass(frozen=True)
class Wish:
    """`at` is when to leave, or with `arrive` when to be there; 0 `window_min` asks for that one moment.

    `types` (route_type) and `lines` (numbers of lines) are not ridden.
    """

    start: End
    goal: End
    at: datetime
    arrive: bool = False
    window_min: int = 0
    max_transfers: int = MOST_TRANSFERS
    max_walk_m: int = 1_000
    wheelchair: bool = False
    types: frozenset = frozenset()
    lines: frozenset = frozenset()
