"""Service alerts of public transport, and their versions."""

import sqlalchemy as sa
from alembic import op

revision = "0022_alerts"
down_revision = "0021_calls"

ALERT, VERSION = "transit_alert", "transit_alert_version"


def upgrade():
    op.create_table(
        ALERT,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("source", sa.String),
        sa.Column("source_ref", sa.String),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        *(sa.Column(name, sa.JSON, nullable=False) for name in ("kept", "known_as")),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in ("begins_at", "ends_at")),
        sa.Column("is_demo", sa.Boolean, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{ALERT}"),
        sa.UniqueConstraint("source", "source_ref", name=f"uq_{ALERT}_source_source_ref"),
    )
    op.create_index(f"ix_{ALERT}_state_ends_at", ALERT, ["state", "ends_at"])
    op.create_table(
        VERSION,
        sa.Column("alert_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("kept", sa.JSON, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("alert_id", "number", name=f"pk_{VERSION}"),
        sa.ForeignKeyConstraint(["alert_id"], [f"{ALERT}.id"], name=f"fk_{VERSION}_alert_id"),
    )


def downgrade():
    op.drop_table(VERSION)
    op.drop_table(ALERT)
