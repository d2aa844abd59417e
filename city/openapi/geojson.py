"""Models of GeoJSON (RFC 7946), from which the description of the maps' data is made."""

from typing import Literal

from pydantic import BaseModel, Field, create_model

from city.errors import N_

Position = tuple[float, float]
Ring = list[Position]


class Point(BaseModel):
    type: Literal["Point"]
    coordinates: Position = Field(description=N_("longitude, latitude in degrees (WGS 84)"))


class LineString(BaseModel):
    type: Literal["LineString"]
    coordinates: list[Position]


class MultiPolygon(BaseModel):
    type: Literal["MultiPolygon"]
    coordinates: list[list[Ring]]


def collection_of(name, geometry, properties):
    """The model of a FeatureCollection whose features have these `properties` (a model) and this `geometry` (a type)."""
    feature = create_model(
        f"{name}Feature", type=(Literal["Feature"], ...), geometry=(geometry, ...), properties=(properties, ...)
    )
    more = Field(None, description=N_("there only where there is more than was sent: the address of the next page"))
    cut = Field(None, description=N_("true where there is more than was sent, otherwise absent"))
    return create_model(
        f"{name}Collection",
        type=(Literal["FeatureCollection"], ...),
        features=(list[feature], ...),
        truncated=(Literal[True], cut),
        next=(str, more),
    )
