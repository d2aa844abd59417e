"""Servers on this machine that do what a server should not, each with a page of how it was asked."""

import gzip
import socket
import threading
import time
from contextlib import contextmanager, suppress

PIECE = b"x" * 65536
GOOD_BYTES = b"PK good"


class Server:
    """Listens on `host`; `answer(connection, head, number)` writes raw bytes. `asked` are the heads of the requests."""

    def __init__(self, answer, host="127.0.0.1", port=0, wrap=None):
        self.answer, self.wrap, self.asked, self.connections = answer, wrap, [], 0
        self.ended = threading.Event()
        self._listening = socket.create_server((host, port), backlog=20)
        self.host, self.port = self._listening.getsockname()[:2]
        threading.Thread(target=self._serve, daemon=True).start()

    def __str__(self):
        return f"http://{self.host}:{self.port}"

    def _serve(self):
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                self.connections += 1
                threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection):
        with suppress(OSError, ValueError):
            connection = self.wrap(connection) if self.wrap else connection
            with connection:
                head = b""
                while b"\r\n\r\n" not in head:
                    got = connection.recv(65536)
                    if not got:
                        return
                    head += got
                self.asked.append(head.decode("latin-1"))
                self.answer(connection, self.asked[-1], len(self.asked))

    def close(self):
        self.ended.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@contextmanager
def serving(answer, **values):
    server = Server(answer, **values)
    try:
        yield server
    finally:
        server.close()


def reply(body=b"", status="200 OK", kind="application/zip", length=True, **headers):
    """An answer that sends this; header names are written with _ for -."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else [])]
    lines += [f"Content-Length: {len(body) if length is True else length}"] if length is not False else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = "\r\n".join([*lines, "Connection: close", "", ""]).encode()
    return lambda connection, *_: connection.sendall(head + body)


def in_turn(*answers):
    """The first answer to the first request, and so on; the last stands."""
    return lambda connection, head, number: answers[min(number, len(answers)) - 1](connection, head, number)


def redirect(target):
    return reply(status="302 Found", Location=target)


def never(connection, *_):
    connection.recv(1)  # until the other side goes


def drip(connection, *_):
    """A byte now and then, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"1\r\nx\r\n")
        time.sleep(0.05)


def drip_head(connection, *_):
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)


def endless(connection, *_):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + PIECE + b"\r\n")


def bomb(megabytes):
    """Next to nothing, which unpacks to so many megabytes."""
    return reply(gzip.compress(bytes(megabytes * 1_000_000)), Content_Encoding="gzip")


def broken_off(connection, *_):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nContent-Length: 1000\r\n\r\nhalf")


def broken_off_in_chunks(connection, *_):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/zip\r\nTransfer-Encoding: chunked\r\n\r\n100\r\nhalf")
