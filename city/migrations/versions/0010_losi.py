"""LOSI: catalogues, assessments with their answers, and what is reported of the road map; all but assessments append-only."""

import sqlalchemy as sa
from alembic import op

from city.database import UTCDateTime
from city.migrations import append_only

revision = "0010_losi"
down_revision = "0009_pictures"

PREFIX = "khokimiyat_losi"
TABLES = ("step_report", "answer", "assessment", "indicator", "criterion", "catalogue")
FROZEN = ("catalogue", "criterion", "indicator", "answer", "step_report")
REFUSED = "rows of this table are never changed or deleted"
NAMES = ("name_uz", "name_uz_cyrl", "name_ru", "name_en", "names_derived")
NOTES = ("note_uz", "note_uz_cyrl", "note_ru", "note_en")
SOURCES = ("source_uz", "source_uz_cyrl", "source_ru", "source_en")


def upgrade():
    create_catalogues()
    create_assessments()
    for name in FROZEN:
        append_only.refuse_changes(f"{PREFIX}_{name}", REFUSED)


def downgrade():
    for name in TABLES:
        op.drop_table(f"{PREFIX}_{name}")


def create_catalogues():
    create(
        "catalogue",
        *texts("key"),
        number("version"),
        *texts("edition", *NAMES, *NOTES, *SOURCES),
        moment("imported_at"),
        unique=("key", "version"),
    )
    create(
        "criterion",
        number("catalogue_id"),
        *texts("key", *NAMES),
        number("position"),
        number("stated_count", nullable=True),
        belongs("criterion", "catalogue"),
        unique=("catalogue_id", "key"),
    )
    create(
        "indicator",
        number("catalogue_id"),
        number("criterion_id"),
        *texts("code", "certainty", *NAMES, *NOTES),
        number("position"),
        belongs("indicator", "catalogue"),
        belongs("indicator", "criterion"),
        unique=("catalogue_id", "code"),
    )
    op.create_index(f"ix_{PREFIX}_indicator_criterion_id", f"{PREFIX}_indicator", ["criterion_id"])


def create_assessments():
    create(
        "assessment",
        number("catalogue_id"),
        *texts("portal_name", "portal_address", "assessor"),
        moment("opened_at"),
        moment("published_at", nullable=True),
        number("corrects_id", nullable=True),
        sa.Column("is_demo", sa.Boolean, nullable=False),
        belongs("assessment", "catalogue"),
        belongs("assessment", "assessment", "corrects_id"),
    )
    create(
        "answer",
        number("assessment_id"),
        number("indicator_id"),
        number("version"),
        *texts("state", "evidence", "note", "author"),
        moment("at"),
        belongs("answer", "assessment"),
        belongs("answer", "indicator"),
        unique=("assessment_id", "indicator_id", "version"),
    )
    create("step_report", number("measure"), number("step"), *texts("state", "note", "author"), moment("at"))


def create(name, *parts, unique=()):
    table = f"{PREFIX}_{name}"
    constraints = [sa.PrimaryKeyConstraint("id", name=f"pk_{table}")]
    if unique:
        constraints.append(sa.UniqueConstraint(*unique, name=f"uq_{table}_{'_'.join(unique)}"))
    op.create_table(table, sa.Column("id", sa.Integer, nullable=False), *parts, *constraints)


def texts(*names):
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def number(name, nullable=False):
    return sa.Column(name, sa.Integer, nullable=nullable)


def moment(name, nullable=False):
    return sa.Column(name, UTCDateTime, nullable=nullable)


def belongs(child, parent, column=""):
    column = column or f"{parent}_id"
    return sa.ForeignKeyConstraint([column], [f"{PREFIX}_{parent}.id"], name=f"fk_{PREFIX}_{child}_{column}")
