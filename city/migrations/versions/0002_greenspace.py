"""Parks, gardens, squares and promenades."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0002_greenspace"
down_revision = "0001_city"

TEXTS = (
    *("name_uz", "name_uz_cyrl", "name_ru", "name_en", "names_derived"),
    *("kind", "status", "place_certainty", "place_source", "area_source", "address_uz", "source", "licence"),
    *("note_uz", "note_uz_cyrl", "note_ru", "note_en"),
)
IN_METRES = "CREATE INDEX ix_greenspace_space_place_m ON greenspace_space USING gist (ST_Transform(place, 32642))"


def upgrade():
    op.create_geospatial_table(
        "greenspace_space",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in TEXTS),
        sa.Column("district", sa.String),
        sa.Column("area_ha", sa.Float),
        sa.Column("opened_year", sa.Integer),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", Geometry("POINT", srid=4326, spatial_index=False)),
        sa.PrimaryKeyConstraint("id", name="pk_greenspace_space"),
        sa.UniqueConstraint("key", name="uq_greenspace_space_key"),
    )
    op.create_geospatial_index("idx_greenspace_space_place", "greenspace_space", ["place"], unique=False, postgresql_using="gist")
    op.create_index("ix_greenspace_space_district", "greenspace_space", ["district"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(IN_METRES)


def downgrade():
    op.drop_geospatial_table("greenspace_space")
