"""Timetables: the tables of GTFS feeds, several side by side."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0003_transit"
down_revision = "0002_greenspace"

NAMES = ("name_uz", "name_uz_cyrl", "name_ru", "name_en", "names_derived")
IN_METRES = "CREATE INDEX ix_transit_stop_place_m ON transit_stop USING gist (ST_Transform(place, 32642))"
TABLES = (
    *("transfer", "stop_time", "trip", "service_day", "service", "stop_route", "line_stop", "direction"),
    *("shape", "headsign", "route", "stop", "feed"),
)
GEOSPATIAL = ("shape", "stop")


def upgrade():
    create_feed()
    create_places()
    create_lines()
    create_trips()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(IN_METRES)


def downgrade():
    for name in TABLES:
        drop = op.drop_geospatial_table if name in GEOSPATIAL else op.drop_table
        drop(f"transit_{name}")


def create_feed():
    create(
        "feed",
        sa.Column("id", sa.Integer, nullable=False),
        *texts(*NAMES, "key", "publisher", "language", "timezone", "version"),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        *numbers("longest_s"),
        sa.Column("illustrative", sa.Boolean, nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        key=("id",),
        unique="key",
    )


def create_places():
    create(
        "stop",
        *numbers("id", "feed_id"),
        *texts(*NAMES, "key", "gtfs_id"),
        sa.Column("is_station", sa.Boolean, nullable=False),
        sa.Column("approximate", sa.Boolean, nullable=False),
        sa.Column("parent_id", sa.Integer),
        sa.Column("place", Geometry("POINT", srid=4326, spatial_index=False, nullable=False), nullable=False),
        key=("id",),
        unique="key",
        references={"feed_id": "feed", "parent_id": "stop"},
        indexes=("feed_id", "parent_id"),
    )
    create(
        "transfer",
        *numbers("from_stop_id", "to_stop_id"),
        sa.Column("walk_s", sa.Integer),
        key=("from_stop_id", "to_stop_id"),
        references={"from_stop_id": "stop", "to_stop_id": "stop"},
        indexes=("to_stop_id",),
    )
    add_spatial_index("stop", "place")


def create_lines():
    create(
        "route",
        *numbers("id", "feed_id", "type", "sort_order"),
        *texts(*NAMES, "key", "gtfs_id", "short_name", "colour", "text_colour"),
        key=("id",),
        unique="key",
        references={"feed_id": "feed"},
        indexes=("feed_id",),
    )
    create(
        "headsign",
        *numbers("id", "feed_id"),
        *texts(*NAMES),
        key=("id",),
        references={"feed_id": "feed"},
        indexes=("feed_id",),
    )
    line = sa.Column("line", Geometry("LINESTRING", srid=4326, spatial_index=False, nullable=False), nullable=False)
    create(
        "shape",
        *numbers("id", "feed_id"),
        line,
        key=("id",),
        references={"feed_id": "feed"},
        indexes=("feed_id",),
    )
    add_spatial_index("shape", "line")
    create(
        "direction",
        *numbers("route_id", "direction", "headsign_id", "shape_id"),
        key=("route_id", "direction"),
        references={"route_id": "route", "headsign_id": "headsign", "shape_id": "shape"},
        indexes=("headsign_id", "shape_id"),
    )
    create(
        "line_stop",
        *numbers("route_id", "direction", "sequence", "stop_id", "run_s"),
        key=("route_id", "direction", "sequence"),
        references={"route_id": "route", "stop_id": "stop"},
        indexes=("stop_id",),
    )
    create(
        "stop_route",
        *numbers("stop_id", "route_id"),
        key=("stop_id", "route_id"),
        references={"stop_id": "stop", "route_id": "route"},
        indexes=("route_id",),
    )


def create_trips():
    create(
        "service",
        *numbers("id", "feed_id"),
        *texts("gtfs_id"),
        key=("id",),
        references={"feed_id": "feed"},
        indexes=("feed_id",),
    )
    day = sa.Column("day", sa.Date, nullable=False)
    create(
        "service_day",
        *numbers("service_id"),
        day,
        key=("service_id", "day"),
        references={"service_id": "service"},
    )
    create(
        "trip",
        *numbers("id", "route_id", "service_id", "direction", "headsign_id", "start_s", "end_s"),
        *texts("gtfs_id"),
        sa.Column("shape_id", sa.Integer),
        key=("id",),
        references={
            "route_id": "route",
            "service_id": "service",
            "headsign_id": "headsign",
            "shape_id": "shape",
        },
        indexes=("route_id", "service_id", "headsign_id", "shape_id"),
    )
    create(
        "stop_time",
        *numbers("trip_id", "sequence", "stop_id", "arrival_s", "departure_s"),
        sa.Column("boards", sa.Boolean, nullable=False),
        sa.Column("headsign_id", sa.Integer),
        key=("trip_id", "sequence"),
        references={"trip_id": "trip", "stop_id": "stop"},
    )
    op.create_index("ix_transit_stop_time_departures", "transit_stop_time", ["stop_id", "departure_s"])


def create(name, *columns, key, unique=None, references=None, indexes=()):
    """A table transit_`name`; SQLite keeps those with a key of several parts in its order, without a rowid."""
    name = f"transit_{name}"
    constraints = [sa.PrimaryKeyConstraint(*key, name=f"pk_{name}")]
    if unique:
        constraints.append(sa.UniqueConstraint(unique, name=f"uq_{name}_{unique}"))
    for column, target in (references or {}).items():
        constraints.append(sa.ForeignKeyConstraint([column], [f"transit_{target}.id"], name=f"fk_{name}_{column}"))
    make = op.create_geospatial_table if name.removeprefix("transit_") in GEOSPATIAL else op.create_table
    make(name, *columns, *constraints, sqlite_with_rowid=len(key) == 1)
    for column in indexes:
        op.create_index(f"ix_{name}_{column}", name, [column])


def add_spatial_index(table, column):
    name = f"transit_{table}"
    op.create_geospatial_index(f"idx_{name}_{column}", name, [column], unique=False, postgresql_using="gist")


def numbers(*names):
    return [sa.Column(name, sa.Integer, nullable=False, autoincrement=False) for name in names]


def texts(*names):
    return [sa.Column(name, sa.String, nullable=False) for name in names]
