"""The twelve districts: who lives there, where they are, and which one holds a point."""

from geoalchemy2 import Geometry
from sqlalchemy import select
from sqlalchemy.orm import Mapped, defer, mapped_column

from city import geo
from city.database import Base, db
from city.errors import NotFound
from city.names import Named


class District(Named, Base):
    __tablename__ = "city_district"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    soato: Mapped[str]
    population: Mapped[int]
    population_date: Mapped[str]
    population_source: Mapped[str]
    outline = mapped_column(Geometry("MULTIPOLYGON", srid=geo.DEGREES), nullable=False)


def list_districts():
    """All districts in the order of their Uzbek names, without outlines."""
    return db.session.scalars(select(District).options(defer(District.outline)).order_by(District.name_uz)).all()


def get_district(key):
    """The district called `key`. Raises NotFound."""
    found = db.session.scalar(select(District).options(defer(District.outline)).where(District.key == key))
    if not found:
        raise NotFound()
    return found


def find_district(lon, lat):
    """The district that holds a point; None where it is not known (there is a hole around Xonobod)."""
    return geo.find_holding(District.outline, lon, lat)


def get_area_m2(key):
    """Area of the outline as drawn, in square metres. A computed figure, not an official one."""
    return db.session.scalar(select(geo.area_m2(District.outline)).where(District.key == key))


def get_middle(key):
    """(lon, lat) of a point in the middle of the district."""
    return geo.lon_lat(db.session.scalar(select(geo.middle(District.outline)).where(District.key == key)))


def read_outlines(lang):
    """(GeoJSON geometry, properties) of each district, names for a reader of `lang`."""
    query = select(District, geo.geojson(District.outline)).options(defer(District.outline)).order_by(District.id)
    for district, outline in db.session.execute(query):
        name = str(district.name(lang))
        short = name.rsplit(" ", 1)[0]  # the word for "district" comes last in all four languages
        yield outline, {"id": district.key, "name": name, "short": short}
