"""What the forms of accounts send."""

from datetime import date
from typing import Literal

from pydantic import ConfigDict, Field, field_validator, model_validator

from city.forms import Query

MOST_ID = 2**31 - 1


class Typed(Query):
    """Forms with a password in them: blanks at its ends belong to it."""

    model_config = ConfigDict(str_strip_whitespace=False)


class SignIn(Typed):
    name: str = Field("", max_length=200)
    password: str = Field("", max_length=1000)


class Code(Query):
    one_time_code: str = Field("", max_length=100)


class NewPasskey(Query):
    """The first step: `name` of the key and the password, whose blanks at the ends belong to it."""

    model_config = ConfigDict(str_strip_whitespace=False)
    name: str = Field("", max_length=200)
    current_password: str = Field("", max_length=1000)

    @field_validator("name")
    @classmethod
    def strip(cls, value):
        return value.strip()


class Answer(Query):
    """The second: what the browser signed, as JSON."""

    name: str = Field("", max_length=200)
    answer: str = Field("", max_length=20_000)


class PasswordAgain(Typed):
    current_password: str = Field("", max_length=1000)


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


class PeopleQuery(Query):
    name: str = Field("", max_length=200)
    role: str | None = Field(None, max_length=100)
    state: Literal["on", "off", "one_step", "never", "demo"] | None = None
    page: int = Field(1, ge=1, le=100_000)


class AuditFilter(Query):
    """`action` is one ('accounts.add') or all of a feature ('accounts.*'); days are those of Tashkent, both included."""

    person: str | None = Field(None, max_length=200)
    action: str | None = Field(None, max_length=100)
    begins: date | None = None
    ends: date | None = None
    subject: str | None = Field(None, max_length=200)


class AuditQuery(AuditFilter):
    """One page: the rows older than the row `before`, or newer than the row `after`."""

    before: int | None = Field(None, ge=1, le=MOST_ID)
    after: int | None = Field(None, ge=0, le=MOST_ID)


class AuditExport(AuditFilter):
    format: Literal["csv", "xlsx"]

    @model_validator(mode="before")
    @classmethod
    def pass_over_empty(cls, given):
        return {name: value for name, value in given.items() if value}
