"""What a map is given; from these models its description is made."""

from pydantic import BaseModel, Field

from city.errors import N_
from city.openapi.geojson import Point, collection_of


class StopOrCellProperties(BaseModel):
    id: str = Field("", description=N_("id of the stop; none for a cell"))
    name: str = Field("", description=N_("name in the language asked for"))
    text: str = Field("", description=N_("badges of its lines"))
    colour: str | None = Field(None, description=N_("of its first line"))
    approximate: bool = Field(False, description=N_("the place is not from a survey"))
    url: str = Field("", description=N_("its page on this site"))
    count: int = Field(0, description=N_("of a cell: how many stops it stands for"))


MapStopCollection = collection_of("MapStop", Point, StopOrCellProperties)
