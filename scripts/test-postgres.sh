#!/usr/bin/env bash
# Runs the tests that depend on the database on PostGIS, in a PostgreSQL that is made for this run and thrown away.
# usage: scripts/test-postgres.sh [options of pytest], -n 0 for one after another in this process
set -eu
# -t keeps the cluster in a temporary folder, so that runs do not meet; as root, the server itself runs as postgres.
exec pg_virtualenv -t -o synchronous_commit=off -o full_page_writes=off -o log_checkpoints=off -i '--encoding=UTF8 --locale=C.UTF-8' bash -c '
    export TEST_DATABASE_URL=postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE
    exec .venv/bin/pytest -n auto --maxprocesses 4 -m "not once" "$@"' pytest "$@"
