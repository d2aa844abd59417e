"""Reading what a reader sent: a pydantic model a form, and the first wrong field named in a CityError."""

from datetime import date
from functools import wraps
from typing import Literal, get_origin

from flask import g, make_response, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from city import geo
from city.errors import N_, BrokenText, CityError, NotOneOf, TooLarge, TooSmall, WrongValue

LONGEST_LIST = 200  # letters of choices that a sentence may name
SHOWN_ON_THE_FORM = (400, 409, 422, 429)
NUMBER = r"\s*-?\d{1,3}(\.\d{1,15})?\s*"
BOX = rf"^{NUMBER}(,{NUMBER}){{3}}$"
PLACE = rf"^{NUMBER},{NUMBER}$"


class Query(BaseModel):
    """Base of all query forms. Empty arguments count as absent, unknown ones are passed over."""

    model_config = ConfigDict(str_strip_whitespace=True, extra="ignore")


class SearchQuery(Query):
    q: str = Field("", description=N_("what to look for, in any script"), examples=["chorsu"])
    kind: str | None = Field(None, description=N_("only this kind of thing: park, station, line, district"), examples=["station"])
    district: str | None = Field(None, description=N_("only things in this district, by its key"), examples=["shayxontohur"])
    since: date | None = Field(
        None, alias="from", description=N_("only what was published or opened on this day or later"), examples=["2020-01-01"]
    )
    until: date | None = Field(
        None, alias="to", description=N_("only what was published or opened on this day or earlier"), examples=["2026-12-31"]
    )
    limit: int = Field(20, ge=1, le=100, description=N_("most results"))
    cursor: str | None = Field(
        None, max_length=1000, description=N_("where the page begins: take it from `next` of the last one")
    )
    lang: Literal["uz", "uz-Cyrl", "ru", "en"] | None = Field(None, description=N_("language of `name`"))

    def arguments(self, **changes):
        """The query as arguments of an address."""
        given = self.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"lang", "limit", "cursor"})
        return {name: value for name, value in {**given, **changes}.items() if value}


class SearchPageQuery(SearchQuery):
    page: int = Field(1, ge=1, le=1000)


class LanguageQuery(Query):
    """JSON in one language."""

    lang: Literal["uz", "uz-Cyrl", "ru", "en"] | None = Field(
        None, description=N_("language of names and texts; otherwise that of Accept-Language"), examples=["en"]
    )


class PageQuery(Query):
    """A page of a list; a form that wants another `limit` names its own."""

    limit: int = Field(500, ge=1, le=2000, description=N_("most results of one page"), examples=[2])
    cursor: str | None = Field(
        None, max_length=1000, description=N_("where the page begins: take it from `next` of the last one")
    )


class BoxQuery(PageQuery):
    bbox: str | None = Field(
        None,
        description=N_("west,south,east,north in degrees; only those with a place inside"),
        examples=["69.2,41.25,69.35,41.35"],
        json_schema_extra={"pattern": BOX},
    )
    lang: Literal["uz", "uz-Cyrl", "ru", "en"] | None = Field(
        None, description=N_("language of names and texts"), examples=["en"]
    )

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
        raise _name(wrong.errors()[0]) from None


def _name(found):
    """The CityError for what pydantic says of a field; programs are told what would be right, people see it on the form."""
    name, context = str(found["loc"][0]), found.get("ctx", {})
    if isinstance(context.get("error"), CityError):
        return context["error"]
    if not request.path.startswith("/api/"):
        return WrongValue(name=name)
    if found["type"] == "less_than_equal":
        return TooLarge(name=name, most=context["le"])
    if found["type"] == "greater_than_equal":
        return TooSmall(name=name, least=context["ge"])
    if found["type"] == "literal_error" and len(context["expected"]) <= LONGEST_LIST:
        return NotOneOf(name=name, values=context["expected"].replace("'", "").replace(" or ", ", "))
    return WrongValue(name=name)
