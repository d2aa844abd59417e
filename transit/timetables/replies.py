"""What the JSON of timetables holds; from these models its description is made."""

import datetime

from pydantic import BaseModel, Field


class TimeInfo(BaseModel):
    time: str = Field(description="HH:MM:SS of the service day, past 24 after midnight")
    headsign: str


class BoardInfo(BaseModel):
    line: str = Field(description="id of the line")
    badge: str
    direction: int
    headsign: str = Field(description="where most of its trips go")
    departures: list[TimeInfo]


class StopDay(BaseModel):
    stop: str
    day: datetime.date = Field(description="the day of service")
    covered: bool = Field(description="whether the timetable says anything of that day")
    illustrative: bool
    boards: list[BoardInfo] = Field(description="one for each line and way it goes")


class GridStop(BaseModel):
    id: str
    name: str


class GridTrip(BaseModel):
    headsign: str
    times: list[str | None] = Field(description="HH:MM:SS at each of the stops, null where it does not call")


class LineDay(BaseModel):
    line: str
    direction: int
    headsign: str | None
    day: datetime.date | None = Field(description="the one day that it is for")
    weekdays: list[int] | None = Field(description="or the days of the week that are alike, 0 for Monday")
    illustrative: bool
    stops: list[GridStop]
    trips: list[GridTrip]
