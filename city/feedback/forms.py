"""What readers and staff send."""

from datetime import date
from typing import Literal

from pydantic import Field, field_validator

from city.feedback.answering import REASONS
from city.feedback.messages import KINDS
from city.feedback.queue import FILTERS
from city.forms import Query

MOST = 2**31 - 1


class VoteForm(Query):
    page: str = Field(max_length=1000)
    useful: Literal["yes", "no"]


class WordsForm(Query):
    words: str = ""
    website: str = ""  # nobody sees this field: a program fills it in


class WriteQuery(Query):
    """What is known already when the form is opened from a page."""

    kind: Literal[KINDS] = "question"
    page: str = Field("", max_length=1000)


class MessageForm(Query):
    key: str = Field("", max_length=200)
    kind: Literal[KINDS]
    text: str = ""
    page: str = ""
    service: str = Field("", max_length=50)
    language: Literal["uz", "uz-Cyrl", "ru", "en"]
    email: str = ""
    name: str = ""
    website: str = ""


class QueueQuery(Query):
    state: Literal[FILTERS] | None = "open"  # "all" for none
    kind: Literal[KINDS] | None = None
    service: str | None = Field(None, max_length=50)
    page: int = Field(1, ge=1, le=100_000)

    @field_validator("state", mode="before")
    @classmethod
    def read_all(cls, value):
        return None if value == "all" else value


class StepForm(Query):
    """A button about a message, as its page showed it."""

    version: int = Field(0, ge=0, le=MOST)


class HandForm(StepForm):
    to: int = Field(0, ge=0, le=MOST)


class AnswerForm(StepForm):
    answer: str = ""


class CloseForm(StepForm):
    reason: Literal[REASONS]


class DayForm(Query):
    day: date
    name: str = Field("", max_length=100)


class DayQuery(Query):
    day: date


class VotesQuery(Query):
    page: str | None = Field(None, max_length=1000)
