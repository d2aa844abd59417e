"""What descriptions of datasets have in common: columns of names, a point as GeoJSON, the age of a file's facts."""

from datetime import datetime, time

from sqlalchemy import func, select

from city.clock import TASHKENT
from city.database import db
from city.datasets import Column
from city.errors import N_

LANGUAGES = ("uz", "uz_cyrl", "ru", "en")
NAMES = (
    Column("name_uz", "text", N_("Name in Uzbek, Latin script")),
    Column("name_uz_cyrl", "text", N_("Name in Uzbek, Cyrillic script")),
    Column("name_ru", "text", N_("Name in Russian")),
    Column("name_en", "text", N_("Name in English")),
)
NAMES_DERIVED = Column("names_derived", "text", N_("Languages in which we made the name ourselves"))


def texts_of(row, stem="name"):
    """{'name_uz': …} of a row with a column a language; None where it is empty."""
    return {f"{stem}_{language}": getattr(row, f"{stem}_{language}") or None for language in LANGUAGES}


def texts_by_tag(texts, stem="name"):
    """The same of a mapping of language tags to texts."""
    return {f"{stem}_{language}": texts.get(language.replace("_cyrl", "-Cyrl")) or None for language in LANGUAGES}


def point(lon_lat):
    """The text of a GeoJSON Point, to six decimals (0.1 m); None for a place that is not known."""
    return f'{{"type":"Point","coordinates":[{lon_lat[0]:.6f},{lon_lat[1]:.6f}]}}' if lon_lat else None


def day_begins(day):
    """The moment at which a day begins in Tashkent."""
    return datetime.combine(day, time(), TASHKENT)


def stated(day, column):
    """When rows changed that came from a file of that day; None while the table of `column` is empty."""
    return lambda: None if db.session.scalar(select(column).limit(1)) is None else day_begins(day)


def newest(column):
    """The newest moment in a column; None while its table is empty."""
    return lambda: db.session.scalar(select(func.max(column)))
