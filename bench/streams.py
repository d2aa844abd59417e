"""How fast pages and events are while 200 streams are open on two web processes, and what a process weighs.

Starts a server of its own on 127.0.0.1, on a fresh database: SQLite, or one made on TEST_DATABASE_URL.
One process holds all connections, so its own waiting is in the figures: they are upper bounds.
"""

import asyncio
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg
from flask import Blueprint
from sqlalchemy.engine import make_url

from city.database import unit_of_work
from city.events import publish
from city.streams import stream

ROOT = Path(__file__).resolve().parent.parent
STREAMS, WORKERS = 200, 2
EVENTS_A_SECOND, SECONDS = 5, 20
PAGES = ("/uz/", "/uz/districts/sergeli")
PAGE_EVERY_S = 0.05
PAGES_AIM_MS, EVENTS_AIM_MS, WEIGHT_AIM_MB = 50, 1000, 180
ANSWER_WITHIN_S = 30


def make_app():
    """What gunicorn serves here: the city and one stream."""
    from wsgi import app  # made when the settings are set

    bp = Blueprint("bench_streams", __name__)
    bp.add_url_rule("/api/bench/stream", view_func=lambda: stream(["bench"]))
    app.register_blueprint(bp)
    return app


def main():
    with tempfile.TemporaryDirectory() as folder, database(folder) as url:
        port = free_port()
        os.environ |= {"DATABASE_URL": url, "PORT": str(port)}
        os.environ |= {"WEB_WORKERS": str(WORKERS), "LOG_LEVEL": "ERROR"}
        for step in (["db", "upgrade"], ["demo"]):
            subprocess.run([ROOT / ".venv/bin/city", *step], check=True, capture_output=True)
        print(f"{make_url(url).get_backend_name()}, {os.cpu_count()} processors")
        with server() as process:
            asyncio.run(Measurement(port, process.pid).run())


@contextmanager
def database(folder):
    """The address of a database that is gone afterwards."""
    asked = os.environ.get("TEST_DATABASE_URL")
    if not asked:
        yield f"sqlite:///{folder}/city.db"
        return
    name = f"city_bench_{uuid4().hex}"
    with psycopg.connect(asked, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield make_url(asked).set(database=name).render_as_string(hide_password=False)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def server(application="bench.streams:make_app()"):
    """gunicorn as `city serve` starts it, for an application; ended afterwards."""
    command = [sys.executable, "-m", "gunicorn", "--config", "city/gunicorn.py", application]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        begun = time.perf_counter()
        process.send_signal(signal.SIGTERM)
        process.wait(15)
        print(f"stopped within {time.perf_counter() - begun:.1f} s")


class Measurement:
    """Open, publish and measure; `arrivals` are the milliseconds from a commit to each browser."""

    def __init__(self, port, pid):
        self.port, self.pid = port, pid
        self.greeted, self.committed, self.arrivals, self.pages = 0, {}, [], []

    async def run(self):
        await self.wait_for_server()
        await self.fetch_pages(2)  # each process has loaded what it needs
        self.pages.clear()
        await self.fetch_pages(5)
        report("pages, no stream open", self.pages, PAGES_AIM_MS)
        self.report_weight()
        readers = await self.open_streams()
        self.pages.clear()
        await asyncio.gather(asyncio.to_thread(self.publish), self.fetch_pages(SECONDS))
        await asyncio.sleep(1.5)
        report(f"pages, {STREAMS} streams open", self.pages, PAGES_AIM_MS)
        report("events from commit to browser", self.arrivals, EVENTS_AIM_MS)
        print(f"delivered {len(self.arrivals)} of {STREAMS * EVENTS_A_SECOND * SECONDS}")
        self.report_weight()
        for reader in readers:
            reader.cancel()
        await asyncio.gather(*readers, return_exceptions=True)

    async def wait_for_server(self):
        async with asyncio.timeout(ANSWER_WITHIN_S):
            while True:
                try:
                    return await self.fetch("/health/live")
                except OSError:
                    await asyncio.sleep(0.1)

    async def open_streams(self):
        begun = time.perf_counter()
        readers = [asyncio.create_task(self.follow()) for _ in range(STREAMS)]
        async with asyncio.timeout(ANSWER_WITHIN_S):
            while self.greeted < STREAMS:
                await asyncio.sleep(0.05)
        print(f"{STREAMS} streams opened in {time.perf_counter() - begun:.1f} s")
        return readers

    async def follow(self):
        reader, writer = await self.ask("/api/bench/stream", "text/event-stream")
        try:
            while line := await reader.readline():
                if line.startswith(b"event: hello"):
                    self.greeted += 1
                elif line.startswith(b'data: {"n": '):
                    self.note_arrival(int(line[12:-2]), time.perf_counter())
        finally:
            writer.close()

    def note_arrival(self, number, at):
        """A browser may hear before the publisher is told that its commit is done: that is no time at all."""
        self.arrivals.append(max(0, at - self.committed.get(number, at)) * 1000)

    def publish(self):
        with make_app().app_context():
            begun = time.perf_counter()
            for number in range(EVENTS_A_SECOND * SECONDS):
                time.sleep(max(0, begun + number / EVENTS_A_SECOND - time.perf_counter()))
                with unit_of_work():
                    publish("bench", "call", {"n": number})
                self.committed[number] = time.perf_counter()

    async def fetch_pages(self, seconds):
        end, number = time.perf_counter() + seconds, 0
        while time.perf_counter() < end:
            begun = time.perf_counter()
            await self.fetch(PAGES[number % len(PAGES)])
            self.pages.append((time.perf_counter() - begun) * 1000)
            number += 1
            await asyncio.sleep(PAGE_EVERY_S)

    async def fetch(self, path):
        reader, writer = await self.ask(path, "text/html")
        answer = await reader.read()
        writer.close()
        assert answer.startswith(b"HTTP/1.1 200"), answer[:200]

    async def ask(self, path, accept):
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {accept}\r\nConnection: close\r\n\r\n"
        writer.write(head.encode())
        return reader, writer

    def report_weight(self):
        children = psutil.Process(self.pid).children()
        weights = [child.memory_full_info().pss / 1e6 for child in children]
        threads = [child.num_threads() for child in children]
        print(
            f"memory of a process (PSS): {', '.join(f'{weight:.0f} MB' for weight in weights)}"
            f" of {WEIGHT_AIM_MB} MB; threads: {threads}"
        )


def report(what, times_ms, aim_ms):
    cuts = statistics.quantiles(times_ms, n=20)
    print(
        f"{what}: p50 {cuts[9]:.1f} ms, p95 {cuts[18]:.1f} ms, longest {max(times_ms):.0f} ms;"
        f" p95 is {cuts[18] / aim_ms:.2f} of the {aim_ms} ms aimed at"
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    main()
