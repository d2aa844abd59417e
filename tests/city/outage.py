"""A database that goes away and comes back: a file that is moved, a server that is cut off. Nothing is pretended."""

import os
import socket
from contextlib import suppress
from pathlib import Path
from threading import Thread

from sqlalchemy.engine import make_url


def make_outage(url):
    """An outage of the database at `url`; the application uses the outage's own `url`."""
    return MovedFile(url) if url.startswith("sqlite") else CutLine(url)


class MovedFile:
    """SQLite: the file is moved away, as by a clean-up or an unmounted disk, and back."""

    def __init__(self, url):
        self.url = url
        self.file = Path(make_url(url).database)
        self.aside = self.file.with_suffix(".aside")

    def begin(self):
        os.rename(self.file, self.aside)

    def end(self):
        os.rename(self.aside, self.file)

    def close(self):
        if self.aside.exists():
            self.aside.unlink()


class CutLine:
    """PostgreSQL: a line of our own to the server, on a port of its own, cut and mended."""

    def __init__(self, url):
        server = make_url(url)
        self.server = (server.host, server.port)
        self.port = None
        self.ends = []
        self.end()
        self.url = server.set(host="127.0.0.1", port=self.port).render_as_string(hide_password=False)

    def end(self):
        self.door = socket.create_server(("127.0.0.1", self.port or 0))
        self.port = self.door.getsockname()[1]
        Thread(target=self.let_in, args=(self.door,), daemon=True).start()

    def let_in(self, door):
        with suppress(OSError):
            while True:
                caller, _ = door.accept()
                called = socket.create_connection(self.server)
                self.ends += [caller, called]
                for here, there in ((caller, called), (called, caller)):
                    Thread(target=pass_on, args=(here, there), daemon=True).start()

    def begin(self):
        for end in (self.door, *self.ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.ends.clear()

    def close(self):
        self.begin()


def pass_on(here, there):
    with suppress(OSError):
        while sent := here.recv(65536):
            there.sendall(sent)
    with suppress(OSError):
        there.shutdown(socket.SHUT_RDWR)
