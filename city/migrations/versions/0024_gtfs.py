"""What else a timetable says: operators, entrances and ways within stations, rules for changing, fares, accessibility."""

import sqlalchemy as sa
from alembic import op

revision = "0024_gtfs"
down_revision = "0023_versions"

NAMES = ("name_uz", "name_uz_cyrl", "name_ru", "name_en", "names_derived")
COLUMNS = {
    "feed": (("publisher_url", sa.String), ("contact_email", sa.String), ("contact_url", sa.String)),
    "stop": (
        ("wheelchair", sa.Integer),
        *((name, sa.String) for name in ("code", "platform", "level", "description", "url")),
    ),
    "route": (("description", sa.String), ("url", sa.String)),
    "trip": (("short_name", sa.String), ("wheelchair", sa.Integer), ("bikes", sa.Integer), ("block", sa.String)),
}
EMPTY = {sa.String: "", sa.Integer: "0"}
TABLES = (
    *("fare_rule", "fare", "stop_area", "area", "transfer_rule", "entrance_way", "entrance"),
    *("attribution", "agency"),
)


def upgrade():
    for table, columns in COLUMNS.items():
        for name, kind in columns:
            op.add_column(f"transit_{table}", sa.Column(name, kind, nullable=False, server_default=EMPTY[kind]))
    op.add_column("transit_route", sa.Column("agency_id", sa.Integer))
    create_operators()
    create_stations()
    create_changes()
    create_fares()


def downgrade():
    for table in TABLES:
        op.drop_table(f"transit_{table}")
    op.drop_column("transit_route", "agency_id")
    for table, columns in COLUMNS.items():
        for name, _kind in columns:
            op.drop_column(f"transit_{table}", name)


def create_operators():
    own = texts(*NAMES, "gtfs_id", "url", "phone", "email", "fare_url")
    create("agency", *numbers("id", "feed_id"), *own, feed_id="feed")
    create(
        "attribution",
        *numbers("id", "feed_id"),
        *optional("route_id"),
        *texts("organization", "url", "email"),
        *flags("is_producer", "is_operator", "is_authority"),
        feed_id="feed",
        route_id="route",
    )


def create_stations():
    create(
        "entrance",
        *numbers("id", "feed_id", "stop_id", "wheelchair"),
        *texts(*NAMES, "gtfs_id", "level"),
        *(sa.Column(name, sa.Float, nullable=False) for name in ("lon", "lat")),
        feed_id="feed",
        stop_id="stop",
    )
    op.create_table(
        "transit_entrance_way",
        *numbers("entrance_id", "stop_id"),
        *flags("wheelchair"),
        *optional("walk_s", "length_m"),
        sa.PrimaryKeyConstraint("entrance_id", "stop_id", "wheelchair", name="pk_transit_entrance_way"),
        *keys("entrance_way", entrance_id="entrance", stop_id="stop"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_transit_entrance_way_stop_id", "transit_entrance_way", ["stop_id"])


def create_changes():
    ends = {"from_stop_id": "stop", "to_stop_id": "stop", "from_route_id": "route", "to_route_id": "route"}
    own = (*optional(*ends, "min_s"), *texts("from_trip", "to_trip"))
    create("transfer_rule", *numbers("id", "feed_id", "type"), *own, feed_id="feed", **ends)


def create_fares():
    create("area", *numbers("id", "feed_id"), *texts(*NAMES, "gtfs_id"), feed_id="feed")
    op.create_table(
        "transit_stop_area",
        *numbers("stop_id", "area_id"),
        sa.PrimaryKeyConstraint("stop_id", "area_id", name="pk_transit_stop_area"),
        *keys("stop_area", stop_id="stop", area_id="area"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_transit_stop_area_area_id", "transit_stop_area", ["area_id"])
    create(
        "fare",
        *numbers("id", "feed_id"),
        *texts(*NAMES, "gtfs_id", "amount", "currency", "rider", "medium"),
        *optional("payment", "transfers", "duration_s"),
        *flags("says_transfers"),
        feed_id="feed",
    )
    ends = {"route_id": "route", "from_area_id": "area", "to_area_id": "area"}
    create("fare_rule", *numbers("id", "fare_id"), *optional(*ends), fare_id="fare", **ends)


def create(name, *columns, **references):
    """A table transit_`name` under its id, with an index on each of its references."""
    constraints = (sa.PrimaryKeyConstraint("id", name=f"pk_transit_{name}"), *keys(name, **references))
    op.create_table(f"transit_{name}", *columns, *constraints)
    for column in references:
        op.create_index(f"ix_transit_{name}_{column}", f"transit_{name}", [column])


def keys(name, **references):
    return [
        sa.ForeignKeyConstraint([column], [f"transit_{target}.id"], name=f"fk_transit_{name}_{column}")
        for column, target in references.items()
    ]


def numbers(*names):
    return [sa.Column(name, sa.Integer, nullable=False, autoincrement=False) for name in names]


def optional(*names):
    return [sa.Column(name, sa.Integer) for name in names]


def texts(*names):
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def flags(*names):
    return [sa.Column(name, sa.Boolean, nullable=False) for name in names]
