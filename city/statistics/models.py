"""The table of pages opened: counts only, nothing of anybody."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base


class Visit(Base):
    """How often pages of one kind were opened in one language on one day in Tashkent."""

    __tablename__ = "city_visit"

    day: Mapped[date] = mapped_column(primary_key=True)
    route: Mapped[str] = mapped_column(primary_key=True)  # the pattern without the language: '/green/spaces/<key>'
    language: Mapped[str] = mapped_column(primary_key=True)
    service: Mapped[str]  # name of a feature; 'city' for the city's own pages
    count: Mapped[int]
