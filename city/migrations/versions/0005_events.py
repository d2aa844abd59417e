"""Events that streams tell to browsers."""

import sqlalchemy as sa
from alembic import op

from city.database import UTCDateTime

revision = "0005_events"
down_revision = "0004_accounts"


def upgrade():
    op.create_table(
        "city_event",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.Column("at", UTCDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_city_event"),
        sqlite_autoincrement=True,
    )


def downgrade():
    op.drop_table("city_event")
