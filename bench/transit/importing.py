"""How long a city's timetable takes from its zip to active, beside node-gtfs on SQLite and gtfs-via-postgres on PostgreSQL.

    python -m bench.transit.importing [--millions 0.1 0.5 1.5 5] [--times 3] [--peers FOLDER]

PostgreSQL is measured where TEST_DATABASE_URL names a server (inside `pg_virtualenv -t -i --encoding=UTF8` one is made).
Each import is a process of its own; what it takes to start is left out, but for gtfs-via-postgres, which is a pipe. Ours
replaces nothing the first time and the timetable of the same name after that, as in a city's life.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from bench.streams import database
from bench.transit import peers
from bench.transit.city import write_city

OURS = """
import sys, time
from pathlib import Path
from city.app import create_app
from city.clock import now
from city.database import unit_of_work
from transit import importing
silent = importing.Silent()
with create_app().app_context():
    begun = time.perf_counter()
    tables = importing.read_feed(Path(sys.argv[1]), 4000, silent)
    with unit_of_work():
        importing.replace_feed("bench", tables, now(), silent)
    print(time.perf_counter() - begun)
"""


def main():
    options = peers.read_options(__doc__.splitlines()[0], times=3)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        peers_folder = options.peers or folder / "peers"
        peers.install(peers_folder)
        print(f"{os.cpu_count()} processors; medians of {options.times}, seconds and MB")
        print("| stop times | database | ours | peer | ours / peer | our MB | peer's MB |\n|---|---|---|---|---|---|---|")
        for millions in options.millions:
            measure_city(folder, peers_folder, round(millions * 1_000_000), options.times)


def measure_city(folder, peers_folder, wanted, times):
    feed = folder / "city.zip"
    count = write_city(feed, wanted)
    kinds = {"SQLite, node-gtfs": measure_sqlite}
    if os.environ.get("TEST_DATABASE_URL"):
        kinds["PostgreSQL, gtfs-via-postgres"] = measure_postgres
    for name, measure in kinds.items():
        ours, theirs = measure(folder, peers_folder, feed, times)
        (our_s, our_mb), (their_s, their_mb) = map(median, (ours, theirs))
        ratio = our_s / their_s
        print(f"| {count:,} | {name} | {our_s:.1f} | {their_s:.1f} | {ratio:.2f} | {our_mb:.0f} | {their_mb:.0f} |", flush=True)


def median(found):
    return [statistics.median(each) for each in zip(*found, strict=True)]


def measure_sqlite(folder, peers_folder, feed, times):
    url = f"sqlite:///{folder}/ours.db"
    prepare(url)
    ours, theirs = [], []
    for number in range(times):
        ours.append(import_ours(url, feed))
        theirs.append(peers.import_with_node_gtfs(peers_folder, feed, folder / f"theirs{number}.db"))
        (folder / f"theirs{number}.db").unlink()
    (folder / "ours.db").unlink()
    return ours, theirs


def measure_postgres(folder, peers_folder, feed, times):
    ours, theirs, tables = [], [], folder / "tables"
    with zipfile.ZipFile(feed) as archive:
        archive.extractall(tables)
    with database(folder) as url:
        prepare(url)
        for _number in range(times):
            ours.append(import_ours(url, feed))
            with database(folder) as empty:
                theirs.append(peers.import_via_postgres(peers_folder, tables, empty))
    return ours, theirs


def prepare(url):
    settings = os.environ | {"DATABASE_URL": url}
    subprocess.run([peers.ROOT / ".venv/bin/city", "db", "upgrade"], env=settings, check=True, capture_output=True)


def import_ours(url, feed):
    settings = os.environ | {"DATABASE_URL": url, "LOG_LEVEL": "ERROR", "PYTHONPATH": str(peers.ROOT)}
    _wall_s, memory_mb, said = peers.run([sys.executable, "-c", OURS, str(feed)], env=settings, cwd=peers.ROOT)
    return json.loads(said.splitlines()[-1]), memory_mb


if __name__ == "__main__":
    main()
