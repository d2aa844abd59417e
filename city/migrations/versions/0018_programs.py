"""Registered programs, their keys, and how often they asked."""

import sqlalchemy as sa
from alembic import op

from city.database import UTCDateTime

revision = "0018_programs"
down_revision = "0017_search"


def upgrade():
    op.create_table(
        "city_program",
        number("id"),
        *texts("form_key", "name", "purpose", "site", "email", "language", "state", "tier", "reason", "decided_by", "link_hash"),
        moment("asked_at"),
        *(moment(name, nullable=True) for name in ("decided_at", "link_until")),
        number("version"),
        sa.PrimaryKeyConstraint("id", name="pk_city_program"),
        sa.UniqueConstraint("form_key", name="uq_city_program_form_key"),
    )
    op.create_table(
        "city_program_key",
        number("id"),
        number("program_id"),
        *texts("key_hash", "prefix"),
        moment("made_at"),
        moment("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_city_program_key"),
        sa.UniqueConstraint("key_hash", name="uq_city_program_key_key_hash"),
        belongs("city_program_key"),
    )
    op.create_table(
        "city_program_use",
        number("program_id"),
        sa.Column("day", sa.Date, nullable=False),
        number("count"),
        sa.PrimaryKeyConstraint("program_id", "day", name="pk_city_program_use"),
        belongs("city_program_use"),
    )
    for table, column in (("city_program", "email"), ("city_program", "state"), ("city_program", "link_hash")):
        op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_city_program_key_program_id", "city_program_key", ["program_id"])


def downgrade():
    for table in ("city_program_use", "city_program_key", "city_program"):
        op.drop_table(table)


def number(name, nullable=False):
    return sa.Column(name, sa.Integer, nullable=nullable)


def texts(*names):
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def moment(name, nullable=False):
    return sa.Column(name, UTCDateTime, nullable=nullable)


def belongs(table):
    return sa.ForeignKeyConstraint(["program_id"], ["city_program.id"], name=f"fk_{table}_program_id")
