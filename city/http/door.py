"""Asking: with patience that ends, redirections that are looked at, and an answer that is measured while it comes."""

import random
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import urljoin

from urllib3 import HTTPResponse, Retry, Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError, SSLError
from urllib3.util import Url, parse_url

from city.http import errors
from city.http.addresses import PORTS, is_public, look_up, origin_of, read_address
from city.http.connecting import ANSWER_WITHIN_S, CONNECT_WITHIN_S, Deadline, Guard, open_pool
from city.http.reading import Answer, Parcel, check_kind

PROJECT = "TashkentCityServices/0.1"
MOST_REDIRECTS = 5
TRIES = 3
FIRST_WAIT_S = 1
SAFE = ("GET", "HEAD")  # asked twice, they do no harm
REDIRECTS = (301, 302, 303, 307, 308)
PASSING = (429, 502, 503, 504)
MOST_BYTES = 50_000_000
_contact = []


def introduce_as(contact):
    """Tell servers who asks: `contact`, an address or mail of the operator, stands in the User-Agent from here on."""
    _contact[:] = [contact] if contact else []


def user_agent():
    return " ".join([PROJECT, *(f"(+{each})" for each in _contact)])


@dataclass(frozen=True)
class Door:
    """How names are looked up and which addresses count as public. The defaults are those of the Internet."""

    look_up: Callable = look_up  # (host, port) -> IP addresses
    is_public: Callable = is_public
    ports: frozenset = frozenset(PORTS.values())  # that an address which is not trusted may name
    ca_file: str | None = None  # certificates to believe in, where not the system's

    def fetch(
        self, address, *, accept=(), into=None, etag=None, last_modified=None, most_bytes=MOST_BYTES, within_s=120, trusted=False
    ):
        """The Answer to a GET: 2xx, or 304 where `etag` or `last_modified` were given.

        `accept` lists media types, `into` is a file that is replaced once the answer is whole. Only what the operator set
        is `trusted`: it may lie in a private network and have any port, and so may its redirections to the same server.
        Raises an AddressRefused or a SourceError.
        """
        url = read_address(address)
        headers = {"Accept": ", ".join(accept) or "*/*", "Accept-Encoding": "identity" if into else "gzip"}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": last_modified} if last_modified else {}
        parcel = Parcel(into, most_bytes)
        origins = {origin_of(url)} if trusted else set()
        with parcel:
            answer = self._follow(url, headers, parcel, origins, Deadline(within_s), accept)
            if answer.status >= 400 or (answer.status == 304 and not (etag or last_modified)):
                raise errors.SourceRefused(host=parse_url(answer.address).host, code=answer.status)
            return answer

    def ask(self, method, address, headers, body=None, *, most_bytes=5_000_000, within_s=30, trusted=()):
        """The Answer to one request, whatever its status, redirections not followed. `trusted` are origins (see origin_of)."""
        url = read_address(address)
        deadline = Deadline(within_s)
        with Parcel(None, most_bytes) as parcel:
            try:
                return self._try(method, url, headers, body, parcel, trusted, deadline)
            finally:
                deadline.close()

    def _follow(self, url, headers, parcel, origins, deadline, accept):
        first = url
        try:
            for _hop in range(MOST_REDIRECTS + 1):
                answer = self._try("GET", url, headers, None, parcel, origins, deadline, accept)
                if answer.status not in REDIRECTS or "location" not in answer.headers:
                    return answer
                url = follow(url, answer.headers["location"])
            raise errors.RedirectedTooOften(host=first.host)
        finally:
            deadline.close()

    def _try(self, method, url, headers, body, parcel, origins, deadline, accept=()):
        """Ask again, later each time, while the trouble may pass and the deadline allows it."""
        for left in reversed(range(TRIES if method in SAFE else 1)):
            wait_s = 0
            try:
                answer = self._ask_once(method, url, headers, body, parcel, origins, deadline, accept)
                if answer.status not in PASSING or not left:
                    return answer
                wait_s = _asked_to_wait(answer)
                trouble = errors.SourceRefused(host=url.host, code=answer.status)
            except (errors.SourceAway, errors.SourceSilent, errors.SourceBroken) as error:
                trouble = error
                if deadline.is_over:
                    raise errors.SourceSilent(host=url.host) from error
                if not left:
                    raise
            backoff_s = FIRST_WAIT_S * 2 ** (TRIES - 1 - left) * random.uniform(0.5, 1)
            if max(wait_s, backoff_s) >= deadline.left_s:
                raise trouble
            time.sleep(max(wait_s, backoff_s))
        raise AssertionError("the last try answers or raises")

    def _ask_once(self, method, url, headers, body, parcel, origins, deadline, accept):
        trusted = origin_of(url) in origins
        if not trusted and (url.port or PORTS[url.scheme]) not in self.ports:
            raise errors.AddressRefused()
        pool = open_pool(url, Guard(self, deadline, trusted), self.ca_file)
        patience = Timeout(connect=CONNECT_WITHIN_S, read=max(min(ANSWER_WITHIN_S, deadline.left_s), 0.001))
        try:
            sent = {"User-Agent": user_agent()} | headers
            values = {"retries": False, "redirect": False, "preload_content": False, "timeout": patience}
            response = pool.urlopen(method, url.request_uri, body=body, headers=sent, assert_same_host=False, **values)
            with closing(response):
                return self._receive(response, method, url, parcel, deadline, accept)
        except HTTPError as error:
            raise _name(error, url.host, deadline) from error
        finally:
            pool.close()
            deadline.let_go()

    def _receive(self, response: HTTPResponse, method, url: Url, parcel, deadline, accept):
        headers = {name.lower(): value for name, value in response.headers.items()}
        answer = Answer(response.status, url.url, headers)
        wanted = response.status < 300
        if wanted:
            check_kind(url.host, answer.kind, accept)
        if method == "HEAD" or response.status == 304:
            return answer
        parcel.take(response, url.host, deadline, wanted)
        found = {"data": parcel.data, "path": parcel.path if wanted else None, "size": parcel.size, "sha256": parcel.sha256}
        return Answer(response.status, url.url, headers, **found)


def follow(url, location):
    """Where a redirection leads. Raises RedirectedDown from https to http, AddressRefused for another kind of address."""
    try:
        target = read_address(urljoin(url.url, location))
    except ValueError:
        raise errors.AddressRefused() from None
    if url.scheme == "https" and target.scheme == "http":
        raise errors.RedirectedDown(host=url.host)
    return target


def _asked_to_wait(answer):
    """Seconds of the answer's Retry-After; 0 where there is none that can be read."""
    try:
        return Retry().parse_retry_after(answer.headers.get("retry-after", "0"))
    except (HTTPError, ValueError):
        return 0


def _name(error, host, deadline):
    """The CityError for what urllib3 raised."""
    if isinstance(error, NewConnectionError):
        return errors.SourceAway(host=host)
    if deadline.is_over or isinstance(error, (ConnectTimeoutError, ReadTimeoutError)):
        return errors.SourceSilent(host=host)
    if isinstance(error, SSLError):
        return errors.SourceUnsafe(host=host)
    return errors.SourceBroken(host=host)


def session(trusted=(), door=None, **limits):
    """A requests.Session, for libraries that want one (Authlib), through this door and with its limits.

    `trusted` are addresses that the operator set: their servers, and no others, may lie in a private network.
    """
    from city.http.adapter import make_session

    return make_session(door or Door(), _origins(trusted), limits)


def mount_on(session, trusted=(), door=None, **limits):
    """The same for a session that a library has made, where it follows no redirections of forms."""
    from city.http import adapter

    return adapter.mount_on(session, door or Door(), _origins(trusted), limits)


def _origins(addresses):
    return frozenset(origin_of(read_address(each)) for each in addresses)
