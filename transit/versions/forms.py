"""What staff send and ask for on the pages of timetables."""

from pydantic import Field

from city.forms import Query

LONGEST_REASON = 500


class UploadForm(Query):
    feed: str = Field(..., max_length=40)


class ReasonForm(Query):
    reason: str = Field("", max_length=LONGEST_REASON)


class ChangesQuery(Query):
    """Which two versions to compare: by their numbers."""

    before: int = Field(..., alias="from", ge=1, le=2_147_483_647)
    after: int = Field(..., alias="to", ge=1, le=2_147_483_647)
