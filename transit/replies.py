"""What the JSON of public transport holds; from these models its description is made."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from city.errors import N_
from city.openapi.geojson import LineString, Point, collection_of
from transit.realtime.replies import LiveInfo, RealtimeInfo


class LineInfo(BaseModel):
    id: str
    badge: str = Field(description="short name, as on the front of trains and on maps")
    name: str
    names: dict[str, str]
    url: str
    colour: str
    text_colour: str


class TimetableInfo(BaseModel):
    operator: str
    version: str
    timezone: str
    first_day: date
    last_day: date
    imported_at: datetime
    illustrative: bool = Field(description="the times are examples and not the operator's own")


class ChangeInfo(BaseModel):
    id: str
    name: str
    walk_s: int | None = Field(description="seconds on foot; null where nobody says")
    lines: list[LineInfo]


class EntranceInfo(BaseModel):
    name: str
    lon: float
    lat: float
    wheelchair: bool | None = Field(description="null where nobody says")


class StopDetails(BaseModel):
    id: str
    name: str
    names: dict[str, str]
    url: str
    lon: float
    lat: float
    approximate: bool = Field(description="the place is not from a survey")
    station: str | None = Field(description="id of the station, for a platform")
    district: str | None
    lines: list[LineInfo]
    changes: list[ChangeInfo]
    timetable: TimetableInfo
    code: str = Field("", description="number that passengers are told")
    platform: str = Field("", description="what stands on the platform")
    level: str = ""
    wheelchair: bool | None = Field(None, description="whether one can board with a wheelchair; null where nobody says")
    entrances: list[EntranceInfo] = []


class DepartureInfo(BaseModel):
    line: str = Field(description="id of the line")
    badge: str
    direction: int
    headsign: str
    at: datetime = Field(description="with the offset of the timetable's own time zone")
    wait_min: int = Field(description=N_("minutes until it leaves, as far as real time is known by that"))
    live: LiveInfo | None = Field(description=N_("what real time knows of it; null where that is nothing"))


class Departures(BaseModel):
    stop: str
    at: datetime
    covered: bool = Field(description="whether the timetable says anything of that day")
    illustrative: bool
    realtime: RealtimeInfo
    departures: list[DepartureInfo]


class CallInfo(BaseModel):
    id: str
    name: str
    lon: float
    lat: float
    run_s: int = Field(description="seconds from the first stop")


class DirectionInfo(BaseModel):
    direction: int
    headsign: str
    stops: list[CallInfo]


class PriceInfo(BaseModel):
    name: str
    amount: str = Field(description="a decimal number")
    currency: str = Field(description="ISO 4217")
    rider: str = Field(description="for whom, where not for everybody")


class LineDetails(LineInfo):
    directions: list[DirectionInfo]
    timetable: TimetableInfo
    operator: str = ""
    wheelchair: str | None = Field(None, description="all, some or none of its rides; null where nobody says")
    bicycles: str | None = Field(None, description="all, some or none of its rides; null where nobody says")
    prices: list[PriceInfo] = []


class StopProperties(BaseModel):
    id: str
    name: str = Field(description=N_("name in the language asked for"))
    text: str = Field(description=N_("badges of its lines"))
    colour: str | None = Field(description=N_("of its first line"))
    approximate: bool = Field(description=N_("the place is not from a survey"))
    url: str = Field(description=N_("its page on this site"))
    distance_m: int = Field(0, description=N_("with “near”: how far, in metres"))


class LineProperties(BaseModel):
    id: str
    name: str = Field(description=N_("name in the language asked for"))
    text: str = Field(description=N_("short name, as on the front of trains and on maps"))
    colour: str
    approximate: bool
    url: str = Field(description=N_("its page on this site"))


StopCollection = collection_of("Stop", Point, StopProperties)
LineCollection = collection_of("Line", LineString, LineProperties)
