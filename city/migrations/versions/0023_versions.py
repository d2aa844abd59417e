"""Versions of timetables: the zips as they came, with the validator's reports."""

import sqlalchemy as sa
from alembic import op

revision = "0023_versions"
down_revision = "0022_alerts"

TABLE = "transit_feed_version"


def upgrade():
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("feed", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("state", "source", "sent_by")),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in ("checked_at", "activated_at")),
        *(sa.Column(name, sa.Boolean, nullable=False) for name in ("by_hand", "withdrawn")),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Date) for name in ("first_day", "last_day")),
        *(sa.Column(name, sa.JSON) for name in ("counts", "blocks", "error", "overridden", "wanted", "summary")),
        *(sa.Column(name, sa.LargeBinary) for name in ("report", "data")),
        sa.PrimaryKeyConstraint("id", name=f"pk_{TABLE}"),
        sa.UniqueConstraint("feed", "number", name=f"uq_{TABLE}_feed_number"),
    )


def downgrade():
    op.drop_table(TABLE)
