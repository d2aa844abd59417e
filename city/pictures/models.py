"""Pictures in the database, each with its sizes."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base


class Picture(Base):
    """A picture as it is shown. `key` stands in its address; no name that a user chose does."""

    __tablename__ = "city_picture"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    alt: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)  # the largest
    sha256: Mapped[str | None] = mapped_column(index=True)  # of what was sent; unknown of the first ones
    added_by: Mapped[int | None] = mapped_column(ForeignKey("city_person.id"))
    added_at: Mapped[datetime]


class PictureSize(Base):
    """A picture at another width, or in another format: `kind` is 'jpeg' or 'webp'."""

    __tablename__ = "city_picture_size"

    picture_id: Mapped[int] = mapped_column(ForeignKey("city_picture.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    width: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    height: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
