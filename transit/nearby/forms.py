"""What readers may ask of several stops at once: around which place, or which they keep."""

from typing import Literal
from urllib.parse import unquote

from pydantic import Field

from city import geo
from city.errors import N_, WrongValue
from city.forms import PLACE, LanguageQuery
from transit.forms import NearQuery, read_moment
from transit.nearby.around import Kept

RADII_M = (300, 500, 1000, 2000)
MOST_KEPT = 30


class AroundQuery(NearQuery):
    """The page of departures around a place: a place by its coordinates, or by what somebody types."""

    q: str = Field("", max_length=200)
    radius_m: Literal["300", "500", "1000", "2000"] = "500"


class AroundJsonQuery(LanguageQuery):
    """JSON of several stops."""

    near: str | None = Field(
        None,
        description=N_("longitude,latitude in Tashkent; the nearest come first"),
        examples=["69.279,41.311"],
        json_schema_extra={"pattern": PLACE},
    )
    radius_m: float = Field(500, gt=0, le=5000, description=N_("with “near”: how far, in metres"), examples=[700])
    stops: str | None = Field(
        None,
        max_length=6000,
        description=N_(
            "instead of “near”: ids of stops, separated by “;”. After an id “|” and a line, and “|” and a direction,"
            " narrow it. These marks inside an id are percent-encoded."
        ),
        examples=["metro:chorsu|metro:M2|0;metro:paxtakor"],
    )
    at: str | None = Field(
        None,
        description=N_("a moment in ISO 8601, Tashkent time unless it says otherwise; now by default"),
        examples=["2026-11-24T08:00"],
    )
    limit: int = Field(5, ge=1, le=20, description=N_("most departures of each stop"), examples=[2])

    def moment(self, now):
        """The moment asked about, `now` where none is. Raises WrongValue."""
        return read_moment(self.at) if self.at else now

    def place(self):
        """(lon, lat) of `near`, or None. Raises WrongValue or OutsideTashkent."""
        return geo.read_place(self.near) if self.near else None

    def kept(self):
        """The Kept of `stops`, at most MOST_KEPT. Raises WrongValue."""
        return [read_kept(text) for text in (self.stops or "").split(";")[:MOST_KEPT] if text.strip()]


def read_kept(text):
    """A Kept from `KEY`, `KEY|LINE` or `KEY|LINE|DIRECTION`. Raises WrongValue."""
    stop, line, direction = (unquote(part) for part in (text.strip() + "||").split("|")[:3])
    if direction not in ("", *"0123456789"):
        raise WrongValue(name="stops")
    return Kept(stop, line or None, int(direction) if direction else None)
