"""What the JSON of real time holds."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from city.errors import N_
from city.openapi.geojson import Point, collection_of


class LiveInfo(BaseModel):
    """What is known of a departure; the timetable's own time stays in `at`."""

    state: Literal["on_time", "late", "early", "cancelled", "skipped", "added"]
    delay_s: int = Field(description=N_("seconds after its time in the timetable; negative when early"))
    at: datetime = Field(description=N_("when it is expected to leave"))
    told_at: datetime = Field(description=N_("when the operator said so"))
    stops_away: int | None = Field(description=N_("how many stops away its vehicle is; null where nobody knows"))


class RealtimeInfo(BaseModel):
    """Whether there is real time at all."""

    state: Literal["live", "stale", "none"] = Field(
        description=N_("stale: it has been silent for too long, and only the timetable is known; none: there is none")
    )
    told_at: datetime | None = Field(description=N_("when it spoke last"))
    simulated: bool = Field(description=N_("made by a simulator for demonstration, not by vehicles"))


class VehicleProperties(BaseModel):
    id: str
    label: str = Field(description=N_("what stands on the vehicle, or empty"))
    line: str = Field(description=N_("id of the line"))
    text: str = Field(description=N_("short name, as on the front of trains and on maps"))
    colour: str
    direction: int | None
    headsign: str | None
    trip: str | None = Field(description=N_("id of the trip in the timetable; null where only the line is known"))
    next_stop: str | None = Field(description=N_("id of the stop that it is at or on its way to"))
    status: Literal["in_transit", "incoming", "stopped"]
    delay_s: int | None = Field(description=N_("seconds after its time in the timetable; negative when early"))
    bearing: float | None = Field(description=N_("degrees from north, clockwise"))
    speed_kmh: float | None
    told_at: datetime = Field(description=N_("when the vehicle was there"))
    simulated: bool = Field(description=N_("made by a simulator for demonstration, not by vehicles"))
    name: str = Field(description=N_("all of it in a few words"))
    url: str = Field(description=N_("page of its line on this site"))


VehicleCollection = collection_of("Vehicle", Point, VehicleProperties)
