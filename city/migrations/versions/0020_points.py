"""Free Wi-Fi points, and the city's posts that measure air, with their figures by year."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0020_points"
down_revision = "0019_opendata"

NAMES = ("name_uz", "name_uz_cyrl", "name_ru", "name_en", "names_derived")
WIFI, POST, YEAR = "city_wifi_point", "greenspace_air_post", "greenspace_air_year"


def upgrade():
    make_place_table(
        WIFI,
        *(sa.Column(name, sa.String, nullable=False) for name in ("kind", "address", "hours")),
        sa.Column("district", sa.String),
        sa.Column("district_said", sa.String, nullable=False),
        sa.Column("district_of_point", sa.String),
    )
    op.create_index(f"ix_{WIFI}_district", WIFI, ["district"])
    make_place_table(POST, sa.Column("district", sa.String))
    op.create_table(
        YEAR,
        sa.Column("post_id", sa.Integer, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("pm25_median_ug_m3", sa.Float, nullable=False),
        sa.Column("pm25_mean_ug_m3", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("post_id", "year", name=f"pk_{YEAR}"),
        sa.ForeignKeyConstraint(["post_id"], [f"{POST}.id"], name=f"fk_{YEAR}_post_id"),
    )


def make_place_table(table, *columns):
    """A table of named points under a key, with its spatial indexes."""
    op.create_geospatial_table(
        table,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in NAMES),
        sa.Column("place", Geometry("POINT", srid=4326, spatial_index=False, nullable=False), nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("key", name=f"uq_{table}_key"),
    )
    op.create_geospatial_index(f"idx_{table}_place", table, ["place"], unique=False, postgresql_using="gist")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE INDEX ix_{table}_place_m ON {table} USING gist (ST_Transform(place, 32642))")


def downgrade():
    op.drop_table(YEAR)
    op.drop_geospatial_table(POST)
    op.drop_geospatial_table(WIFI)
