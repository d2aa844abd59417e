"""Districts and the search index."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0001_city"
down_revision = None

FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE city_search_text USING fts5(keys)",
        "CREATE VIRTUAL TABLE city_search_vocabulary USING fts5vocab(city_search_text, row)",
    ),
    "postgresql": (
        "CREATE TABLE city_search_text (entry_id integer PRIMARY KEY, keys tsvector NOT NULL)",
        "CREATE INDEX ix_city_search_text_keys ON city_search_text USING gin (keys)",
        'CREATE TABLE city_search_vocabulary (term text COLLATE "C" PRIMARY KEY)',
        "CREATE INDEX ix_city_search_vocabulary_term ON city_search_vocabulary USING gin (term gin_trgm_ops)",
    ),
}
IN_METRES = "CREATE INDEX ix_city_district_outline_m ON city_district USING gist (ST_Transform(outline, 32642))"


def upgrade():
    op.create_geospatial_table(
        "city_district",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("soato", sa.String, nullable=False),
        sa.Column("population", sa.Integer, nullable=False),
        sa.Column("population_date", sa.String, nullable=False),
        sa.Column("population_source", sa.String, nullable=False),
        *(
            sa.Column(name, sa.String, nullable=False)
            for name in ("name_uz", "name_uz_cyrl", "name_ru", "name_en", "names_derived")
        ),
        sa.Column("outline", Geometry("MULTIPOLYGON", srid=4326, spatial_index=False, nullable=False), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_city_district"),
        sa.UniqueConstraint("key", name="uq_city_district_key"),
    )
    op.create_geospatial_index("idx_city_district_outline", "city_district", ["outline"], unique=False, postgresql_using="gist")
    op.create_table(
        "city_search_entry",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("ref", sa.String, nullable=False),
        sa.Column("endpoint", sa.String, nullable=False),
        sa.Column("values", sa.JSON, nullable=False),
        sa.Column("names", sa.JSON, nullable=False),
        sa.Column("lon", sa.Float),
        sa.Column("lat", sa.Float),
        sa.PrimaryKeyConstraint("id", name="pk_city_search_entry"),
    )
    op.create_index("ix_city_search_entry_kind", "city_search_entry", ["kind"])
    dialect = op.get_bind().dialect.name
    for statement in FULL_TEXT[dialect]:
        op.execute(statement)
    if dialect == "postgresql":
        op.execute(IN_METRES)


def downgrade():
    op.execute("DROP TABLE city_search_vocabulary")
    op.execute("DROP TABLE city_search_text")
    op.drop_table("city_search_entry")
    op.drop_geospatial_table("city_district")
