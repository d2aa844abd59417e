"""How many pages a second two web workers answer, what a worker weighs, how soon it answers, and what costs most.

Uses wrk (Debian's package) against a server of its own on 127.0.0.1, on a fresh database with the demonstration data.
Prints the median of several short runs; run it on an idle machine and compare medians.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

import psutil
from pyinstrument import Profiler

ROOT = Path(__file__).resolve().parent.parent
PAGES = {"station page": "/uz/transit/stops/metro:chorsu", "park page": "/uz/green/spaces/milliy-bog", "front page": "/uz/"}
TARGET_A_SECOND = 300
RUNS, SECONDS, CONNECTIONS = 5, 4, 8


def main():
    with tempfile.TemporaryDirectory() as folder:
        environ = os.environ | {"INSTANCE_PATH": folder, "WEB_WORKERS": "2", "LOG_LEVEL": "WARNING", "PORT": str(free_port())}
        environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as a newcomer's machine has it
        for step in (["db", "upgrade"], ["demo"]):
            subprocess.run([ROOT / ".venv/bin/city", *step], env=environ, check=True, capture_output=True)
        measure_server(environ)
        print_profile(environ)


def measure_server(environ):
    address = f"http://127.0.0.1:{environ['PORT']}"
    begun = time.perf_counter()
    server = subprocess.Popen([ROOT / ".venv/bin/city", "serve"], env=environ, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        wait_for(address + "/uz/")
        print(f"first response after {time.perf_counter() - begun:.2f} s")
        for name, path in PAGES.items():
            print_rate(name, [requests_a_second(address + path) for _ in range(RUNS)])
        print_weight(server.pid)
    finally:
        server.terminate()
        server.wait(10)


def print_rate(name, rates):
    median = statistics.median(rates)
    aimed = f"{median / TARGET_A_SECOND:.2f} of the {TARGET_A_SECOND} aimed at"
    print(f"{name}: {median:.0f} a second (median of {RUNS} runs of {SECONDS} s), {aimed}")


def print_weight(pid):
    workers = psutil.Process(pid).children()
    weights = [worker.memory_full_info().pss / 1e6 for worker in workers]
    print(f"memory of a worker (PSS): {', '.join(f'{weight:.0f} MB' for weight in weights)}")


def requests_a_second(url):
    answer = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", url], capture_output=True, text=True, check=True
    ).stdout
    assert "Non-2xx" not in answer, answer
    return float(re.search(r"Requests/sec:\s+([\d.]+)", answer)[1])


def print_profile(environ):
    """Where the time of a page goes, in one process without a server."""
    os.environ.update(environ)
    from wsgi import app

    client = app.test_client()
    for name, path in list(PAGES.items())[:2]:
        client.get(path)
        with Profiler(interval=0.0002) as profiler:
            for _ in range(200):
                client.get(path)
        print(f"\n{name}, what costs most:")
        print("\n".join(profiler.output_text(show_all=False).splitlines()[8:40]))


def wait_for(url):
    for _ in range(1500):
        try:
            return urlopen(url, timeout=5).read()
        except OSError:
            time.sleep(0.02)
    sys.exit(f"{url} did not answer")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


if __name__ == "__main__":
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: apt-get install wrk")
    main()
