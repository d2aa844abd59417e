"""What readers may ask of the green areas: filters, a place to be near, a box, a word."""

from typing import Literal

from pydantic import Field

from city import geo
from city.errors import N_
from city.forms import BOX, PLACE, Query
from greenspace.kinds import KINDS, STATUSES
from greenspace.spaces import Wanted, check_district, find_keys

LANGUAGES = Literal["uz", "uz-Cyrl", "ru", "en"]


class Filters(Query):
    """Filters that a link can carry."""

    kind: Literal[tuple(KINDS)] | None = Field(None, description=N_("only this kind of green area"), examples=["park"])
    status: Literal[tuple(STATUSES)] | None = Field(
        None, description=N_("only those that are open, planned and so on"), examples=["open"]
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
        return Wanted(self.kind, check_district(self.district), self.status)

    def place(self):
        """(lon, lat) of `near`, or None. Raises WrongValue or OutsideTashkent."""
        return geo.read_place(self.near) if self.near else None

    def arguments(self, **changed):
        """The filters as arguments of a link, some of them changed."""
        return {
            "kind": self.kind,
            "status": self.status,
            "district": self.district,
            "near": self.near,
        } | changed


class ListQuery(Filters):
    """The page with list and map."""

    page: int = Field(1, ge=1, le=10_000)


class SpacesQuery(Filters):
    """The GeoJSON of many green areas."""

    bbox: str | None = Field(
        None,
        description=N_("west,south,east,north in degrees; only those with a place inside"),
        examples=["69.2,41.25,69.35,41.35"],
        json_schema_extra={"pattern": BOX},
    )
    q: str | None = Field(None, description=N_("a name or a part of it, in any script"), examples=["anhor"])
    radius_m: float = Field(2000, gt=0, le=50_000, description=N_("with “near”: how far, in metres"), examples=[1500])
    limit: int = Field(500, ge=1, le=2000, description=N_("most results of one page"), examples=[2])
    cursor: str | None = Field(
        None, max_length=1000, description=N_("where the page begins: take it from `next` of the last one")
    )
    lang: LANGUAGES | None = Field(None, description=N_("language of names and texts"), examples=["en"])

    def box(self):
        """The geo.Box of `bbox`, or None. Raises WrongValue."""
        return geo.read_box(self.bbox) if self.bbox else None

    def keys(self):
        """Keys of what `q` finds, or None. Raises TooLong."""
        return find_keys(self.q) if self.q else None


class SpaceQuery(Query):
    """The JSON of one green area."""

    lang: LANGUAGES | None = Field(None, description=N_("language of names and texts"), examples=["en"])
