"""What the JSON of the analysis holds; from these models its description is made."""

from datetime import datetime

from pydantic import BaseModel, Field

from city.errors import N_
from city.openapi.geojson import MultiPolygon, collection_of


class Way(BaseModel):
    headway_min: float | None = Field(description=N_("mean interval in minutes; null with fewer than two departures"))
    distance_km: float = Field(description=N_("kilometres that its trips ride"))
    speed_kmh: float | None = Field(description=N_("planned mean speed, stops and all"))


class HourInfo(Way):
    hour: int = Field(description=N_("hour of the service day; 24 is the hour after midnight"))
    departures: int = Field(description=N_("from the stop where most trips call"))


class ServiceInfo(Way):
    line: str = Field(description=N_("id of the line"))
    badge: str
    name: str = Field(description=N_("name in the language asked for"))
    url: str = Field(description=N_("its page on this site"))
    direction: int
    headsign: str
    weekdays: list[int] = Field(description=N_("on which it runs so; 1 is Monday"))
    trips: int
    first_s: int = Field(description=N_("when the first trip begins, in seconds of the service day"))
    last_s: int = Field(description=N_("when the last trip begins, in seconds of the service day"))
    stop: str = Field(description=N_("id of the stop where intervals are measured"))
    shortest_min: float | None
    longest_min: float | None
    wait_min: float | None = Field(description=N_("mean wait of somebody who comes at any moment"))


class LineServiceInfo(ServiceInfo):
    hours: list[HourInfo]


class About(BaseModel):
    made_at: datetime | None = Field(description=N_("when the figures were worked out; null while they were not"))
    current: bool = Field(description=N_("whether of the timetables that are in use now"))
    illustrative: bool = Field(description=N_("whether a timetable is not the operator’s own"))
    timetables: list[str] = Field(description=N_("keys of the timetables in use"))


class ReachInfo(BaseModel):
    kind: str = Field(description=N_("bus: 500 m from a stop; rail: 1,000 m from a station; any: either"))
    share: float = Field(description=N_("of the area, and so of the people, from 0 to 1"))
    people_reached: int
    people_beyond: int


class DistrictReach(BaseModel):
    district: str = Field(description=N_("key of the district"))
    name: str = Field(description=N_("name in the language asked for"))
    people: int = Field(description=N_("people on 1 January 2023"))
    reach: list[ReachInfo]


class Overview(About):
    people: int = Field(description=N_("people of the districts on 1 January 2023"))
    reach: list[ReachInfo]


class Lines(About):
    lines: list[ServiceInfo]


class OneLine(About):
    lines: list[LineServiceInfo] = Field(description=N_("each direction on each kind of day"))


class Access(About):
    districts: list[DistrictReach]


class GapProperties(BaseModel):
    id: str = Field(description=N_("key of the district"))
    name: str = Field(description=N_("name and people beyond reach, in the language asked for"))
    people_beyond: int


GapCollection = collection_of("Gap", MultiPolygon, GapProperties)
