"""What the green areas tell the rest of the city: entries for its search, places for its other pages."""

from datetime import date

from sqlalchemy import select

from city.database import db
from city.features import Place, SearchEntry
from greenspace import spaces
from greenspace.kinds import SPOKEN
from greenspace.models import Space

ENDPOINT = "greenspace.space"

# Brands stand in Latin letters in every source; people type them in Cyrillic as they sound.
BRANDS = {
    "magic city": "мэджик сити меджик сити мажик сити",
    "tashkent city": "ташкент сити тошкент сити",
    "dream park": "дрим парк",
    "central park": "централ парк сентрал парк",
    "green park": "грин парк",
    "flowers garden": "флауэрс гарден фловерс гарден",
    "coca-cola": "кока кола гарден",
    "tashkentland": "ташкентленд тошкентленд",
}


def list_entries():
    """Every green area as search is to know it."""
    for space in db.session.scalars(select(Space).order_by(Space.id)).all():
        lon, lat = space.lon_lat or (None, None)
        further = {"texts": list_texts(space), "district": space.district, "date": opened_on(space)}
        yield SearchEntry(space.key, space.names, ENDPOINT, {"key": space.key}, lon, lat, list_words(space), **further)


def list_words(space):
    """Further words by which people look for a green area."""
    names = " ".join(space.names.values()).lower()
    brands = (sounds for brand, sounds in BRANDS.items() if brand in names)
    return " ".join([SPOKEN[space.kind], *brands])


def list_texts(space):
    """The address and what is noted of a green area, by language."""
    return space.notes | ({"uz": f"{space.address_uz}. {space.notes.get('uz', '')}".strip()} if space.address_uz else {})


def opened_on(space):
    """The first day of the year in which a green area was opened: no source names the day."""
    return date(space.opened_year, 1, 1) if space.opened_year else None


def list_places_in_district(key):
    return [tell(space) for space in spaces.list_in_district(key)]


def list_places_near(lon, lat, limit, radius_m):
    return [tell(space, metres) for space, metres in spaces.find_near(lon, lat, limit, radius_m)]


def tell(space, metres=None):
    """A green area as other services see it."""
    return Place(space, ENDPOINT, {"key": space.key}, metres)
