"""Service alerts of public transport, what they are about, and their versions."""

import sqlalchemy as sa
from alembic import op

revision = "0021_alerts"
down_revision = "0020_points"

ALERT, ABOUT, VERSION = "transit_alert", "transit_alert_about", "transit_alert_version"


def upgrade():
    op.create_table(
        ALERT,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("source", sa.String),
        sa.Column("source_ref", sa.String),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kept", sa.JSON, nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in ("begins_at", "ends_at")),
        sa.Column("is_demo", sa.Boolean, nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{ALERT}"),
        sa.UniqueConstraint("source", "source_ref", name=f"uq_{ALERT}_source_source_ref"),
    )
    op.create_index(f"ix_{ALERT}_state_ends_at", ALERT, ["state", "ends_at"])
    make_child(
        ABOUT,
        "position",
        *(sa.Column(name, sa.String, nullable=False) for name in ("feed", "line", "stop")),
        sa.Column("known_as", sa.JSON, nullable=False),
    )
    for name in ("line", "stop"):
        op.create_index(f"ix_{ABOUT}_{name}", ABOUT, [name])
    make_child(
        VERSION,
        "number",
        sa.Column("step", sa.String, nullable=False),
        sa.Column("kept", sa.JSON, nullable=False),
        sa.Column("author", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )


def make_child(table, number, *columns):
    """A table of what belongs to an alert, in an order of its own."""
    op.create_table(
        table,
        sa.Column("alert_id", sa.Integer, nullable=False),
        sa.Column(number, sa.Integer, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("alert_id", number, name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["alert_id"], [f"{ALERT}.id"], name=f"fk_{table}_alert_id"),
    )


def downgrade():
    op.drop_table(VERSION)
    op.drop_table(ABOUT)
    op.drop_table(ALERT)
