"""Our planner and pynigiri (MOTIS's router) on one made-up city: time of a question, legs with their trips included.

    python -m bench.transit.planner [MILLIONS OF STOP TIMES]

Both are asked the same, one after the other in this process; what counts is their time on a processor, the least of three,
since other programs disturb. Prints how many answers are the same, medians, 95th percentiles and ratios; what the arrays
cost: made, opened by a worker, memory; and how long it takes to say where one can be within an hour.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path

import psutil
from sqlalchemy import select

from bench.streams import ROOT, database
from bench.transit.city import write_city
from city.app import create_app
from city.database import db, unit_of_work
from tests.transit.planner.peers import Nigiri, Ours, write_comparable
from transit import importing
from transit.models import Stop
from transit.planner import ends, reaching, store

DAY, DAYS = date(2026, 3, 3), (date(2026, 3, 1), date(2026, 3, 8))
QUESTIONS, TIMES = 400, 3
WINDOWS_MIN, LIMITS_MIN, REACHES = (0, 60), (15, 30, 45, 60), 50
MEGABYTE = 1_000_000


def main(millions=1.5):
    with tempfile.TemporaryDirectory() as folder, database(folder) as url:
        os.environ |= {"DATABASE_URL": url, "LOG_LEVEL": "ERROR", "INSTANCE_PATH": folder}
        subprocess.run([ROOT / ".venv/bin/city", "db", "upgrade"], check=True, capture_output=True)
        made, feed = Path(folder) / "made.zip", Path(folder) / "city.zip"
        count = write_city(made, round(millions * 1_000_000))
        write_comparable(made, feed)
        print(f"{count:,} stop times, {os.cpu_count()} processors")
        with create_app().app_context():
            measure(feed, Path(folder) / "planner")


def measure(feed, folder):
    with unit_of_work():
        tables = importing.read_feed(feed, 2_000, importing.Silent())
        importing.replace_feed("city", tables, datetime(2026, 3, 3, tzinfo=UTC), importing.Silent())
    ours = Ours(measure_arrays(folder), dict(db.session.execute(select(Stop.gtfs_id, Stop.id)).all()))
    theirs = Nigiri(feed, "Asia/Tashkent", *DAYS)
    chance = random.Random(11)
    for window in WINDOWS_MIN:
        compare(ours, theirs, window, list_questions(ours, chance, window))
    measure_reach(ours, chance)


def measure_arrays(folder):
    """The Planner, after what it cost was printed."""
    begun = time.process_time()
    place = store.prepare(folder, DAY)
    busy_s = time.process_time() - begun
    print(f"arrays made, with the tables of {store.DAYS_AHEAD} days, there and back: {busy_s:.2f} s of processor")
    before, begun = psutil.Process().memory_info().rss, time.perf_counter()
    planner = store.Planner(place)
    planner.table(DAY)
    opened_ms, weight = (time.perf_counter() - begun) * 1000, psutil.Process().memory_info().rss - before
    size = sum(each.stat().st_size for each in place.iterdir())
    print(f"opened: {opened_ms:.1f} ms, {weight / MEGABYTE:.1f} MB more; files {size / MEGABYTE:.0f} MB, shared by all workers")
    return planner


def list_questions(ours, chance, window_min):
    """QUESTIONS from stop to stop, of which none can be answered by a walk."""
    begin, stops = int(datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC).timestamp()) // 60, sorted(ours.at)
    pairs = (chance.sample(stops, 2) for _ in range(10 * QUESTIONS))
    asked = (pair for pair in pairs if not ours.is_walk(*pair))
    return [(*pair, begin + chance.randrange(18 * 60), window_min) for pair in islice(asked, QUESTIONS)]


def compare(ours, theirs, window_min, questions):
    same, times = 0, {"ours": [], "pynigiri": []}
    for question in questions:
        same += ours.ask(*question) == theirs.ask(*question)
        for name, planner in (("ours", ours), ("pynigiri", theirs)):
            asked = planner.question(*question)
            times[name].append(min(take(planner, asked) for _ in range(TIMES)))
    kind = f"all departures of {window_min} min" if window_min else "one departure"
    print(f"{kind}: {same} of {len(questions)} answers are the same")
    figures = {name: (statistics.median(each), sorted(each)[int(len(each) * 0.95)]) for name, each in times.items()}
    for name, (median, p95) in figures.items():
        print(f"  {name}: median {median:.2f} ms, p95 {p95:.2f} ms")
    ratios = [ours / theirs for ours, theirs in zip(figures["ours"], figures["pynigiri"], strict=True)]
    print(f"  ours to pynigiri: median {ratios[0]:.2f}, p95 {ratios[1]:.2f}")


def measure_reach(ours, chance):
    """What is reached within an hour by day, with its four outlines as GeoJSON."""
    times = []
    for stop in chance.sample(sorted(ours.at), REACHES):
        start = ends.find_end(f"stop:city:{stop}", "from")
        at = datetime(DAY.year, DAY.month, DAY.day, 3 + chance.randrange(12), tzinfo=UTC)
        begun = time.thread_time()
        found = reaching.find_reach(ours.planner, start, at, max(LIMITS_MIN))
        for minutes in LIMITS_MIN:
            reaching.draw(found, minutes)
        times.append((time.thread_time() - begun) * 1000)
    median, p95 = statistics.median(times), sorted(times)[int(REACHES * 0.95)]
    print(f"reach of {max(LIMITS_MIN)} min, drawn: median {median:.1f} ms, p95 {p95:.1f} ms")


def take(planner, asked):
    begun = time.thread_time()
    planner.run(asked)
    return (time.thread_time() - begun) * 1000


if __name__ == "__main__":
    main(*map(float, sys.argv[1:2]))
