"""People who work here, their sessions, and the audit of what they do."""

import sqlalchemy as sa
from alembic import op

from city.migrations import append_only

revision = "0004_accounts"
down_revision = "0003_transit"

TABLES = ("audit", "sign_in_tries", "staff_session", "recovery_code", "person_role", "person")
REFUSED = "rows of the audit are never changed or deleted"


def upgrade():
    create_people()
    create_sessions()
    create_audit()
    append_only.create_function()
    append_only.refuse_changes("city_audit", REFUSED)


def downgrade():
    for name in TABLES:
        op.drop_table(f"city_{name}")
    append_only.drop_function()


def create_people():
    op.create_table(
        "city_person",
        sa.Column("id", sa.Integer, nullable=False),
        *(text(name) for name in ("name", "password_hash", "language")),
        sa.Column("totp_secret", sa.String),
        sa.Column("totp_step", sa.Integer),
        sa.Column("must_change_password", sa.Boolean, nullable=False),
        sa.Column("is_demo", sa.Boolean, nullable=False),
        moment("created_at"),
        moment("disabled_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_city_person"),
        sa.UniqueConstraint("name", name="uq_city_person_name"),
    )
    for name, column in (("city_person_role", "role"), ("city_recovery_code", "code_hash")):
        op.create_table(
            name,
            sa.Column("person_id", sa.Integer, nullable=False),
            text(column),
            sa.PrimaryKeyConstraint("person_id", column, name=f"pk_{name}"),
            belongs_to_person(name),
        )


def create_sessions():
    op.create_table(
        "city_staff_session",
        sa.Column("id", sa.Integer, nullable=False),
        text("key_hash"),
        sa.Column("person_id", sa.Integer, nullable=False),
        text("browser"),
        moment("begun_at"),
        moment("used_at"),
        moment("confirmed_at", nullable=True),
        moment("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_city_staff_session"),
        sa.UniqueConstraint("key_hash", name="uq_city_staff_session_key_hash"),
        belongs_to_person("city_staff_session"),
    )
    op.create_index("ix_city_staff_session_person_id", "city_staff_session", ["person_id"])
    op.create_table(
        "city_sign_in_tries",
        text("key"),
        sa.Column("count", sa.Integer, nullable=False),
        moment("last_at"),
        sa.PrimaryKeyConstraint("key", name="pk_city_sign_in_tries"),
    )


def create_audit():
    op.create_table(
        "city_audit",
        sa.Column("id", sa.Integer, nullable=False),
        moment("at"),
        sa.Column("person_id", sa.Integer),
        *(text(name) for name in ("person_name", "action", "subject")),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_city_audit"),
        belongs_to_person("city_audit"),
    )
    for column in ("at", "person_id", "action"):
        op.create_index(f"ix_city_audit_{column}", "city_audit", [column])


def text(name):
    return sa.Column(name, sa.String, nullable=False)


def moment(name, nullable=False):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def belongs_to_person(table):
    return sa.ForeignKeyConstraint(["person_id"], ["city_person.id"], name=f"fk_{table}_person_id")
