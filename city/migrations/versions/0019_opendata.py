"""Open data: downloads by day, and sizes of files."""

import sqlalchemy as sa
from alembic import op

revision = "0019_opendata"
down_revision = "0018_programs"


def upgrade():
    op.create_table(
        "city_opendata_download",
        sa.Column("day", sa.Date, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("dataset", "file")),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("day", "dataset", "file", name="pk_city_opendata_download"),
    )
    op.create_table(
        "city_opendata_measure",
        *(sa.Column(name, sa.String, nullable=False) for name in ("dataset", "file", "version")),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in ("size", "row_count")),
        sa.PrimaryKeyConstraint("dataset", "file", name="pk_city_opendata_measure"),
    )


def downgrade():
    for table in ("city_opendata_measure", "city_opendata_download"):
        op.drop_table(table)
