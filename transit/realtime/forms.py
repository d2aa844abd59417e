"""What readers may ask of real time: lines, a stop, a box, a period."""

from typing import Literal

from pydantic import Field

from city import geo
from city.errors import N_
from city.forms import BOX, LanguageQuery, Query

MOST_LINES = 12


def split(text):
    """Keys or badges of lines that stand in one argument, separated by commas."""
    return [part.strip() for part in (text or "").split(",") if part.strip()][:MOST_LINES]


class VehiclesQuery(LanguageQuery):
    """JSON of vehicles."""

    line: str | None = Field(
        None, max_length=1000, description=N_("only of these lines: their ids, separated by commas"), examples=["metro:M1"]
    )
    bbox: str | None = Field(
        None,
        description=N_("west,south,east,north in degrees; only what lies inside"),
        examples=["69.2,41.25,69.35,41.35"],
        json_schema_extra={"pattern": BOX},
    )

    def box(self):
        """The geo.Box of `bbox`, or None. Raises WrongValue."""
        return geo.read_box(self.bbox) if self.bbox else None

    def lines(self):
        return split(self.line) if self.line else None


class WatchQuery(Query):
    """The page of live vehicles in words: lines that are watched, one to add, and the stop that one waits at."""

    line: str | None = Field(None, max_length=1000)
    add: str | None = Field(None, max_length=40)
    stop: str | None = Field(None, max_length=300)

    def lines(self):
        return split(",".join(filter(None, (self.line, self.add))))


class PunctualityQuery(Query):
    """The page of punctuality."""

    days: Literal["1", "7", "28", "90"] = "28"
    line: str | None = Field(None, max_length=300)
