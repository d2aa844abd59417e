"""What readers may ask of the free Wi-Fi points: filters, a place to be near, a box."""

from typing import Literal

from pydantic import Field

from city import geo
from city.errors import N_
from city.forms import BOX, PLACE, Query
from city.wifi.kinds import KINDS
from city.wifi.points import Wanted, check_district


class ListQuery(Query):
    """Filters that a link can carry."""

    kind: Literal[tuple(KINDS)] | None = Field(
        None, description=N_("only points at this kind of place"), examples=[next(iter(KINDS))]
    )
    district: str | None = Field(None, description=N_("only this district: its key, or “unknown”"), examples=["yunusobod"])
    near: str | None = Field(
        None,
        description=N_("longitude,latitude in Tashkent; the nearest come first"),
        examples=["69.279,41.311"],
        json_schema_extra={"pattern": PLACE},
    )

    def wanted(self):
        """The filters as the domain takes them. Raises WrongValue for a district that is none."""
        return Wanted(self.kind, check_district(self.district))

    def place(self):
        """(lon, lat) of `near`, or None. Raises WrongValue or OutsideTashkent."""
        return geo.read_place(self.near) if self.near else None

    def arguments(self, **changed):
        """The filters as arguments of a link, some of them changed."""
        return {"kind": self.kind, "district": self.district, "near": self.near} | changed


class PointsQuery(ListQuery):
    """The GeoJSON of many points."""

    bbox: str | None = Field(
        None,
        description=N_("west,south,east,north in degrees; only those with a place inside"),
        examples=["69.2,41.25,69.35,41.35"],
        json_schema_extra={"pattern": BOX},
    )
    radius_m: float = Field(2000, gt=0, le=50_000, description=N_("with “near”: how far, in metres"), examples=[1500])
    limit: int = Field(500, ge=1, le=1000, description=N_("most results of one page"), examples=[2])
    cursor: str | None = Field(
        None, max_length=1000, description=N_("where the page begins: take it from `next` of the last one")
    )
    lang: Literal["uz", "uz-Cyrl", "ru", "en"] | None = Field(
        None, description=N_("language of names and texts"), examples=["en"]
    )

    def box(self):
        """The geo.Box of `bbox`, or None. Raises WrongValue."""
        return geo.read_box(self.bbox) if self.bbox else None
