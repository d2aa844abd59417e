"""A place with free Wi-Fi, as the list of the state has it; nobody has checked it on the spot."""

from geoalchemy2 import Geometry
from sqlalchemy.orm import Mapped, mapped_column

from city import geo
from city.database import Base
from city.names import Named


class WifiPoint(Named, Base):
    """`district` is the one that the list names, `district_of_point` the one that its point lies in."""

    __tablename__ = "city_wifi_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    hours: Mapped[str] = mapped_column(default="")
    district: Mapped[str | None] = mapped_column(index=True)
    district_said: Mapped[str] = mapped_column(default="")
    district_of_point: Mapped[str | None]
    place = mapped_column(Geometry("POINT", srid=geo.DEGREES), nullable=False)

    @property
    def lon_lat(self):
        return geo.lon_lat(self.place)

    @property
    def is_contradictory(self):
        """Whether the list names one district and its point lies in another, or in none."""
        return self.district != self.district_of_point
