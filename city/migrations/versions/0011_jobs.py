"""Jobs: leases, what staff asked, and runs."""

import sqlalchemy as sa
from alembic import op

from city.database import UTCDateTime

revision = "0011_jobs"
down_revision = "0010_losi"


def column(name, kind, nullable=False):
    return sa.Column(name, kind, nullable=nullable)


def upgrade():
    op.create_table(
        "city_lease",
        *(column(name, sa.String) for name in ("name", "holder")),
        *(column(name, sa.Integer) for name in ("token", "beat")),
        column("beat_at", UTCDateTime),
        sa.PrimaryKeyConstraint("name", name="pk_city_lease"),
    )
    op.create_table(
        "city_job_order",
        column("job", sa.String),
        *(column(name, UTCDateTime, nullable=True) for name in ("paused_at", "asked_at")),
        column("asked_by", sa.String),
        sa.PrimaryKeyConstraint("job", name="pk_city_job_order"),
    )
    op.create_table(
        "city_job_run",
        column("id", sa.Integer),
        *(column(name, sa.String) for name in ("job", "cause", "asked_by")),
        column("token", sa.Integer),
        column("state", sa.String),
        column("started_at", UTCDateTime),
        column("ended_at", UTCDateTime, nullable=True),
        column("done", sa.Integer),
        column("total", sa.Integer, nullable=True),
        column("step", sa.String),
        column("counts", sa.JSON),
        column("error", sa.JSON, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_city_job_run"),
    )
    op.create_index("ix_city_job_run_job_id", "city_job_run", ["job", "id"])


def downgrade():
    for table in ("city_job_run", "city_job_order", "city_lease"):
        op.drop_table(table)
