"""The city's posts that measure air, and what each measured in a year."""

from geoalchemy2 import Geometry
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from city import geo
from city.database import Base
from city.names import Named


class AirPost(Named, Base):
    """A post; `key` is its code at the city, `district` the one that its point lies in."""

    __tablename__ = "greenspace_air_post"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    district: Mapped[str | None]
    place = mapped_column(Geometry("POINT", srid=geo.DEGREES), nullable=False)
    years: Mapped[list["AirYear"]] = relationship(order_by="AirYear.year", back_populates="post", lazy="selectin")

    @property
    def lon_lat(self):
        return geo.lon_lat(self.place)

    def find_year(self, year):
        """What it measured in a year; None where there is nothing."""
        return next((each for each in self.years if each.year == year), None)


class AirYear(Base):
    """Fine dust (PM2.5) at a post in a year, in µg/m³, from `days` days with values. Raw values of sensors, not validated."""

    __tablename__ = "greenspace_air_year"

    post_id: Mapped[int] = mapped_column(ForeignKey("greenspace_air_post.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    days: Mapped[int]
    pm25_median_ug_m3: Mapped[float]
    pm25_mean_ug_m3: Mapped[float]
    post: Mapped[AirPost] = relationship(back_populates="years")
