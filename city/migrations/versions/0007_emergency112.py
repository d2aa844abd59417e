"""112: services and their desks, incidents, calls, hand-overs, and an append-only table of what happened."""

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

from city.migrations import append_only

revision = "0007_emergency112"
down_revision = "0006_landmarks"

REFUSED = "what happened to an incident is never changed or deleted"
SERVICES = (
    ("fire", "101", True),
    ("police", "102", True),
    ("ambulance", "103", True),
    ("gas", "104", True),
    ("social", "", False),
)
IN_METRES = "CREATE INDEX ix_emergency112_incident_place_m ON emergency112_incident USING gist (ST_Transform(place, 32642))"
TABLES = ("event", "handover", "call", "desk_member", "service")


def upgrade():
    create_services()
    create_incidents()
    create_event()
    append_only.refuse_changes("emergency112_event", REFUSED)


def downgrade():
    for name in TABLES:
        op.drop_table(f"emergency112_{name}")
    op.drop_geospatial_table("emergency112_incident")


def create_services():
    service = op.create_table(
        "emergency112_service",
        text("key"),
        text("number"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("is_on", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_emergency112_service"),
    )
    rows = [{"key": key, "number": number, "is_on": on} for key, number, on in SERVICES]
    op.bulk_insert(service, [row | {"position": position} for position, row in enumerate(rows)])
    op.create_table(
        "emergency112_desk_member",
        sa.Column("person_id", sa.Integer, nullable=False),
        text("service_key"),
        sa.PrimaryKeyConstraint("person_id", "service_key", name="pk_emergency112_desk_member"),
        refers("desk_member", "person_id", "city_person.id"),
        refers("desk_member", "service_key", "emergency112_service.key"),
    )


def create_incidents():
    op.create_geospatial_table(
        "emergency112_incident",
        number("id"),
        *(text(name) for name in ("state", "what", "where")),
        sa.Column("place", Geometry("POINT", srid=4326, spatial_index=False)),
        sa.Column("district", sa.String),
        sa.Column("hurt", sa.Integer),
        number("version"),
        *(moment(name) for name in ("taken_at", "changed_at")),
        sa.Column("is_demo", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_emergency112_incident"),
    )
    op.create_geospatial_index(
        "idx_emergency112_incident_place", "emergency112_incident", ["place"], unique=False, postgresql_using="gist"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute(IN_METRES)
    for column in ("state", "taken_at"):
        op.create_index(f"ix_emergency112_incident_{column}", "emergency112_incident", [column])
    op.create_table(
        "emergency112_call",
        number("id"),
        text("key"),
        number("incident_id"),
        text("callback"),
        sa.Column("taken_by", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_emergency112_call"),
        sa.UniqueConstraint("key", name="uq_emergency112_call_key"),
        sa.UniqueConstraint("incident_id", name="uq_emergency112_call_incident_id"),
        refers("call", "incident_id", "emergency112_incident.id"),
        refers("call", "taken_by", "city_person.id"),
    )
    op.create_table(
        "emergency112_handover",
        number("id"),
        number("incident_id"),
        *(text(name) for name in ("service_key", "state", "reason")),
        *(moment(name) for name in ("sent_at", "changed_at")),
        text("changed_by"),
        sa.PrimaryKeyConstraint("id", name="pk_emergency112_handover"),
        refers("handover", "incident_id", "emergency112_incident.id"),
        refers("handover", "service_key", "emergency112_service.key"),
    )
    for column in ("incident_id", "service_key"):
        op.create_index(f"ix_emergency112_handover_{column}", "emergency112_handover", [column])


def create_event():
    op.create_table(
        "emergency112_event",
        number("id"),
        number("incident_id"),
        text("kind"),
        sa.Column("data", sa.JSON, nullable=False),
        moment("at"),
        sa.Column("person_id", sa.Integer),
        text("person_name"),
        sa.PrimaryKeyConstraint("id", name="pk_emergency112_event"),
        refers("event", "incident_id", "emergency112_incident.id"),
        refers("event", "person_id", "city_person.id"),
    )
    op.create_index("ix_emergency112_event_incident_id", "emergency112_event", ["incident_id"])


def text(name):
    return sa.Column(name, sa.String, nullable=False)


def number(name):
    return sa.Column(name, sa.Integer, nullable=False)


def moment(name):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def refers(table, column, target):
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_emergency112_{table}_{column}")
