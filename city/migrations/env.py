"""How Alembic runs here: on the connection that city.migration hands over, foreign keys off, spatial indexes checked."""

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import text

from city.database import Base

connection = context.config.attributes["connection"]
on_sqlite = connection.dialect.name == "sqlite"


def include_object(item, name, kind, reflected, compare_to):
    """Leave alone what models do not know of: tables of SpatiaLite, PostGIS and the search, PostGIS's indexes in metres."""
    unknown = reflected and compare_to is None
    if unknown and (kind == "table" or (kind == "index" and name.endswith("_m"))):
        return False
    return alembic_helpers.include_object(item, name, kind, reflected, compare_to)


def set_foreign_keys(state):
    connection.connection.driver_connection.execute(f"PRAGMA foreign_keys={state}")


def check():
    """Refuse a migration that broke a reference or a spatial index."""
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    sound = connection.execute(text("SELECT CheckSpatialIndex()")).scalar()
    if broken or sound != 1:
        raise RuntimeError(f"the migration left broken references {broken} or a broken spatial index")


if on_sqlite:
    set_foreign_keys("OFF")
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    include_object=include_object,
    process_revision_directives=alembic_helpers.writer,
    render_item=alembic_helpers.render_item,
    compare_type=True,
    transactional_ddl=True,  # SQLite can, though Alembic does not count on it: all steps are kept, or none
)
with context.begin_transaction():
    context.run_migrations()
    if on_sqlite:
        check()
connection.commit()
if on_sqlite:
    set_foreign_keys("ON")
