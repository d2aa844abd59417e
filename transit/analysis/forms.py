"""What readers may ask of the analysis: a weekday."""

from pydantic import Field

from city.errors import N_
from city.forms import LanguageQuery, Query

ABOUT = N_("weekday, 1 is Monday; lines that run on it, as they run then")


class DayQuery(Query):
    """Pages of a kind of day."""

    day: int | None = Field(None, ge=1, le=7)

    def choose(self, kinds):
        """The kind of day (weekdays, 0 is Monday) that is asked for, else the commonest; None where there are none."""
        asked = next((kind for kind in kinds if self.day and self.day - 1 in kind), None)
        return asked or next(iter(kinds), None)


class LinesQuery(LanguageQuery):
    """JSON of all lines."""

    day: int | None = Field(None, ge=1, le=7, description=ABOUT, examples=[1])
