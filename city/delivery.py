"""Delivery inside a web process: one reader of the database, and a box for each stream that waits."""

import contextlib
import logging
import os
import select
import socket
import threading
import time
from collections import namedtuple

from sqlalchemy.exc import SQLAlchemyError

from city import events
from city.database import db
from city.errors import N_, CityError

THREADS_FOR_PAGES = 20
WAITING_AT_MOST = 256  # a browser further behind is cut off, and catches up by the ids
UNHEARD_MS = 30_000  # so long may a browser take to confirm what it was sent
READ_AT_ONCE = 200
log = logging.getLogger("city.delivery")

Told = namedtuple("Told", ("id", "channel", "text"))


class TooManyStreams(CityError):
    status = 503
    sentence = N_("Too many live connections are open. This page will try again by itself.")


class Box:
    """What waits for one stream. The reader puts in; the thread of the stream waits and takes out."""

    def __init__(self, channels, client, public=False):
        self._channels, self._client, self.public = channels, client, public
        self._waiting, self._position, self._open = [], 0, True
        self._lock, self._poll = threading.Lock(), select.poll()
        self._bell = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._poll.register(self._bell, select.POLLIN)
        if client:
            self._poll.register(client, select.POLLRDHUP)  # the browser has left
            with contextlib.suppress(OSError):
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNHEARD_MS)

    def begin(self, position):
        """What is told already, up to an id, need not be told again."""
        with self._lock:
            self._waiting = [each for each in self._waiting if each.id > position]
            self._position = max(self._position, position)

    def put(self, told, position):
        """Add what came, up to an id. A browser too far behind is cut off, even in the midst of sending."""
        with self._lock:
            mine = [each for each in told if each.channel in self._channels and each.id > self._position]
            self._waiting += mine
            self._position = max(self._position, position)
            if mine and self._open:
                self._ring()
            slow = len(self._waiting) > WAITING_AT_MOST
        if slow:
            self.end()
            if self._client:
                with contextlib.suppress(OSError):
                    self._client.shutdown(socket.SHUT_RDWR)

    def wait(self, seconds):
        """Until there is something to take or `seconds` have passed; False where the stream is over."""
        ready = {descriptor for descriptor, _ in self._poll.poll(seconds * 1000)}
        if self._bell in ready:
            os.eventfd_read(self._bell)
        return self._open and ready <= {self._bell}

    def take(self):
        """(the texts that waited, the id up to which all is taken)."""
        with self._lock:
            taken, self._waiting = self._waiting, []
            return [each.text for each in taken], self._position

    def end(self):
        with self._lock:
            if self._open:
                self._open = False
                self._ring()

    def close(self):
        """Let go of the bell. Only the stream's own thread may: the number of a closed one is given anew."""
        with self._lock:
            self._open = False
            os.close(self._bell)

    def _ring(self):
        os.eventfd_write(self._bell, 1)


class Hub:
    """The boxes of this process and, while there are any, the thread that reads for all of them.

    The thread begins with the first stream, so after the fork. It uses the database; no waiting stream does.
    """

    def __init__(self, app, tell):
        self._app, self._tell = app, tell
        self.heartbeat_s = app.config["EVENTS_HEARTBEAT_S"]
        threads = app.config["WEB_THREADS"]
        self._room = max(threads - THREADS_FOR_PAGES, threads // 2, 1)
        self._boxes, self._lock, self._ended = set(), threading.Lock(), False
        self._reader, self._position = None, 0

    def open(self, channels, client=None, public=False):
        """A box into which all goes that is committed from now on. Raises TooManyStreams.

        Public ones take at most half of the room.
        """
        with self._lock:
            if len(self._boxes) >= self._room or (public and self._count_public() >= max(self._room // 2, 1)):
                raise TooManyStreams()
            if not (self._reader and self._reader.is_alive()):
                self._start()
            box = Box(channels, client, public)
            self._boxes.add(box)
        if self._ended:
            box.end()
        return box

    def _count_public(self):
        return sum(box.public for box in self._boxes)

    def close(self, box):
        with self._lock:
            self._boxes.discard(box)
        box.close()

    def end(self):
        """End every stream, now and from now on: this process stops."""
        self._ended = True
        with self._lock:
            boxes = list(self._boxes)
        for box in boxes:
            box.end()

    def stop(self):
        """End every stream, and come back when the reader has put its connections down."""
        self.end()
        if reader := self._reader:
            reader.join()

    def ask(self, allowed):
        """What `allowed` says; None while the database cannot tell."""
        try:
            with self._app.app_context():
                return allowed()
        except SQLAlchemyError:
            return None

    def _start(self):
        db.session.rollback()  # a transaction that has read before would not see the newest
        self._position = events.read_newest_id()
        self._reader = threading.Thread(target=self._read, name="events", daemon=True)
        self._reader.start()

    def _read(self):
        """Read and deliver as long as there is a box; what goes wrong is said once and tried again."""
        with self._app.app_context():
            listener, well = events.Listener(db.engine), True
            while self._is_needed():
                try:
                    self._deliver()
                    well = True
                    listener.wait()
                except Exception as error:
                    if well:
                        log.error("events cannot be read: %s", type(error).__name__)
                    well = False
                    time.sleep(events.LISTEN_S)
            listener.close()

    def _is_needed(self):
        with self._lock:
            if not self._boxes:
                self._reader = None
            return bool(self._boxes)

    def _deliver(self):
        while rows := events.read_after(self._position, READ_AT_ONCE):
            told = [self._tell(row) for row in rows]
            with self._lock:
                for box in self._boxes:
                    box.put(told, told[-1].id)
                self._position = told[-1].id
