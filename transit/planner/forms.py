"""What may be asked of the journey planner: by programs, and on its page."""

from datetime import timedelta
from typing import Literal

from pydantic import Field

from city.clock import TASHKENT
from city.errors import N_, WrongValue
from city.forms import LanguageQuery, Query
from transit.forms import MomentQuery, read_moment
from transit.planner.kinds import KINDS, read_avoided
from transit.planner.loading import load
from transit.planner.refusals import BothTimes
from transit.planner.wishes import MOST_TRANSFERS, Wish

END = N_("“stop:KEY” (several: “stop:A,stop:B”), LON,LAT, or the name of a stop, a park, a landmark")
MOMENT = N_("a moment in ISO 8601, Tashkent time unless it says otherwise")
PAGE_WINDOW_MIN = 90
MOST_REACH_MIN = 120


class WishQuery(Query):
    """What makes a Wish: ends, a moment, and how one likes to travel."""

    start: str = Field("", alias="from", max_length=4000, description=END, examples=["stop:metro:chorsu"])
    goal: str = Field("", alias="to", max_length=4000, description=END, examples=["stop:metro:novza"])
    depart_at: str | None = Field(None, description=MOMENT, examples=["2026-11-24T08:00"])
    arrive_by: str | None = Field(None, description=N_("instead of “depart_at”: when to be there"))
    window_min: int = Field(
        0,
        ge=0,
        le=720,
        description=N_("0 searches for that one moment, else for all departures of so many minutes"),
        examples=[30],
    )
    max_transfers: int = Field(MOST_TRANSFERS, ge=0, le=MOST_TRANSFERS, description=N_("most changes"))
    max_walk_m: int = Field(
        1000, ge=0, le=5000, description=N_("how far to walk at either end, in metres; 0: only as the timetable’s transfers say")
    )
    wheelchair: bool = Field(False, description=N_("only what is not known to be closed to wheelchairs"))
    avoid: str | None = Field(
        None, max_length=2000,
        description=N_("kinds of transport (metro, bus, trolleybus, tram, train) and ids of lines, separated by commas"),
    )  # fmt: skip
    when: Literal["first", "last"] | None = Field(
        None, description=N_("the first or the last connection of the day, which begins at 03:00")
    )

    def moment(self, now):
        """(the moment, whether one is to arrive by then). Raises BothTimes, WrongValue."""
        if self.depart_at and self.arrive_by:
            raise BothTimes(name="arrive_by")
        if self.arrive_by:
            return read_moment(self.arrive_by, "arrive_by"), True
        return (read_moment(self.depart_at, "depart_at") if self.depart_at else now), False

    def wish(self, start, goal, now):
        """The Wish, between two Ends. Raises WrongValue."""
        at, arrive = self.moment(now)
        types, lines = read_avoided(self.avoided())
        return Wish(start, goal, at, arrive, self.window_min, self.max_transfers, self.max_walk_m, self.wheelchair, types, lines)

    def avoided(self):
        return self.avoid or ""

    def ends(self):
        """((End, others meant), the same of the goal). Raises WrongValue."""
        choose = load("planning").choose_end
        return choose(self.start, "from"), choose(self.goal, "to")


class JourneysQuery(WishQuery, LanguageQuery):
    """JSON of journeys."""

    limit: int = Field(100, ge=1, le=500, description=N_("most results"), examples=[2])


class EndsQuery(LanguageQuery):
    """JSON of what words may mean as an end."""

    q: str = Field("", max_length=200, description=N_("words that somebody typed for an end of a journey"), examples=["chorsu"])


class ReachQuery(LanguageQuery):
    """How far one gets: GeoJSON, and the page."""

    start: str = Field("", alias="from", max_length=4000, description=END, examples=["stop:metro:chorsu"])
    depart_at: str | None = Field(None, description=MOMENT, examples=["2026-11-24T08:00"])
    minutes: str = Field(
        "15,30,45,60", max_length=40, description=N_("minutes, at most six numbers up to 120"), examples=["15,30"]
    )

    def limits(self):
        """The minutes asked for, in order. Raises WrongValue."""
        parts = self.minutes.split(",")
        if len(parts) > 6 or not all(part.strip().isascii() and part.strip().isdigit() for part in parts):
            raise WrongValue(name="minutes")
        limits = sorted({int(part) for part in parts})
        if not 1 <= limits[0] <= limits[-1] <= MOST_REACH_MIN:
            raise WrongValue(name="minutes")
        return limits

    def moment(self, now):
        """When one sets out. Raises WrongValue."""
        return read_moment(self.depart_at, "depart_at") if self.depart_at else now


class ReachPageQuery(ReachQuery, MomentQuery):
    """The page: an end as it was typed, and as it was chosen from what that may mean."""

    from_id: str | None = Field(None, max_length=4000)
    from_was: str = Field("", max_length=4000)

    def chosen(self):
        return self.from_id if self.from_id and self.start == self.from_was else self.start

    def moment(self, now):
        here = now.astimezone(TASHKENT).replace(second=0, microsecond=0)
        return ReachQuery.moment(self, here) if self.depart_at else MomentQuery.moment(self, here)


class JourneyMapQuery(JourneysQuery):
    """The way of one journey on the map."""

    journey: str | None = Field(None, max_length=20, description=N_("id of a journey; the first one by default"))


class PlanQuery(WishQuery, MomentQuery):
    """The page: ends as they were typed, and as they were chosen from what that may mean."""

    from_id: str | None = Field(None, max_length=4000)
    from_was: str = Field("", max_length=4000)
    to_id: str | None = Field(None, max_length=4000)
    to_was: str = Field("", max_length=4000)
    swap: bool = False
    mode: Literal["now", "leave", "arrive"] = "now"
    before: str | None = None
    journey: str | None = Field(None, max_length=20)
    window_min: int = Field(PAGE_WINDOW_MIN, ge=0, le=720)
    no_metro: bool = False
    no_bus: bool = False
    no_trolleybus: bool = False
    no_tram: bool = False
    no_train: bool = False

    def turned(self):
        """The same with the ends swapped, where that was asked for."""
        if not self.swap:
            return self
        ends = {"start": self.goal, "goal": self.start, "from_id": self.to_id, "to_id": self.from_id}
        return self.model_copy(update=ends | {"from_was": self.to_was, "to_was": self.from_was, "swap": False})

    def chosen(self, name):
        """What an end is: what was chosen while the words are the same, else the words."""
        words = self.start if name == "from" else self.goal
        was, chosen = getattr(self, f"{name}_was"), getattr(self, f"{name}_id")
        return chosen if chosen and words == was else words

    def moment(self, now):
        """The same; from the fields of the form where those say something. Raises BothTimes, WrongValue."""
        if self.before:
            return read_moment(self.before, "before") - timedelta(minutes=self.window_min), False
        if self.depart_at or self.arrive_by:
            return WishQuery.moment(self, now)
        here = now.astimezone(TASHKENT).replace(second=0, microsecond=0)
        at = here if self.mode == "now" else MomentQuery.moment(self, here)
        return at, self.mode == "arrive"

    def avoided(self):
        ticked = [kind for kind in KINDS if getattr(self, f"no_{kind}", False)]
        return ",".join(dict.fromkeys([*(self.avoid or "").split(","), *ticked]))

    def likings(self):
        """How one likes to travel, as arguments of an address."""
        said = {"avoid": self.avoided().strip(","), "wheelchair": "1" if self.wheelchair else None}
        said |= {name: getattr(self, name) for name in ("max_transfers", "max_walk_m", "window_min")}
        defaults = {name: field.default for name, field in type(self).model_fields.items()}
        return {name: value for name, value in said.items() if value not in (None, "", defaults.get(name))}
