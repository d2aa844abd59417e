"""`city transit simulate-realtime`: a made-up GTFS-Realtime of a timetable, served here or written into a file."""

import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock

import click
from flask import current_app

from city.clock import now
from city.database import db
from transit import demo
from transit.commands import transit

HERE = "127.0.0.1"
KIND = "application/x-protobuf"
SAME_S = 3  # asked twice within so long, the same is told


class Teller:
    """Bytes of the message of this moment, made in the application `app`."""

    def __init__(self, app, key, seed):
        from transit.realtime.simulator import Simulator

        self._app, self._lock, self._told, self._at = app, Lock(), b"", 0.0
        with app.app_context():
            self._simulator = Simulator(key, seed)

    def __call__(self):
        from transit.realtime.writing import write_message

        with self._lock:
            if time.monotonic() - self._at > SAME_S or not self._told:
                with self._app.app_context():
                    self._told = write_message(self._simulator.tell(now()))
                    db.session.rollback()
                self._at = time.monotonic()
            return self._told


@transit.command("simulate-realtime")
@click.option("--key", default=demo.KEY, show_default=True, help="The timetable that it is about.")
@click.option("--port", default=8009, show_default=True, help="Serve on this port of 127.0.0.1; 0 takes a free one.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write into this file instead of serving.")
@click.option("--every", default=15, show_default=True, type=click.IntRange(1), help="Seconds between two writings of the file.")
@click.option("--once", is_flag=True, help="Write the file once and end.")
@click.option("--seed", default=1, show_default=True, help="Another number tells another story.")
def simulate_realtime(key, port, out, every, once, seed):
    """Make up delays, cancellations and places of vehicles, for demonstrations; all that shows them says so."""
    tell = Teller(current_app._get_current_object(), key, seed)
    if out:
        write(tell, out, every, once)
    else:
        serve(tell, port)


def write(tell, out, every, once):
    """Write a file again and again; a reader sees the old or the new one, never half of it."""
    part = out.with_name(f".{out.name}.part")
    while True:
        part.write_bytes(tell())
        os.replace(part, out)
        if once:
            return
        time.sleep(every)


def serve(tell, port):
    """Answer every GET with the message of the moment, until the process is ended."""

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            data = tell()
            self.send_response(200)
            self.send_header("Content-Type", KIND)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_values):
            pass

    with ThreadingHTTPServer((HERE, port), Answer) as server:
        click.echo(f"http://{HERE}:{server.server_address[1]}/realtime.pb")
        server.serve_forever()
