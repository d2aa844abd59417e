"""What the JSON of journeys holds; from these models its description is made."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from city.errors import N_
from city.openapi.geojson import LineString, MultiPolygon, collection_of


class JourneyEnd(BaseModel):
    id: str | None = Field(description="as `from` and `to` take it; null for a stop inside a journey")
    stop: str | None = Field(description="id of the stop, where it is one")
    name: str
    lon: float
    lat: float


class JourneyEnds(BaseModel):
    ends: list[JourneyEnd] = Field(description="the likeliest first")


class JourneyCall(BaseModel):
    stop: str = Field(description="id of the stop")
    name: str
    platform: str | None
    track: str | None = Field(description="platform_code: what stands on the platform")
    arrival: datetime
    departure: datetime


class MissedInfo(BaseModel):
    arrival: datetime = Field(description="when one is there then, with what comes next")
    later_s: int = Field(description="how much later that is")


class ChangeDetails(BaseModel):
    slack_s: int = Field(description="time to spare in the change before this ride")
    needed_s: int = Field(description="time that the change takes, on foot or at the stop")
    missed: MissedInfo | None = Field(description="null where nothing goes any more within 24 hours")


class RideLine(BaseModel):
    id: str
    badge: str
    name: str
    colour: str
    text_colour: str
    type: int = Field(description="route_type of GTFS")


class JourneyLeg(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True, populate_by_name=True)
    kind: Literal["ride", "walk"]
    start: JourneyEnd = Field(alias="from")
    goal: JourneyEnd = Field(alias="to")
    departure: datetime
    arrival: datetime
    metres: int | None = Field(description="on foot")
    line: RideLine | None
    direction: int | None
    headsign: str | None
    trip: str | None = Field(description="trip_id of the feed")
    calls: list[JourneyCall] = Field(description="of a ride: all stops, from where one gets on to where one gets off")
    change: ChangeDetails | None
    stay_seated: bool = Field(description="the vehicle of the ride before goes on as this one")
    late_s: int | None = Field(description="by how much it leaves late, as real time says; null where there is none")


class JourneyInfo(BaseModel):
    id: str
    departure: datetime = Field(description="when one must set out for the first vehicle")
    arrival: datetime
    duration_s: int
    transfers: int
    walk_m: int
    tight: bool = Field(description="a change in it is tight, and a safe journey is hardly later")
    illustrative: bool = Field(description="the times are examples and not the operator's own")
    url: str = Field(description="its page on this site")
    legs: list[JourneyLeg]


class JourneyList(BaseModel):
    model_config = ConfigDict(serialize_by_alias=True, populate_by_name=True)
    start: JourneyEnd = Field(alias="from")
    goal: JourneyEnd = Field(alias="to")
    at: datetime
    arrive: bool = Field(description="whether `at` is the time of arriving")
    window_min: int
    more: bool = Field(description="whether more was found than `limit`")
    journeys: list[JourneyInfo]


class WayProperties(BaseModel):
    name: str
    colour: str
    kind: Literal["ride", "walk"]


class ReachProperties(BaseModel):
    minutes: int
    name: str
    stops: int = Field(description=N_("stops that one gets to in that time"))


WayCollection = collection_of("Way", LineString, WayProperties)
ReachCollection = collection_of("Reach", MultiPolygon, ReachProperties)
