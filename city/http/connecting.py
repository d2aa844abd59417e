"""Connections that go to the address that was checked, and that end at their deadline whatever the other side does."""

import socket
import time
from contextlib import suppress
from functools import partial
from threading import Timer

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from city.http.addresses import check_public, resolve

CONNECT_WITHIN_S = 10
ANSWER_WITHIN_S = 20  # the longest silence in the middle of an answer


class Deadline:
    """A moment by which all must be over; it cuts the connections that are still open then.

    A time-out counts from the last byte, so a server that sends a byte now and then would hold us for ever.
    """

    def __init__(self, within_s):
        self._at = time.monotonic() + within_s
        self._handles = []
        self._timer = None

    @property
    def left_s(self):
        return self._at - time.monotonic()

    @property
    def is_over(self):
        return self.left_s <= 0

    def watch(self, connected):
        """Cut this socket at the deadline. A handle of our own outlives its being wrapped for TLS."""
        self._handles.append(connected.dup())
        if not self._timer:
            self._timer = Timer(max(self.left_s, 0), self._cut)
            self._timer.daemon = True
            self._timer.start()

    def _cut(self):
        for handle in list(self._handles):
            with suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)

    def let_go(self):
        """The connections are done with."""
        handles, self._handles = self._handles, []
        for handle in handles:
            handle.close()

    def close(self):
        if self._timer:
            self._timer.cancel()
        self.let_go()


class Guard:
    """What a connection asks before it is opened: the one lookup of its name, the check of what it gave."""

    def __init__(self, door, deadline, trusted):
        self.door, self.deadline, self.trusted = door, deadline, trusted

    def connect(self, connection):
        """A socket to a checked address of the connection's host: the name is not looked up again."""
        host, port = connection.host.strip("[]"), connection.port
        addresses = resolve(self.door.look_up, host, port, min(self.deadline.left_s, CONNECT_WITHIN_S))
        if not self.trusted:
            check_public(host, addresses, self.door.is_public)
        connected = self._open(connection, addresses, port)
        if not self.trusted:
            check_public(host, connected.getpeername()[:1], self.door.is_public)
        self.deadline.watch(connected)
        return connected

    def _open(self, connection, addresses, port):
        failed = None
        for address in addresses:
            try:
                wait_s = min(self.deadline.left_s, CONNECT_WITHIN_S)
                return socket.create_connection((address, port), timeout=max(wait_s, 0.001))
            except OSError as error:
                failed = error
        if isinstance(failed, TimeoutError):
            raise ConnectTimeoutError(connection, "no address answered") from failed
        raise NewConnectionError(connection, f"no address could be reached: {failed}") from failed


class GuardedConnection(HTTPConnection):
    def __init__(self, *args, guard, **values):
        super().__init__(*args, **values)
        self._guard = guard

    def _new_conn(self):
        connected = self._guard.connect(self)
        connected.settimeout(self.timeout)
        return connected


class GuardedTlsConnection(GuardedConnection, HTTPSConnection):
    """The certificate is held against the name of the host, as ever."""


class GuardedPool(HTTPConnectionPool):
    ConnectionCls = GuardedConnection


class GuardedTlsPool(HTTPSConnectionPool):
    ConnectionCls = GuardedTlsConnection


def open_pool(url, guard, ca_file=None):
    """One connection to the server of `url`, at most; closed with `.close()`. No proxy of the environment is asked."""
    values = {"host": url.host, "port": url.port, "guard": guard, "maxsize": 1}
    make = partial(GuardedTlsPool, ca_certs=ca_file, cert_reqs="CERT_REQUIRED") if url.scheme == "https" else GuardedPool
    return make(**values)
