"""What the forms of 112 send. Limits are wide: a call is not turned away for its length."""

from pydantic import Field

from city.errors import WrongValue
from city.forms import Query
from emergency112.intake import Told
from emergency112.refusals import WrongHurt

MOST_HURT = 9999
MOST = 2**31 - 1  # that the database can hold


class ToldForm(Query):
    what: str = Field("", max_length=20_000)
    where: str = Field("", max_length=5000)
    lon: str = Field("", max_length=30)
    lat: str = Field("", max_length=30)
    callback: str = Field("", max_length=100)
    hurt: str = Field("", max_length=10)
    services: list[str] = Field(default_factory=list, max_length=20)

    def told(self):
        """What the caller told. Raises WrongHurt, WrongValue."""
        return Told(self.what, self.where, self._lon_lat(), self.callback, self._hurt(), tuple(self.services))

    def _lon_lat(self):
        if not self.lon and not self.lat:
            return None
        try:
            return float(self.lon), float(self.lat)
        except ValueError:
            raise WrongValue(name="lon, lat") from None

    def _hurt(self):
        if not self.hurt:
            return None
        if not (self.hurt.isascii() and self.hurt.isdecimal() and int(self.hurt) <= MOST_HURT):
            raise WrongHurt()
        return int(self.hurt)


class CallForm(ToldForm):
    key: str = Field("", max_length=100)
    again: bool = False


class CorrectionForm(ToldForm):
    version: int


class ReasonForm(Query):
    reason: str = Field("", max_length=1000)


class NoteForm(Query):
    note: str = Field("", max_length=5000)


class ServicesForm(Query):
    services: list[str] = Field(default_factory=list, max_length=20)


class RowsQuery(Query):
    ids: str = Field("", max_length=4000)

    def numbers(self):
        """The numbers of incidents that are asked for. Raises WrongValue."""
        typed = [each for each in self.ids.split(",") if each]
        if not all(each.isascii() and each.isdecimal() and int(each) <= MOST for each in typed):
            raise WrongValue(name="ids")
        return [int(each) for each in typed]


class PlaceQuery(Query):
    q: str = Field("", max_length=1000)


class PointQuery(Query):
    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
