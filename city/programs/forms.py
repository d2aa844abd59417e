"""What owners of programs and staff send."""

from typing import Literal

from pydantic import Field

from city.forms import Query
from city.programs.registering import STATES, TIERS

MOST = 2**31 - 1


class RegisterForm(Query):
    key: str = Field("", max_length=200)
    name: str = ""
    purpose: str = ""
    email: str = ""
    site: str = ""
    website: str = ""  # nobody sees this field: a program fills it in


class LinkForm(Query):
    key: str = Field("", max_length=200)
    email: str = ""
    website: str = ""


class DeskQuery(Query):
    state: Literal[tuple(STATES)] | None = None
    page: int = Field(1, ge=1, le=100_000)


class StepForm(Query):
    """A button about a program, as its page showed it."""

    version: int = Field(0, ge=0, le=MOST)


class TierForm(StepForm):
    tier: Literal[tuple(TIERS)]


class ReasonForm(StepForm):
    reason: str = ""
