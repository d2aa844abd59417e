"""Texts that were changed here, and contact details: versions that are only ever added."""

import sqlalchemy as sa
from alembic import op

from city.database import UTCDateTime
from city.migrations.append_only import refuse_changes

revision = "0016_texts"
down_revision = "0015_feedback"


def upgrade():
    op.create_table(
        "city_text_version",
        sa.Column("id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("page", "lang")),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("is_builtin", sa.Boolean, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in ("title", "summary", "text")),
        sa.Column("beside", sa.JSON, nullable=False),
        sa.Column("author_id", sa.Integer),
        sa.Column("author_name", sa.String, nullable=False),
        sa.Column("written_at", UTCDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_city_text_version"),
        sa.UniqueConstraint("page", "lang", "number", name="uq_city_text_version_page_lang_number"),
        sa.ForeignKeyConstraint(["author_id"], ["city_person.id"], name="fk_city_text_version_author_id"),
    )
    op.create_table(
        "city_contact_version",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("author_id", sa.Integer),
        sa.Column("author_name", sa.String, nullable=False),
        sa.Column("written_at", UTCDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_city_contact_version"),
        sa.UniqueConstraint("number", name="uq_city_contact_version_number"),
        sa.ForeignKeyConstraint(["author_id"], ["city_person.id"], name="fk_city_contact_version_author_id"),
    )
    for table in ("city_text_version", "city_contact_version"):
        refuse_changes(table, "versions of texts and contact details are never changed")


def downgrade():
    for table in ("city_contact_version", "city_text_version"):
        op.drop_table(table)
