"""Tables that only grow: the database itself refuses to change or delete their rows. For migrations."""

from alembic import op

FUNCTION = "city_refuse_change"  # of PostgreSQL; its argument is the sentence


def create_function():
    """What triggers of PostgreSQL call; SQLite needs nothing."""
    if op.get_bind().dialect.name == "postgresql":
        body = "BEGIN RAISE EXCEPTION '%', TG_ARGV[0]; END"
        op.execute(f"CREATE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ {body} $$")


def drop_function():
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"DROP FUNCTION {FUNCTION}()")


def refuse_changes(table, sentence):
    """From here on, rows of `table` are added and read; anything else ends with `sentence`."""
    if op.get_bind().dialect.name == "postgresql":
        when = f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        op.execute(f"{when} FOR EACH STATEMENT EXECUTE FUNCTION {FUNCTION}('{sentence}')")
        return
    known = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # INSERT OR REPLACE deletes without a trigger
    for verb, only in (("update", ""), ("delete", ""), ("insert", known)):
        when = f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} {only}"
        op.execute(f"{when} BEGIN SELECT RAISE(ABORT, '{sentence}'); END")
