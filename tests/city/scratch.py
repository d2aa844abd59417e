"""A scratch table of points, made as migrations make theirs, for tests of measuring and of index use."""

from alembic.migration import MigrationContext
from alembic.operations import Operations
from geoalchemy2 import Geometry
from sqlalchemy import Column, Integer, PrimaryKeyConstraint, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from city import geo
from city.database import db, unit_of_work


class ScratchBase(DeclarativeBase):
    """A base of its own: the schema of the city knows nothing of the table."""


class Pin(ScratchBase):
    __tablename__ = "scratch_pin"

    id: Mapped[int] = mapped_column(primary_key=True)
    colour: Mapped[str]
    place = mapped_column(Geometry("POINT", srid=geo.DEGREES), nullable=True)


def make_table():
    """The table with its indexes; inside a unit of work."""
    connection = db.session.connection()
    op = Operations(MigrationContext.configure(connection))
    op.create_geospatial_table(
        "scratch_pin",
        Column("id", Integer, nullable=False),
        Column("colour", String, nullable=False),
        Column("place", Geometry("POINT", srid=geo.DEGREES, spatial_index=False)),
        PrimaryKeyConstraint("id", name="pk_scratch_pin"),
    )
    op.create_geospatial_index("idx_scratch_pin_place", "scratch_pin", ["place"], unique=False, postgresql_using="gist")
    if connection.dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_scratch_pin_place_m ON scratch_pin USING gist (ST_Transform(place, 32642))")


def fill(places):
    """A red pin at each (lon, lat), numbered from 1, and ANALYZE, as a database does by itself in time."""
    with unit_of_work():
        make_table()
        rows = [Pin(id=number, colour="red", place=place and geo.point_text(*place)) for number, place in enumerate(places, 1)]
        db.session.add_all(rows)
        db.session.flush()
        db.session.execute(text("ANALYZE"))
