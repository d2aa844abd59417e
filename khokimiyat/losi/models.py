"""Catalogues and their indicators, assessments and their answers, reports on the road map; only assessments ever change."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from city.database import Base
from city.names import Named, pick_name


class Noted:
    """Mixin for models: a note in four languages, empty where there is nothing to say."""

    note_uz: Mapped[str] = mapped_column(default="")
    note_uz_cyrl: Mapped[str] = mapped_column(default="")
    note_ru: Mapped[str] = mapped_column(default="")
    note_en: Mapped[str] = mapped_column(default="")

    def note(self, lang):
        """The note for a reader of `lang`, as a LocalName."""
        forms = {"uz": self.note_uz, "uz-Cyrl": self.note_uz_cyrl, "ru": self.note_ru, "en": self.note_en}
        return pick_name({tag: text for tag, text in forms.items() if text}, lang)


class Catalogue(Named, Noted, Base):
    """One version of a list of indicators. A change is a new version under the same key."""

    __tablename__ = "khokimiyat_losi_catalogue"
    __table_args__ = (UniqueConstraint("key", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str]
    version: Mapped[int]
    edition: Mapped[str]
    source_uz: Mapped[str] = mapped_column(default="")
    source_uz_cyrl: Mapped[str] = mapped_column(default="")
    source_ru: Mapped[str] = mapped_column(default="")
    source_en: Mapped[str] = mapped_column(default="")
    imported_at: Mapped[datetime]
    criteria: Mapped[list["Criterion"]] = relationship(order_by="Criterion.position", back_populates="catalogue")

    @property
    def indicators(self):
        return [indicator for criterion in self.criteria for indicator in criterion.indicators]

    @property
    def stated_count(self):
        """How many indicators the source says there are; None where it does not say so of each criterion."""
        counts = [criterion.stated_count for criterion in self.criteria]
        return None if None in counts else sum(counts)

    def source(self, lang):
        """The source for a reader of `lang`, as a LocalName."""
        forms = {"uz": self.source_uz, "uz-Cyrl": self.source_uz_cyrl, "ru": self.source_ru, "en": self.source_en}
        return pick_name({tag: text for tag, text in forms.items() if text}, lang)


class Criterion(Named, Base):
    """A group of indicators; `stated_count` is how many of them its source says there are."""

    __tablename__ = "khokimiyat_losi_criterion"
    __table_args__ = (UniqueConstraint("catalogue_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    catalogue_id: Mapped[int] = mapped_column(ForeignKey("khokimiyat_losi_catalogue.id"))
    key: Mapped[str]
    position: Mapped[int]
    stated_count: Mapped[int | None]
    catalogue: Mapped[Catalogue] = relationship(back_populates="criteria")
    indicators: Mapped[list["Indicator"]] = relationship(
        order_by="Indicator.position", back_populates="criterion", lazy="selectin"
    )


class Indicator(Named, Noted, Base):
    """One question of a catalogue; `certainty` says how surely its source has it so."""

    __tablename__ = "khokimiyat_losi_indicator"
    __table_args__ = (UniqueConstraint("catalogue_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    catalogue_id: Mapped[int] = mapped_column(ForeignKey("khokimiyat_losi_catalogue.id"))
    criterion_id: Mapped[int] = mapped_column(ForeignKey("khokimiyat_losi_criterion.id"), index=True)
    code: Mapped[str]
    position: Mapped[int]
    certainty: Mapped[str]
    criterion: Mapped[Criterion] = relationship(back_populates="indicators")


class Assessment(Base):
    """A portal held against one version of a catalogue. Once published it is frozen; `corrects_id` names what it corrects."""

    __tablename__ = "khokimiyat_losi_assessment"

    id: Mapped[int] = mapped_column(primary_key=True)
    catalogue_id: Mapped[int] = mapped_column(ForeignKey("khokimiyat_losi_catalogue.id"))
    portal_name: Mapped[str]
    portal_address: Mapped[str]
    assessor: Mapped[str]
    opened_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("khokimiyat_losi_assessment.id"))
    is_demo: Mapped[bool] = mapped_column(default=False)
    catalogue: Mapped[Catalogue] = relationship()


class Answer(Base):
    """One version of the answer to an indicator; the newest counts, older ones stay."""

    __tablename__ = "khokimiyat_losi_answer"
    __table_args__ = (UniqueConstraint("assessment_id", "indicator_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("khokimiyat_losi_assessment.id"))
    indicator_id: Mapped[int] = mapped_column(ForeignKey("khokimiyat_losi_indicator.id"))
    version: Mapped[int]
    state: Mapped[str]
    evidence: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    author: Mapped[str]
    at: Mapped[datetime]


class StepReport(Base):
    """What staff report of a step of the road map; the newest counts, older ones stay."""

    __tablename__ = "khokimiyat_losi_step_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    measure: Mapped[int]
    step: Mapped[int]
    state: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    author: Mapped[str]
    at: Mapped[datetime]
