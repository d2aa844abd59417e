"""Landmarks: museums, monuments and the like, by which people in Tashkent say where they are."""

import csv
from pathlib import Path

from geoalchemy2 import Geometry
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from city import geo
from city.database import Base, db
from city.errors import N_, NotFound
from city.features import SearchEntry, SearchSource
from city.names import Named

FILE = Path(__file__).parent / "data" / "landmarks.csv"
KINDS = {
    "museum": N_("Museum"),
    "monument": N_("Monument"),
    "artwork": N_("Work of art"),
    "landmark": N_("Landmark"),
}
# What people call such things, beside the words in the names.
SPOKEN = {
    "museum": "muzey музей museum",
    "monument": "yodgorlik haykal памятник монумент monument",
    "artwork": "haykal sanat скульптура арт artwork sculpture",
    "landmark": "moʻljal ориентир достопримечательность landmark sight",
}


class Landmark(Named, Base):
    __tablename__ = "city_landmark"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str]
    place = mapped_column(Geometry("POINT", srid=geo.DEGREES), nullable=False)

    @property
    def lon_lat(self):
        return geo.lon_lat(self.place)


def get_landmark(key):
    """The landmark with this key. Raises NotFound."""
    found = db.session.scalar(select(Landmark).where(Landmark.key == key))
    if not found:
        raise NotFound()
    return found


def list_in_box(box, most=500, after=None):
    """Landmarks inside a geo.Box by their keys, at most so many; those that come after a key."""
    query = select(Landmark).where(geo.in_box(Landmark.place, box)).order_by(Landmark.key).limit(most)
    return db.session.scalars(query.where(Landmark.key > after) if after else query).all()


def load_landmarks():
    """What the project's own list has and the table has not. Inside a unit of work."""
    known = set(db.session.scalars(select(Landmark.key)))
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = geo.point_text(float(row.pop("lon")), float(row.pop("lat")))
            if row["key"] not in known:
                db.session.add(Landmark(**row, place=place))
    db.session.flush()
    db.session.expire_all()  # places were written as text, and are to be read as points


def list_entries():
    """Every landmark that has a name; a few have none on the map."""
    for each in db.session.scalars(select(Landmark).order_by(Landmark.id)):
        if not each.names:
            continue
        yield SearchEntry(each.key, each.names, "city.landmark", {"key": each.key}, *each.lon_lat, SPOKEN[each.kind])


LANDMARK_SEARCH = SearchSource("landmark", N_("Landmark"), list_entries)
