"""Landmarks, by which people say where they are."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0006_landmarks"
down_revision = "0005_events"

NAMES = ("name_uz", "name_uz_cyrl", "name_ru", "name_en", "names_derived")
IN_METRES = "CREATE INDEX ix_city_landmark_place_m ON city_landmark USING gist (ST_Transform(place, 32642))"


def upgrade():
    op.create_geospatial_table(
        "city_landmark",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in NAMES),
        sa.Column("place", Geometry("POINT", srid=4326, spatial_index=False, nullable=False), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_city_landmark"),
        sa.UniqueConstraint("key", name="uq_city_landmark_key"),
    )
    op.create_geospatial_index("idx_city_landmark_place", "city_landmark", ["place"], unique=False, postgresql_using="gist")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(IN_METRES)


def downgrade():
    op.drop_geospatial_table("city_landmark")
