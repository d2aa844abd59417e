"""Files in the database, with the pages that they belong to, in one backup and for every web host."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from city.database import Base


class Attachment(Base):
    """A file as it is handed out. `key` stands in its address; `name` is made by us from `title`, without an ending."""

    __tablename__ = "city_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    name: Mapped[str]
    kind: Mapped[str]  # of kinds.KINDS
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(index=True)  # of what was sent
    added_by: Mapped[int | None] = mapped_column(ForeignKey("city_person.id"))
    added_at: Mapped[datetime]

    @property
    def address(self):
        return f"/files/{self.key}/{self.name}.{self.kind}"
