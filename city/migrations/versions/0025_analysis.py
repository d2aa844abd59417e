"""Figures of the timetables: service by line and hour, and who lives near a stop."""

import sqlalchemy as sa
from alembic import op

revision = "0025_analysis"
down_revision = "0024_gtfs"

ALL, LINE, HOUR, ACCESS = (f"transit_analysis{part}" for part in ("", "_line", "_hour", "_access"))


def upgrade():
    op.create_table(
        ALL,
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_of", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{ALL}"),
    )
    make_table(
        LINE,
        line_key(),
        counts("trips", "first_s", "last_s"),
        [sa.Column("stop", sa.String, nullable=False)],
        [sa.Column("headway_s", sa.Float), sa.Column("shortest_s", sa.Integer), sa.Column("longest_s", sa.Integer)],
        [sa.Column("wait_s", sa.Float), *way()],
    )
    make_table(
        HOUR,
        [*line_key(), number("hour")],
        counts("departures"),
        [sa.Column("headway_s", sa.Float), *way()],
    )
    make_table(
        ACCESS,
        [sa.Column(name, sa.String, nullable=False) for name in ("district", "kind")],
        [sa.Column(name, sa.Float, nullable=False) for name in ("area_m2", "reached_m2")],
        counts("people", "people_reached"),
        [sa.Column("gap", sa.String)],
    )


def make_table(name, key, *columns):
    key_names = [column.name for column in key]
    rest = [column for group in columns for column in group]
    op.create_table(name, *key, *rest, sa.PrimaryKeyConstraint(*key_names, name=f"pk_{name}"), sqlite_with_rowid=False)


def line_key():
    text = {"line": sa.String, "weekdays": sa.String}
    names = ("line", "direction", "weekdays")
    return [sa.Column(name, text[name], nullable=False) if name in text else number(name) for name in names]


def number(name):
    return sa.Column(name, sa.Integer, nullable=False, autoincrement=False)


def counts(*names):
    return [sa.Column(name, sa.Integer, nullable=False) for name in names]


def way():
    return [sa.Column("distance_m", sa.Float, nullable=False), sa.Column("duration_s", sa.Integer, nullable=False)]


def downgrade():
    for table in (ACCESS, HOUR, LINE, ALL):
        op.drop_table(table)
