"""Reading what a reader sent: a pydantic model a form, and the first wrong field named in a CityError."""

from datetime import date
from functools import wraps
from typing import Literal, get_origin

from flask import g, make_response, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from city import geo
from city.errors import N_, BrokenText, CityError, WrongValue

SHOWN_ON_THE_FORM = (400, 409, 422, 429)


class Query(BaseModel):
    """Base of all query forms. Empty arguments count as absent, unknown ones are passed over."""

    model_config = ConfigDict(str_strip_whitespace=True, extra="ignore")


class SearchQuery(Query):
    q: str = Field("", description=N_("what to look for, in any script"))
    kind: str | None = Field(None, description=N_("only this kind of thing: park, station, line, district"))
    district: str | None = Field(None, description=N_("only things in this district, by its key"))
    since: date | None = Field(None, alias="from", description=N_("only what was published or opened on this day or later"))
    until: date | None = Field(None, alias="to", description=N_("only what was published or opened on this day or earlier"))
    limit: int = Field(20, ge=1, le=100, description=N_("most results"))
    lang: Literal["uz", "uz-Cyrl", "ru", "en"] | None = Field(None, description=N_("language of `name`"))

    def arguments(self, **changes):
        """The query as arguments of an address."""
        given = self.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"lang", "limit"})
        return {name: value for name, value in {**given, **changes}.items() if value}


class SearchPageQuery(SearchQuery):
    page: int = Field(1, ge=1, le=1000)


class BoxQuery(Query):
    bbox: str | None = Field(None, description=N_("west,south,east,north in degrees; only those with a place inside"))
    lang: Literal["uz", "uz-Cyrl", "ru", "en"] | None = Field(None, description=N_("language of names and texts"))

    def box(self):
        """The geo.Box asked for, else the whole city. Raises WrongValue."""
        return geo.read_box(self.bbox) if self.bbox else geo.TASHKENT


def read_query(form):
    """The request's arguments as a `form` (a Query class). Raises WrongValue naming the first wrong one."""
    return _check(form, {name: value for name, value in request.args.items() if value.strip()})


def read_form(form):
    """The form that was sent, as a `form` (a Query class). Raises WrongValue naming the first wrong one, or BrokenText."""
    if any("\0" in value for value in request.form.values()):
        raise BrokenText()
    lists = {name for name, field in form.model_fields.items() if get_origin(field.annotation) in (list, tuple, set)}
    return _check(form, {name: values if name in lists else values[-1] for name, values in request.form.lists()})


def shown_by(page):
    """A view whose form `page` (a view too) shows: what is refused comes back on it, filled, with the sentence."""

    def mark(view):
        @wraps(view)
        def answer(**values):
            try:
                return view(**values)
            except CityError as error:
                if error.status not in SHOWN_ON_THE_FORM:
                    raise
                return show_again(page, error, values)

        answer.page = page
        return answer

    return mark


def show_again(page, error, values):
    """The page with what was filled in, the sentence of the error, and its status."""
    g.refused, g.filled = error, request.form
    response = make_response(page(**values), error.status)
    if error.status == 429:
        response.headers["Retry-After"] = str(error.wait_s)
    return response


def filled(name, default=""):
    """What a field of the page shows: what was filled in when the form was refused, else `default`."""
    return g.filled.get(name, default) if "filled" in g else default


def filled_list(name, default=()):
    """The same for a field with several values, of which none may be left."""
    return g.filled.getlist(name) if "filled" in g else list(default)


def refused():
    """The CityError for which a form is shown again; None where it is shown for the first time."""
    return g.get("refused")


def _check(form, given):
    try:
        return form.model_validate(given)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        raised = first.get("ctx", {}).get("error")
        raise (raised if isinstance(raised, CityError) else WrongValue(name=str(first["loc"][0]))) from None
