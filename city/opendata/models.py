"""Tables of open data: how often files were downloaded, counts only, nothing of anybody; and how large files are."""

from datetime import date

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base


class Download(Base):
    """How often a file of a dataset was downloaded on one day in Tashkent."""

    __tablename__ = "city_opendata_download"

    day: Mapped[date] = mapped_column(primary_key=True)
    dataset: Mapped[str] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(primary_key=True)  # 'csv' and the like, or the name of a further file
    count: Mapped[int]


class Measure(Base):
    """How large the file of a dataset was when it was made last, of which version."""

    __tablename__ = "city_opendata_measure"

    dataset: Mapped[str] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[str]  # the mark of opendata.versions
    size: Mapped[int] = mapped_column(BigInteger)  # bytes, not packed
    row_count: Mapped[int] = mapped_column(BigInteger)
