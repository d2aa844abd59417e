"""The heart of a process that holds leases: one thread that beats for all of them."""

import logging
import threading
import time

from sqlalchemy.exc import SQLAlchemyError

from city.clock import now
from city.database import unit_of_work
from city.jobs import leases

log = logging.getLogger("city.jobs")


class Keeper:
    """Takes leases and keeps them until they are given back, lost, or the process ends."""

    def __init__(self, app, holder):
        self._app, self._holder = app, holder
        self._held, self._lock = {}, threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="leases", daemon=True)

    def start(self):
        self._thread.start()

    def stop(self):
        """Beat no more; what is still held will be taken over by others."""
        self._stop.set()
        self._thread.join(leases.BEAT_S)

    def try_take(self, watch):
        """The token of a lease that is free, else None. Needs an application context."""
        if self.holds(watch.name) or not watch.is_free():
            return None
        with unit_of_work():
            token = watch.take(self._holder, now())
        if token:
            with self._lock:
                self._held[watch.name] = token
        return token

    def wait_and_take(self, name, stopping=None):
        """The token, at once or after a dead holder's term; None where a living one has it."""
        watch = leases.Watch(name)
        while not self.holds(name) and not (stopping and stopping.is_set()):
            if token := self.try_take(watch):
                return token
            if watch.is_alive():
                return None
            time.sleep(0.5)
        return None

    def holds(self, name):
        with self._lock:
            return name in self._held

    def release(self, name):
        with self._lock:
            token = self._held.pop(name, None)
        if token:
            with unit_of_work():
                leases.release(name, token, now())

    def _go_on(self):
        while not self._stop.wait(leases.BEAT_S):
            with self._lock:
                held = list(self._held.items())
            try:
                with self._app.app_context():
                    self._beat(held)
            except SQLAlchemyError as error:  # a long import holds SQLite's only pen, or the server is away: try again
                log.warning("no beat: %s", type(error).__name__)

    def _beat(self, held):
        if not held:
            return
        with unit_of_work():
            lost = [(name, token) for name, token in held if not leases.beat(name, token, now())]
        with self._lock:
            for name, token in lost:
                if self._held.get(name) == token:
                    del self._held[name]
                    log.warning("lost the lease %s", name)
