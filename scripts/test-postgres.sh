#!/usr/bin/env bash
# Runs the tests that depend on the database on PostGIS, in a PostgreSQL that is made for this run and thrown away.
# usage: scripts/test-postgres.sh [options of pytest], -n 0 for one after another in this process
set -eu
# In memory, where there is room for it: there a database is made in a tenth of the time.
cluster=${TMPDIR:-/tmp}
if [ -w /dev/shm ] && [ "$(df --output=avail --block-size=M /dev/shm | tail -n 1 | tr -dc 0-9)" -ge 2000 ]; then cluster=/dev/shm; fi
# -t keeps the cluster in a temporary folder, so that runs do not meet; as root, the server itself runs as postgres.
TMPDIR=$cluster exec pg_virtualenv -t -o synchronous_commit=off -o full_page_writes=off -o log_checkpoints=off -i '--encoding=UTF8 --locale=C.UTF-8' bash -c '
    unset TMPDIR
    export TEST_DATABASE_URL=postgresql://$PGUSER:$PGPASSWORD@$PGHOST:$PGPORT/$PGDATABASE
    exec .venv/bin/pytest -n auto --maxprocesses 4 -m "not once" "$@"' pytest "$@"
