"""Passkeys, when somebody signed in last, residents and their sessions, and an audit that is read by moment."""

import sqlalchemy as sa
from alembic import op

revision = "0014_people"
down_revision = "0013_files"

LAST = "UPDATE city_person SET signed_in_at = (SELECT max(confirmed_at) FROM city_staff_session WHERE person_id = city_person.id)"
BY_MOMENT = (["at", "id"], ["person_name", "at", "id"], ["action", "at", "id"])


def upgrade():
    op.add_column("city_person", moment("signed_in_at", nullable=True))
    op.execute(LAST)
    create_passkeys()
    create_residents()
    for column in ("at", "action"):
        op.drop_index(f"ix_city_audit_{column}", "city_audit")
    for columns in BY_MOMENT:
        op.create_index(f"ix_city_audit_{'_'.join(columns)}", "city_audit", columns)


def downgrade():
    for columns in BY_MOMENT:
        op.drop_index(f"ix_city_audit_{'_'.join(columns)}", "city_audit")
    for column in ("at", "action"):
        op.create_index(f"ix_city_audit_{column}", "city_audit", [column])
    for name in ("resident_session", "resident", "passkey_challenge", "passkey"):
        op.drop_table(f"city_{name}")
    op.drop_column("city_person", "signed_in_at")


def create_passkeys():
    op.create_table(
        "city_passkey",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.Integer, nullable=False),
        *(text(name) for name in ("credential_id", "user_handle", "name")),
        sa.Column("public_key", sa.LargeBinary, nullable=False),
        sa.Column("sign_count", sa.BigInteger, nullable=False),
        moment("added_at"),
        moment("used_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_city_passkey"),
        sa.UniqueConstraint("credential_id", name="uq_city_passkey_credential_id"),
        sa.ForeignKeyConstraint(["person_id"], ["city_person.id"], name="fk_city_passkey_person_id"),
    )
    op.create_index("ix_city_passkey_person_id", "city_passkey", ["person_id"])
    op.create_table(
        "city_passkey_challenge",
        text("challenge_hash"),
        moment("taken_at"),
        sa.PrimaryKeyConstraint("challenge_hash", name="pk_city_passkey_challenge"),
    )


def create_residents():
    op.create_table(
        "city_resident",
        sa.Column("id", sa.Integer, nullable=False),
        *(text(name) for name in ("subject_hash", "name", "language")),
        sa.Column("name_is_own", sa.Boolean, nullable=False),
        moment("joined_at"),
        moment("signed_in_at"),
        moment("erased_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_city_resident"),
        sa.UniqueConstraint("subject_hash", name="uq_city_resident_subject_hash"),
    )
    op.create_table(
        "city_resident_session",
        sa.Column("id", sa.Integer, nullable=False),
        text("key_hash"),
        sa.Column("resident_id", sa.Integer, nullable=False),
        text("browser"),
        moment("begun_at"),
        moment("used_at"),
        moment("ended_at", nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_city_resident_session"),
        sa.UniqueConstraint("key_hash", name="uq_city_resident_session_key_hash"),
        sa.ForeignKeyConstraint(["resident_id"], ["city_resident.id"], name="fk_city_resident_session_resident_id"),
    )
    op.create_index("ix_city_resident_session_resident_id", "city_resident_session", ["resident_id"])


def text(name):
    return sa.Column(name, sa.String, nullable=False)


def moment(name, nullable=False):
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
