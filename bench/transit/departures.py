"""How long the next departures at a stop take, beside a plain indexed SQL join on the same database, and node-gtfs.

    python -m bench.transit.departures [--millions 0.1 0.5 1.5 5] [--questions 400] [--peers FOLDER]

The join asks a table of a row a call, with an index on stop and time, which is made here for it: the way that most do it.
All are asked the same: the next 16 departures within a day at random stops and moments; ours and the join look at yesterday's
service too. On SQLite, or on PostgreSQL where TEST_DATABASE_URL names a server (node-gtfs stays on SQLite).
"""

import os
import random
import statistics
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np

from bench.streams import database
from bench.transit import peers
from bench.transit.city import write_city
from bench.transit.importing import import_ours, prepare
from city.app import create_app
from city.clock import TASHKENT
from city.database import db, insert_rows, unit_of_work
from transit import network, timetable
from transit.calls.packing import BOARDS
from transit.calls.reading import list_line_calls
from transit.models import Stop

LIMIT = 16
MAKE = (
    "CREATE TABLE bench_call (trip_id INTEGER NOT NULL, sequence INTEGER NOT NULL, stop_id INTEGER NOT NULL, "
    "departure_s INTEGER NOT NULL, boards BOOLEAN NOT NULL, PRIMARY KEY (trip_id, sequence))",
    "CREATE INDEX bench_call_departures ON bench_call (stop_id, departure_s)",
    "ANALYZE",
)
JOIN = """
    SELECT c.departure_s, r.key, r.short_name, r.colour, r.text_colour, t.direction,
        h.name_uz, h.name_uz_cyrl, h.name_ru, h.name_en
    FROM bench_call c JOIN transit_trip t ON t.id = c.trip_id
    JOIN transit_service_day d ON d.service_id = t.service_id AND d.day = :day
    JOIN transit_route r ON r.id = t.route_id JOIN transit_headsign h ON h.id = t.headsign_id
    WHERE c.stop_id IN (SELECT id FROM transit_stop WHERE key = :key
        UNION ALL SELECT p.id FROM transit_stop p JOIN transit_stop s ON s.id = p.parent_id WHERE s.key = :key)
    AND c.boards AND c.departure_s >= :after AND c.departure_s < :after + 86400
    ORDER BY c.departure_s, c.trip_id LIMIT 16
"""


class BenchCall:
    __tablename__ = "bench_call"


def main():
    options = peers.read_options(__doc__.splitlines()[0], questions=400)
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        peers_folder = options.peers or folder / "peers"
        peers.install(peers_folder)
        print(f"{os.cpu_count()} processors; milliseconds, median and 95 of 100")
        print("| stop times | database | ours | SQL join | node-gtfs | ours / join (p95) | ours / node-gtfs (p95) |")
        print("|---|---|---|---|---|---|---|")
        for millions in options.millions:
            with database(folder) as url:
                measure_city(folder, peers_folder, url, round(millions * 1_000_000), options.questions)


def measure_city(folder, peers_folder, url, wanted, many):
    feed, theirs = folder / "city.zip", folder / "theirs.db"
    count = write_city(feed, wanted)
    prepare(url)
    import_ours(url, feed)
    peers.import_with_node_gtfs(peers_folder, feed, theirs)
    os.environ |= {"DATABASE_URL": url, "LOG_LEVEL": "ERROR"}
    with create_app().app_context():
        make_table()
        questions = draw_questions(many)
        ours, join = measure_ours(questions)
        kind = db.engine.dialect.name
        db.session.remove()
        db.engine.dispose()
    node = peers.ask_node_gtfs(peers_folder, theirs, [tell_node(*each) for each in questions])
    theirs.unlink()
    Path(f"{folder}/city.db").unlink(missing_ok=True)
    tell(count, kind, ours, join, node)


def make_table():
    with unit_of_work():
        db.session.execute(db.text(MAKE[0]))
        for line in list_line_calls():
            trip_id = np.repeat(line.trip_id, np.diff(line.first))
            columns = (trip_id, line.sequence, line.stop_id, line.departure_s, line.flags & BOARDS > 0)
            rows = list(zip(*(column.tolist() for column in columns), strict=True))
            insert_rows(BenchCall, ("trip_id", "sequence", "stop_id", "departure_s", "boards"), rows)
        for statement in MAKE[1:]:
            db.session.execute(db.text(statement))


def draw_questions(many):
    """[(key, moment)] at stops and stations of all kinds, in the hours when there is service."""
    chance = random.Random(2026)
    keys = db.session.scalars(db.select(Stop.key).order_by(Stop.key)).all()
    minutes = [chance.randrange(5 * 60, 24 * 60) for _ in range(many)]
    return [(chance.choice(keys), datetime(2026, 6, 9, each // 60, each % 60, tzinfo=TASHKENT)) for each in minutes]


def measure_ours(questions):
    """Milliseconds of ours and of the join, asked in turn so that what else happens meets both."""
    ours, join = [], []
    stops = {key: network.get_stop(key) for key, _at in questions}
    for warm, (key, at) in enumerate([*questions[:20], *questions]):
        begun = time.perf_counter()
        found = timetable.list_departures(stops[key], at, LIMIT)
        between = time.perf_counter()
        rows = ask_join(key, at)
        ended = time.perf_counter()
        if [each.at.timestamp() for each in found] != [at_s for at_s, _row in rows]:
            raise RuntimeError(f"the join says something else of {key} at {at}")
        if warm >= 20:
            ours.append((between - begun) * 1000)
            join.append((ended - between) * 1000)
    return ours, join


def ask_join(key, at):
    """[(second, row)] of yesterday's, today's and tomorrow's service."""
    found = []
    for days in (-1, 0, 1):
        begins = datetime(at.year, at.month, at.day, tzinfo=TASHKENT) + timedelta(days=days)
        if days == 1 and len(found) >= LIMIT and sorted(found)[LIMIT - 1][0] < begins.timestamp():
            break
        values = {"key": key, "day": f"{begins:%Y-%m-%d}", "after": int((at - begins).total_seconds())}
        rows = db.session.connection().execute(JOIN_TEXT, values).all()
        found += [(begins.timestamp() + row[0], tuple(row)) for row in rows]
    return sorted(found)[:LIMIT]


JOIN_TEXT = db.text(JOIN)


def tell_node(key, at):
    return [key.split(":", 1)[1], int(f"{at:%Y%m%d}"), f"{at:%H:%M:%S}", "30:00:00"]


def tell(count, kind, *figures):
    pairs = [(statistics.median(each), sorted(each)[int(len(each) * 0.95)]) for each in figures]
    texts = " | ".join(f"{middle:.2f}, {high:.2f}" for middle, high in pairs)
    (_, ours), (_, join), (_, node) = pairs
    print(f"| {count:,} | {kind} | {texts} | {ours / join:.2f} | {ours / node:.3f} |", flush=True)


if __name__ == "__main__":
    main()
