"""What may be asked of the list of letters."""

from typing import Literal

from pydantic import Field

from city.forms import Query
from city.mail.outbox import STATES


class LettersQuery(Query):
    state: Literal[STATES] | None = None
    page: int = Field(1, ge=1, le=100_000)
