"""Pages of the city hall, their versions, and what became of each."""

import sqlalchemy as sa
from alembic import op

from city.database import UTCDateTime
from city.migrations import append_only

revision = "0008_pages"
down_revision = "0007_emergency112"

TABLES = ("khokimiyat_page_step", "khokimiyat_page_version", "khokimiyat_page")
APPEND_ONLY = TABLES[:2]
REFUSED = "versions of pages and their steps are never changed or deleted"


def upgrade():
    op.create_table(
        "khokimiyat_page",
        sa.Column("id", sa.Integer, nullable=False),
        text("slug"),
        number("newest"),
        *(number(name, nullable=True) for name in ("waiting", "published", "withdrawn")),
        *(sa.Column(name, UTCDateTime) for name in ("published_at", "changed_at")),
        sa.PrimaryKeyConstraint("id", name="pk_khokimiyat_page"),
        sa.UniqueConstraint("slug", name="uq_khokimiyat_page_slug"),
    )
    op.create_table(
        "khokimiyat_page_version",
        sa.Column("id", sa.Integer, nullable=False),
        *(number(name) for name in ("page_id", "number")),
        number("restores", nullable=True),
        *(text(name) for name in ("slug", "kind")),
        sa.Column("in_menu", sa.Boolean, nullable=False),
        sa.Column("texts", sa.JSON, nullable=False),
        number("author_id", nullable=True),
        text("author_name"),
        sa.Column("written_at", UTCDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_khokimiyat_page_version"),
        sa.UniqueConstraint("page_id", "number", name="uq_khokimiyat_page_version_page_id_number"),
        belongs("khokimiyat_page_version", "page_id", "khokimiyat_page"),
        belongs("khokimiyat_page_version", "author_id", "city_person"),
    )
    op.create_table(
        "khokimiyat_page_step",
        sa.Column("id", sa.Integer, nullable=False),
        *(number(name) for name in ("page_id", "number")),
        *(text(name) for name in ("step", "reason")),
        number("person_id", nullable=True),
        text("person_name"),
        sa.Column("at", UTCDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_khokimiyat_page_step"),
        belongs("khokimiyat_page_step", "page_id", "khokimiyat_page"),
        belongs("khokimiyat_page_step", "person_id", "city_person"),
    )
    op.create_index("ix_khokimiyat_page_step_page_id", "khokimiyat_page_step", ["page_id"])
    for table in APPEND_ONLY:
        append_only.refuse_changes(table, REFUSED)


def downgrade():
    for name in TABLES:
        op.drop_table(name)


def text(name):
    return sa.Column(name, sa.String, nullable=False)


def number(name, nullable=False):
    return sa.Column(name, sa.Integer, nullable=nullable)


def belongs(table, column, parent):
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_{table}_{column}")
