"""Feedback, letters by e-mail, and counts of pages opened."""

import sqlalchemy as sa
from alembic import op

from city.database import UTCDateTime
from city.migrations import append_only

revision = "0015_feedback"
down_revision = "0014_people"

TABLES = (
    "city_visit",
    "city_mail",
    "city_feedback_day_off",
    "city_feedback_tries",
    "city_feedback_event",
    "city_feedback_message",
    "city_feedback_vote",
)
REFUSED = "what became of a message is never changed or deleted"


def upgrade():
    create_votes()
    create_messages()
    create_letters()
    op.create_table(
        "city_visit",
        sa.Column("day", sa.Date, nullable=False),
        *texts("route", "language", "service"),
        number("count"),
        sa.PrimaryKeyConstraint("day", "route", "language", name="pk_city_visit"),
    )


def downgrade():
    for name in TABLES:
        op.drop_table(name)


def create_votes():
    create(
        "city_feedback_vote", *texts("page", "language", "words"), sa.Column("useful", sa.Boolean, nullable=False), moment("at")
    )
    index("city_feedback_vote", "page")
    op.create_table(
        "city_feedback_tries",
        *texts("key"),
        number("count"),
        moment("since"),
        number("ref", nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_city_feedback_tries"),
    )
    index("city_feedback_tries", "since")


def create_messages():
    create(
        "city_feedback_message",
        *texts("key", "form_key", "kind", "text", "page", "service", "language", "email", "name", "state", "holder_name"),
        *texts("answer", "reason"),
        number("version"),
        number("holder_id", nullable=True),
        moment("received_at"),
        sa.Column("due_on", sa.Date, nullable=False),
        *(moment(name, nullable=True) for name in ("ended_at", "forgotten_at")),
        sa.Column("is_demo", sa.Boolean, nullable=False),
        belongs("city_feedback_message", "holder_id", "city_person"),
        *(unique("city_feedback_message", name) for name in ("key", "form_key")),
    )
    index("city_feedback_message", "state", "due_on")
    index("city_feedback_message", "received_at")
    create(
        "city_feedback_event",
        number("message_id"),
        *texts("kind", "person_name"),
        sa.Column("data", sa.JSON, nullable=False),
        moment("at"),
        number("person_id", nullable=True),
        belongs("city_feedback_event", "message_id", "city_feedback_message"),
        belongs("city_feedback_event", "person_id", "city_person"),
    )
    index("city_feedback_event", "message_id")
    append_only.refuse_changes("city_feedback_event", REFUSED)
    op.create_table(
        "city_feedback_day_off",
        sa.Column("day", sa.Date, nullable=False),
        *texts("name"),
        sa.PrimaryKeyConstraint("day", name="pk_city_feedback_day_off"),
    )


def create_letters():
    create(
        "city_mail",
        *texts("key", "uid", "recipient", "subject", "text", "language", "unsubscribe", "state", "error", "claim"),
        number("tries"),
        *(moment(name) for name in ("created_at", "due_at")),
        *(moment(name, nullable=True) for name in ("claimed_until", "sent_at")),
        *(unique("city_mail", name) for name in ("key", "uid")),
    )
    index("city_mail", "state", "due_at")


def create(table, *parts):
    key = sa.PrimaryKeyConstraint("id", name=f"pk_{table}")
    op.create_table(table, sa.Column("id", sa.Integer, nullable=False), *parts, key)


def texts(*names):
    return [sa.Column(name, sa.String, nullable=False) for name in names]


def number(name, nullable=False):
    return sa.Column(name, sa.Integer, nullable=nullable)


def moment(name, nullable=False):
    return sa.Column(name, UTCDateTime, nullable=nullable)


def unique(table, column):
    return sa.UniqueConstraint(column, name=f"uq_{table}_{column}")


def belongs(table, column, parent):
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=f"fk_{table}_{column}")


def index(table, *columns):
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))
