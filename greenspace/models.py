"""What is known of a green area, and how sure it is."""

from datetime import datetime
from math import pi, sqrt

from geoalchemy2 import Geometry
from sqlalchemy.orm import Mapped, mapped_column

from city import geo
from city.database import Base
from city.names import Named, pick_name
from greenspace.kinds import NOT_BUILT_YET


class Space(Named, Base):
    """A park or the like. `key` is its public ID; `district` is what sources say, and is not computed."""

    __tablename__ = "greenspace_space"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    status: Mapped[str]
    place = mapped_column(Geometry("POINT", srid=geo.DEGREES), nullable=True)
    place_certainty: Mapped[str]
    place_source: Mapped[str] = mapped_column(default="")
    area_ha: Mapped[float | None]
    area_source: Mapped[str] = mapped_column(default="")
    district: Mapped[str | None] = mapped_column(index=True)
    opened_year: Mapped[int | None]
    address_uz: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    licence: Mapped[str] = mapped_column(default="")
    note_uz: Mapped[str] = mapped_column(default="")
    note_uz_cyrl: Mapped[str] = mapped_column(default="")
    note_ru: Mapped[str] = mapped_column(default="")
    note_en: Mapped[str] = mapped_column(default="")
    updated_at: Mapped[datetime]

    @property
    def lon_lat(self):
        """(lon, lat), or None where the place is not known."""
        return geo.lon_lat(self.place)

    @property
    def is_approximate(self):
        """Whether the point on the map needs a word of caution."""
        return self.place_certainty == "approximate"

    @property
    def is_area_planned(self):
        return self.area_ha is not None and self.status in NOT_BUILT_YET

    @property
    def radius_m(self):
        """Radius in metres of a circle as large as the known area; None where that is not known."""
        return round(sqrt(self.area_ha * 10_000 / pi)) if self.area_ha else None

    @property
    def notes(self):
        """Notes by language, without the empty ones."""
        forms = {"uz": self.note_uz, "uz-Cyrl": self.note_uz_cyrl, "ru": self.note_ru, "en": self.note_en}
        return {lang: text for lang, text in forms.items() if text}

    def note(self, lang):
        """The note for a reader of `lang`, as a LocalName."""
        return pick_name(self.notes, lang)

    def address(self, lang):
        """The address for a reader of `lang`, as a LocalName; sources have it in Uzbek only."""
        return pick_name({"uz": self.address_uz} if self.address_uz else {}, lang)
