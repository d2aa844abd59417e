"""What a map asks for: a box and how near it looks."""

from pydantic import Field

from city import geo
from city.errors import N_
from city.forms import BOX, LanguageQuery


class MapQuery(LanguageQuery):
    """GeoJSON for a map."""

    bbox: str | None = Field(
        None,
        description=N_("west,south,east,north in degrees; only what meets it; the city by default"),
        examples=["69.2,41.25,69.35,41.35"],
        json_schema_extra={"pattern": BOX},
    )
    zoom: int = Field(12, ge=0, le=22, description=N_("how near the map looks, as web maps count"), examples=[12])

    def box(self):
        """The geo.Box of `bbox`, else that of the city. Raises WrongValue."""
        return geo.read_box(self.bbox) if self.bbox else geo.TASHKENT


class MapStopsQuery(MapQuery):
    """GeoJSON of stops for a map."""

    line: str | None = Field(None, description=N_("only stops of this line: its id"), examples=["metro:M1"])
