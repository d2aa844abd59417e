"""Reading what a reader sent: a pydantic model a form, and the first wrong field named in a CityError."""

from typing import Literal

from flask import request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from city.errors import N_, CityError, WrongValue


class Query(BaseModel):
    """Base of all query forms. Empty arguments count as absent, unknown ones are passed over."""

    model_config = ConfigDict(str_strip_whitespace=True, extra="ignore")


class SearchQuery(Query):
    q: str = Field("", description=N_("what to look for, in any script"))
    kind: str | None = Field(None, description=N_("only this kind of thing: park, station, line, district"))
    limit: int = Field(20, ge=1, le=100, description=N_("most results"))
    lang: Literal["uz", "uz-Cyrl", "ru", "en"] | None = Field(None, description=N_("language of `name`"))


def read_query(form):
    """The request's arguments as a `form` (a Query class). Raises WrongValue naming the first wrong one."""
    given = {name: value for name, value in request.args.items() if value.strip()}
    try:
        return form.model_validate(given)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raised = first.get("ctx", {}).get("error")
        raise (raised if isinstance(raised, CityError) else WrongValue(name=str(first["loc"][0]))) from None
