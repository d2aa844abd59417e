"""What the JSON of alerts holds; from these models its description is made."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from city.errors import N_
from transit.alerts.kinds import CAUSES, EFFECTS


class AlertPeriod(BaseModel):
    begin: datetime | None = Field(description=N_("null where it is open"))
    end: datetime | None = Field(description=N_("null until further notice"))


class AlertThing(BaseModel):
    kind: Literal["all", "feed", "line", "stop"] = Field(
        description=N_("“all” is all public transport, “feed” a whole timetable")
    )
    id: str = Field(description=N_("id of the timetable, line or stop; empty for “all”"))
    name: str
    gone: bool = Field(description=N_("no timetable has it any more"))


class AlertInfo(BaseModel):
    id: int
    standing: Literal["now", "planned"]
    cause: Literal[CAUSES]
    effect: Literal[EFFECTS]
    header: str = Field(description=N_("in the language asked for, or the nearest to it"))
    text: str
    link: str
    language: str = Field(description=N_("the language that the words are in"))
    headers: dict[str, str] = Field(description=N_("the heading in each language that somebody wrote"))
    periods: list[AlertPeriod] = Field(description=N_("without any it holds until further notice"))
    about: list[AlertThing]
    published_at: datetime
    changed_at: datetime
    demonstration: bool = Field(description=N_("made up, to show what alerts look like"))
    source: str | None = Field(description=N_("who told it; null for the clerks of this site"))
    url: str = Field(description=N_("its page on this site"))


class AlertList(BaseModel):
    at: datetime = Field(description=N_("the moment that “now” is"))
    alerts: list[AlertInfo]
