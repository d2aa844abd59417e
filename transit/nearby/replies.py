"""What the JSON of several stops holds; from these models its description is made."""

from datetime import datetime

from pydantic import BaseModel, Field

from transit.replies import DepartureInfo


class StopNextInfo(BaseModel):
    id: str = Field(description="id of the stop")
    name: str
    url: str
    lon: float
    lat: float
    distance_m: int | None = Field(description="with “near”: how far, in metres")
    line: str | None = Field(description="the line that was asked for with it")
    direction: int | None
    illustrative: bool
    departures: list[DepartureInfo]


class DeparturesOfStops(BaseModel):
    at: datetime
    stops: list[StopNextInfo] = Field(description="the nearest first, or in the order asked for; those unknown are left out")
