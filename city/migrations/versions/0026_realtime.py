"""Real time of public transport: what is told now, the trips as they were, punctuality by line and hour."""

import sqlalchemy as sa
from alembic import op

from city.database import UTCDateTime

revision = "0026_realtime"
down_revision = "0025_analysis"
WITHOUT_ROWID = {"sqlite_with_rowid": False}


def upgrade():
    op.create_table(
        "transit_realtime_part",
        text("feed"),
        *(numbers("part", "stamp")),
        *(sa.Column(name, UTCDateTime, nullable=False) for name in ("made_at", "fresh_until", "timetable_at")),
        flag("simulated"),
        *(numbers("matched", "unmatched")),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("feed", "part", name="pk_transit_realtime_part"),
    )
    op.create_table(
        "transit_realtime_pattern",
        sa.Column("id", sa.Integer, primary_key=True),
        *(text("digest"), text("stops")),
        sa.UniqueConstraint("digest", name="uq_transit_realtime_pattern_digest"),
    )
    op.create_table(
        "transit_realtime_trip",
        sa.Column("day", sa.Date, nullable=False),
        *(text("feed"), text("trip"), text("route")),
        *numbers("start_s", "direction", "pattern_id", "state"),
        sa.Column("delays", sa.LargeBinary, nullable=False),
        flag("simulated"),
        sa.PrimaryKeyConstraint("day", "feed", "trip", "start_s", name="pk_transit_realtime_trip"),
        sa.ForeignKeyConstraint(
            ["pattern_id"], ["transit_realtime_pattern.id"], name="fk_transit_realtime_trip_pattern_id"
        ),
        **WITHOUT_ROWID,
    )
    op.create_index("ix_transit_realtime_trip_pattern_id", "transit_realtime_trip", ["pattern_id"])
    op.create_table(
        "transit_realtime_punctuality",
        sa.Column("day", sa.Date, nullable=False),
        *(text("route"), text("feed")),
        *numbers("hour", "trips", "cancelled", "early", "on_time", "late", "delay_sum_s"),
        flag("simulated"),
        sa.PrimaryKeyConstraint("day", "route", "hour", name="pk_transit_realtime_punctuality"),
        **WITHOUT_ROWID,
    )


def downgrade():
    for table in ("punctuality", "trip", "pattern", "part"):
        op.drop_table(f"transit_realtime_{table}")


def text(name):
    return sa.Column(name, sa.String, nullable=False)


def numbers(*names):
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def flag(name):
    return sa.Column(name, sa.Boolean, nullable=False)
