"""What the forms of residents send."""

from typing import Literal

from pydantic import Field

from city.forms import Query


class Correction(Query):
    name: str = Field("", max_length=1000)
    language: Literal["uz", "uz-Cyrl", "ru", "en"]


class Erasing(Query):
    sure: str = Field("", max_length=10)
