"""What readers may ask of the air posts: a year, a language."""

from typing import Literal

from pydantic import Field

from city.errors import N_
from city.forms import Query


class YearQuery(Query):
    """The page with table and map."""

    year: int | None = Field(
        None, ge=2000, le=2100, description=N_("figures of this year only; else of the newest"), examples=[2025]
    )


class PostsQuery(YearQuery):
    """The GeoJSON of all posts."""

    lang: Literal["uz", "uz-Cyrl", "ru", "en"] | None = Field(
        None, description=N_("language of names and texts"), examples=["en"]
    )
