"""Counting pages as they are opened: in the memory of the process, written now and then by a thread of its own.

No page waits for it and none fails by it: while the database is locked or full, what was counted stays in memory. What is
there when a process is killed is lost, that is up to half a minute.
"""

import atexit
import logging
import re
from collections import Counter
from threading import Event, Lock, Thread

from flask import request

from city.clock import now
from city.database import unit_of_work
from city.feedback.working_days import day_of
from city.language import current
from city.statistics import visits

log = logging.getLogger("city.statistics")
FLUSH_S = 30
PREFIX = "/<lang:lang_path>"
READ = (200, 304)  # 304: the reader had it already, and opened it again
PROGRAMS = re.compile(
    "bot|crawl|spider|slurp|fetch|monitor|preview|scan|archiv|headless|lighthouse|curl|wget|python|java/|okhttp|go-http|"
    "httpclient|libwww|axios|node|ruby|perl|php|werkzeug|facebookexternalhit|whatsapp|telegram",
    re.IGNORECASE,
)
SEARCHING = re.compile("bot|crawl|spider|slurp|preview|archiv|facebookexternalhit|whatsapp|telegram|werkzeug", re.IGNORECASE)


class Counted:
    """What this process has counted and not written yet; `write` takes {what: how often} inside a unit of work."""

    def __init__(self, app, every_s=FLUSH_S, write=None, name="visits"):
        self._app, self._every_s, self._name = app, every_s, name
        self._write = write or (lambda counts: visits.add(counts))
        self._counts, self._lock, self._writing = Counter(), Lock(), Lock()
        self._thread, self._stop = None, Event()

    def note(self, opened):
        """Count one. The thread that writes begins with the first, so after the fork of a web process."""
        with self._lock:
            self._counts[opened] += 1
            if not self._thread:
                self._thread = Thread(target=self._go_on, name=self._name, daemon=True)
                self._thread.start()
                atexit.register(self.stop)

    def flush(self):
        """Write what was counted; where that fails it is kept for the next time."""
        with self._writing:
            with self._lock:
                taken, self._counts = self._counts, Counter()
            if not taken:
                return
            try:
                with self._app.app_context(), unit_of_work():
                    self._write(taken)
            except Exception as error:  # whatever it is, the thread goes on and the numbers stay
                log.warning("%s are kept in memory: %s", self._name, type(error).__name__)
                with self._lock:
                    self._counts += taken

    def stop(self):
        """Write what is left; the process ends."""
        self._stop.set()
        self.flush()

    def _go_on(self):
        while not self._stop.wait(self._every_s):
            self.flush()


def init_app(app):
    """Count what readers open."""
    app.extensions["visits"] = Counted(app)
    owners = {each.name: feature.name for feature in app.extensions["features"] if feature.menu for each in feature.blueprints}

    def count(response):
        if is_opened_by_reader(response):
            service = owners.get(request.blueprint, "city")
            opened = visits.Opened(day_of(now()), name_route(request.url_rule.rule), current().code, service)
            app.extensions["visits"].note(opened)
        return response

    app.after_request(count)


def name_route(rule):
    """The pattern of an address as it is counted: without the language, and without the converters of its values."""
    return re.sub(r"<(?:[^:<>]*:)?(\w+)>", r"<\1>", rule.removeprefix(PREFIX))


def is_opened_by_reader(response):
    """Whether this answers a person who opens a public page; programs say mostly that they are some."""
    if request.method != "GET" or response.status_code not in READ or response.mimetype != "text/html":
        return False
    if not request.url_rule or not request.url_rule.rule.startswith(PREFIX):
        return False
    by_script = request.headers.get("Sec-Fetch-Dest", "document") != "document"
    return not by_script and not is_fetched_ahead() and not is_program(request.headers.get("User-Agent", ""))


def is_program(agent):
    return not agent or bool(PROGRAMS.search(agent))


def is_searching(agent):
    """Whether it is a program that goes through the web; one that somebody wrote to use data is none."""
    return bool(SEARCHING.search(agent))


def is_fetched_ahead():
    """Whether the browser only fetches what might be opened next."""
    return "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
