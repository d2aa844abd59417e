"""Search by tables of its own, alike on both databases: names, words with their counts, and who has which word.

What was indexed is made again from what it was made of: `city db upgrade` does so at its end.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017_search"
down_revision = "0016_texts"

FULL_TEXT = {
    "sqlite": (
        "CREATE VIRTUAL TABLE city_search_text USING fts5(keys)",
        "CREATE VIRTUAL TABLE city_search_vocabulary USING fts5vocab(city_search_text, row)",
    ),
    "postgresql": (
        "CREATE TABLE city_search_text (entry_id integer PRIMARY KEY, keys tsvector NOT NULL)",
        "CREATE INDEX ix_city_search_text_keys ON city_search_text USING gin (keys)",
        'CREATE TABLE city_search_vocabulary (term text COLLATE "C" PRIMARY KEY)',
        "CREATE INDEX ix_city_search_vocabulary_term ON city_search_vocabulary USING gin (term gin_trgm_ops)",
    ),
}
WORDS = "replace(keys, '|', ' ') || ' ' || also"
REFILL = {
    "sqlite": (f"INSERT INTO city_search_text (rowid, keys) SELECT id, {WORDS} FROM city_search_entry",),
    "postgresql": (
        f"INSERT INTO city_search_text (entry_id, keys) SELECT id, to_tsvector('simple', {WORDS}) FROM city_search_entry",
        "INSERT INTO city_search_vocabulary (term) SELECT word FROM ts_stat('SELECT keys FROM city_search_text')",
    ),
}
NEW = ("city_search_state", "city_search_posting", "city_search_word", "city_search_name")


def upgrade():
    op.execute("DROP TABLE city_search_vocabulary")
    op.execute("DROP TABLE city_search_text")
    for column in list_columns():
        op.add_column("city_search_entry", column)
    op.create_index("ix_city_search_entry_kind_ref", "city_search_entry", ["kind", "ref"])
    letters = sa.String(collation="C") if on_postgresql() else sa.String  # in the order of letters' codes, as SQLite has it
    op.create_table(
        "city_search_name",
        sa.Column("key", letters, nullable=False),
        sa.Column("entry_id", sa.Integer, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("key", "entry_id", name="pk_city_search_name"),
    )
    op.create_index("ix_city_search_name_entry_id", "city_search_name", ["entry_id"])
    op.create_table(
        "city_search_word",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("term", letters, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("names", "others", "changed")),
        sa.PrimaryKeyConstraint("id", name="pk_city_search_word"),
        sa.UniqueConstraint("term", name="uq_city_search_word_term"),
    )
    op.create_index("ix_city_search_word_changed", "city_search_word", ["changed"])
    op.create_table(
        "city_search_posting",
        *(sa.Column(name, sa.Integer, nullable=False, autoincrement=False) for name in ("word_id", "weight", "entry_id")),
        sa.PrimaryKeyConstraint("word_id", "weight", "entry_id", name="pk_city_search_posting"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_city_search_posting_entry_id_word_id", "city_search_posting", ["entry_id", "word_id"])
    op.create_table(
        "city_search_state",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("version", "era")),
        sa.PrimaryKeyConstraint("id", name="pk_city_search_state"),
    )
    op.execute("INSERT INTO city_search_state (id, version, era) VALUES (1, 1, 1)")


def downgrade():
    for name in NEW:
        op.drop_table(name)
    dialect = op.get_bind().dialect.name
    for statement in (*FULL_TEXT[dialect], *REFILL[dialect]):
        op.execute(statement)
    op.drop_index("ix_city_search_entry_kind_ref", "city_search_entry")
    for column in list_columns():
        op.drop_column("city_search_entry", column.name)


def list_columns():
    """What entries have beside what they had; empty ones are indexed anew."""
    return (
        sa.Column("texts", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("district", sa.String),
        sa.Column("date", sa.Date),
        sa.Column("languages", sa.Integer, nullable=False, server_default="0"),
        *(sa.Column(name, sa.String, nullable=False, server_default="") for name in ("keys", "also", "digest")),
    )


def on_postgresql():
    return op.get_bind().dialect.name == "postgresql"
