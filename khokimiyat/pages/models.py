"""Tables of pages: a page points at its versions; versions and steps are only ever added."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from city.database import Base
from city.names import pick_name
from khokimiyat.pages.content import Content, from_json


class Page(Base):
    """An address of the city hall. `newest`, `waiting`, `published` and `withdrawn` are numbers of versions."""

    __tablename__ = "khokimiyat_page"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)  # stays as it is once the page was published
    newest: Mapped[int]
    waiting: Mapped[int | None]
    published: Mapped[int | None]
    withdrawn: Mapped[int | None]
    published_at: Mapped[datetime | None]  # for the first time
    changed_at: Mapped[datetime | None]  # for readers

    @property
    def state(self):
        """Of the newest version: 'waiting', 'published', 'withdrawn' or 'draft'."""
        if self.waiting:
            return "waiting"
        return {self.published: "published", self.withdrawn: "withdrawn"}.get(self.newest, "draft")


class Version(Base):
    """What somebody wrote at one time. The database refuses to change or delete it."""

    __tablename__ = "khokimiyat_page_version"
    __table_args__ = (UniqueConstraint("page_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("khokimiyat_page.id"))
    number: Mapped[int]
    restores: Mapped[int | None]  # the number of the version that was taken up again
    slug: Mapped[str]
    kind: Mapped[str]
    in_menu: Mapped[bool]
    texts: Mapped[dict] = mapped_column(JSON)  # {language: {title, summary, text}}
    author_id: Mapped[int | None] = mapped_column(ForeignKey("city_person.id"))
    author_name: Mapped[str]
    written_at: Mapped[datetime]
    page: Mapped[Page] = relationship(lazy="joined", innerjoin=True)

    @property
    def content(self):
        return Content(self.slug, self.kind, self.in_menu, from_json(self.texts))

    def name(self, lang):
        """The title for a reader of `lang`, as a LocalName."""
        return pick_name(self.content.titles, lang)


class Step(Base):
    """What became of a version: 'asked', 'published', 'returned' (with a reason) or 'withdrawn'. Never changed."""

    __tablename__ = "khokimiyat_page_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[int] = mapped_column(ForeignKey("khokimiyat_page.id"), index=True)
    number: Mapped[int]
    step: Mapped[str]
    reason: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("city_person.id"))
    person_name: Mapped[str]
    at: Mapped[datetime]
