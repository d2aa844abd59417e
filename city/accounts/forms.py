"""What the forms of accounts send."""

from datetime import date
from typing import Literal

from pydantic import ConfigDict, Field

from city.forms import Query


class Typed(Query):
    """Forms with a password in them: blanks at its ends belong to it."""

    model_config = ConfigDict(str_strip_whitespace=False)


class SignIn(Typed):
    name: str = Field("", max_length=200)
    password: str = Field("", max_length=1000)


class Code(Query):
    one_time_code: str = Field("", max_length=100)


class NewPassword(Typed):
    current_password: str = Field("", max_length=1000)
    password: str = Field("", max_length=1000)
    password_again: str = Field("", max_length=1000)


class Settings(Query):
    language: Literal["uz", "uz-Cyrl", "ru", "en"]


class Roles(Query):
    roles: list[str] = Field(default_factory=list, max_length=20)


class NewPerson(Roles):
    name: str = Field("", max_length=200)
    language: Literal["uz", "uz-Cyrl", "ru", "en"] = "uz"


class AuditQuery(Query):
    person: str | None = Field(None, max_length=200)
    action: str | None = Field(None, max_length=100)
    day: date | None = None
    page: int = Field(1, ge=1, le=100_000)
