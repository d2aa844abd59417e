"""Sources: what each last gave, when, and since when it has been silent."""

import sqlalchemy as sa
from alembic import op

from city.database import UTCDateTime

revision = "0012_sources"
down_revision = "0011_jobs"


def upgrade():
    op.create_table(
        "city_source",
        *(sa.Column(name, sa.String, nullable=False) for name in ("key", "address", "mark")),
        *(sa.Column(name, sa.String) for name in ("etag", "last_modified", "sha256")),
        sa.Column("size", sa.Integer),
        sa.Column("checked_at", UTCDateTime, nullable=False),
        *(sa.Column(name, UTCDateTime) for name in ("good_at", "changed_at", "failing_since")),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("error", sa.JSON),
        sa.PrimaryKeyConstraint("key", name="pk_city_source"),
    )


def downgrade():
    op.drop_table("city_source")
