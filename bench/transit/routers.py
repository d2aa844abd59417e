"""Our planner beside three other routers on one made-up city: npm raptor-journey-planner and minotor, and PyRaptor.

    python -m bench.transit.routers [--millions 1.5] [--questions 200] [--peers FOLDER]

All are asked for the journeys from stop to stop at one moment of one day, in this run; each keeps its own rules for walking
and changing, so only times are compared (that answers are right, bench.transit.planner shows). PyRaptor gets two questions,
and none on a large city, which it takes many minutes to read.
"""

import csv
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from bench.streams import ROOT, database
from bench.transit import peers
from bench.transit.city import write_city
from bench.transit.planner import DAY, take
from city.app import create_app
from city.database import db, unit_of_work
from tests.transit.planner.peers import Ours, read, write_comparable
from transit import importing
from transit.models import Stop
from transit.planner import store

MIDNIGHT_UTC_MIN = int(datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC).timestamp()) // 60 - 5 * 60  # in Tashkent
MOST_FOR_PYRAPTOR = 200_000  # stop times
# Its reader gives all rows, but on a Node of today not the end, which is given here once nothing more comes.
RAPTOR = """
import fs from 'node:fs';
import { EventEmitter } from 'node:events';
import gtfs from 'gtfs-stream';
import raptor from 'raptor-journey-planner';
const rows = new EventEmitter();
fs.createReadStream(process.argv[1]).pipe(gtfs({ raw: true })).on('data', (row) => rows.emit('data', row));
process.once('beforeExit', () => rows.emit('end'));
const [trips, transfers, interchange] = await raptor.loadGTFS({ pipe: () => rows });
const day = new Date(process.argv[2]);
const router = raptor.RaptorAlgorithmFactory.create(trips, transfers, interchange, day);
const query = new raptor.DepartAfterQuery(router, new raptor.JourneyFactory(), 1);
const ask = ([start, goal, minute]) => query.plan(start, goal, day, minute * 60);
"""
MINOTOR = """
import fs from 'node:fs';
import { GtfsParser } from 'minotor/parser';
import { Query, Router, Time } from 'minotor';
const { timetable, stopsIndex } = await new GtfsParser(process.argv[1]).parse(new Date(process.argv[2]));
const router = new Router(timetable, stopsIndex);
const ask = ([start, goal, minute]) => router.route(
  new Query.Builder().from(start).to(goal).departureTime(Time.fromSeconds(minute * 60)).maxTransfers(8).build()).bestRoute();
"""
ASK = """
const times = JSON.parse(fs.readFileSync(0, 'utf8')).map((question) => {
  const begun = performance.now();
  let found = null;
  try { found = ask(question); } catch { /* a stop where nothing calls that day */ }
  return [performance.now() - begun, Array.isArray(found) ? found.length > 0 : Boolean(found)];
});
console.log(JSON.stringify(times));
"""
PYRAPTOR = """
import json, sys, time
from loguru import logger
logger.remove()
from pyraptor.gtfs.timetable import gtfs_to_pyraptor_timetable, read_gtfs_timetable
from pyraptor.query_raptor import run_raptor
table = gtfs_to_pyraptor_timetable(read_gtfs_timetable(sys.argv[1], sys.argv[2], ["city"]))
times = []
for start, goal, minute in json.load(sys.stdin):
    begun = time.perf_counter()
    found = run_raptor(table, start, minute * 60, 5)
    times.append([(time.perf_counter() - begun) * 1000, goal in found])
print(json.dumps(times))
"""


def main():
    options = peers.read_options(__doc__.splitlines()[0], questions=200)
    with tempfile.TemporaryDirectory() as folder, database(folder) as url:
        os.environ |= {"DATABASE_URL": url, "LOG_LEVEL": "ERROR", "INSTANCE_PATH": folder}
        subprocess.run([ROOT / ".venv/bin/city", "db", "upgrade"], check=True, capture_output=True)
        folder = Path(folder)
        peers_folder = options.peers or folder / "peers"
        peers.install(peers_folder)
        count = write_city(folder / "made.zip", round(options.millions[-1] * 1_000_000))
        write_comparable(folder / "made.zip", folder / "city.zip")
        print(f"{count:,} stop times, {os.cpu_count()} processors; one departure, milliseconds")
        with create_app().app_context():
            ours, questions = measure_ours(folder, options.questions)
        node = [ask_node(peers_folder, folder / "city.zip", script, questions) for script in (RAPTOR, MINOTOR)]
        answered = [question for question, (_, found) in zip(questions, ours, strict=True) if found]
        others = {"raptor-journey-planner": node[0], "minotor": node[1]}
        if count <= MOST_FOR_PYRAPTOR:
            others["PyRaptor"] = ask_pyraptor(peers_folder, folder, answered[:2])
        tell(ours, others)


def measure_ours(folder, many):
    """([(milliseconds, was something found)], questions)."""
    with unit_of_work():
        tables = importing.read_feed(folder / "city.zip", 2_000, importing.Silent())
        importing.replace_feed("city", tables, datetime(2026, 3, 3, tzinfo=UTC), importing.Silent())
    planner = store.Planner(store.prepare(folder / "planner", DAY))
    ours = Ours(planner, dict(db.session.execute(select(Stop.gtfs_id, Stop.id)).all()))
    chance, stops = random.Random(5), sorted(ours.at)
    questions = [(*chance.sample(stops, 2), chance.randrange(6 * 60, 22 * 60)) for _ in range(many)]
    asked = [ours.question(start, goal, MIDNIGHT_UTC_MIN + minute, 0) for start, goal, minute in questions]
    ours.run(asked[0])
    return [(take(ours, each), bool(ours.run(each))) for each in asked], questions


def ask_node(peers_folder, feed, script, questions):
    command = ["node", "--max-old-space-size=12000", "--input-type=module", "-e", script + ASK, str(feed), f"{DAY}T00:00:00Z"]
    return ask(command, questions, cwd=peers_folder, env=peers.environment() | {"TZ": "UTC"})


def ask_pyraptor(peers_folder, folder, questions):
    """It has an environment of its own, since it needs an older pandas, and reads the Dutch way of writing a feed."""
    python = peers_folder / "pyraptor/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", peers_folder / "pyraptor"], check=True)
        subprocess.run(
            [python, "-m", "pip", "install", "-q", "pyraptor==1.3.10", "numpy<2", "attrs"], check=True, capture_output=True
        )
    write_dutch(folder / "city.zip", folder / "dutch")
    return ask([python, "-c", PYRAPTOR, str(folder / "dutch"), f"{DAY:%Y%m%d}"], questions)


def write_dutch(feed, folder):
    """The feed with a station for each stop, dates for each service, and the columns that it asks for."""
    folder.mkdir()
    with zipfile.ZipFile(feed) as archive:
        tables = {name: read(archive, f"{name}.txt") for name in ("agency", "routes", "trips", "stops", "calendar")}
        archive.extract("stop_times.txt", folder)
    runs = [row["service_id"] for row in tables.pop("calendar") if row[f"{DAY:%A}".lower()] == "1"]
    tables["calendar_dates"] = [{"service_id": each, "date": f"{DAY:%Y%m%d}", "exception_type": 1} for each in runs]
    tables["agency"] = [{"agency_id": "1", "agency_name": "city"}]
    for row in tables["routes"]:
        row |= {"agency_id": "1", "route_long_name": row.get("route_long_name", "")}
    for number, row in enumerate(tables["trips"]):
        row |= {"trip_short_name": number, "trip_long_name": ""}
    stops = tables["stops"]
    tables["stops"] = [row | {"parent_station": f"s{row['stop_id']}", "platform_code": "1", "stop_code": "s"} for row in stops]
    for name, rows in tables.items():
        with open(folder / f"{name}.txt", "w", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)


def ask(command, questions, **options):
    answer = subprocess.run(command, input=json.dumps(questions), capture_output=True, text=True, **options)
    if answer.returncode:
        raise RuntimeError(answer.stderr[-2000:])
    return json.loads(answer.stdout.splitlines()[-1])


def tell(ours, others):
    middle, high = figures(ours)
    print("| router | median | p95 | their median / ours | their p95 / ours | answered |\n|---|---|---|---|---|---|")
    print(f"| ours | {middle:.2f} | {high:.2f} | 1 | 1 | {sum(found for _, found in ours)} of {len(ours)} |")
    for name, times in others.items():
        their_middle, their_high = figures(times)
        ratios, answered = f"{their_middle / middle:.1f} | {their_high / high:.1f}", sum(found for _, found in times)
        print(f"| {name} | {their_middle:.1f} | {their_high:.1f} | {ratios} | {answered} of {len(times)} |")


def figures(times):
    times = [each for each, _found in times]
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    main()
