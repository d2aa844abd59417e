"""At the door: who asks is counted, the answer says how much is left, and who asks too often is told until when to wait."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import current_app, g, request

from city.accounts.throttle import network_of
from city.clock import now
from city.errors import N_, CityError
from city.rates.counts import Counts
from city.rates.limits import Limit, read_limits

FILE = "limits.db"
OWN_SITE = "same-origin"  # of Sec-Fetch-Site: scripts of our own pages


class TooOften(CityError):
    status = 429
    sentence = N_("Too many requests: at most %(most)s in %(window)s. Try again in %(time)s.")

    def __init__(self, most, window_s, wait_s):
        super().__init__(most=most, window=timedelta(seconds=window_s), time=timedelta(seconds=wait_s))
        self.wait_s = wait_s


@dataclass(frozen=True)
class Standing:
    """How somebody stands in one window."""

    limit: Limit
    used: int
    now_s: float

    @property
    def left(self):
        return max(self.limit.most - self.used, 0)

    @property
    def ends_at(self):
        return self.limit.begun(self.now_s) + self.limit.window_s

    @property
    def ends_in_s(self):
        return max(int(self.ends_at - self.now_s), 1)


def init_app(app):
    app.extensions["rates"] = Counts(Path(app.instance_path) / FILE)
    app.extensions["limits"] = {name: read_limits(app.config[name]) for name in ("API_RATE_LIMIT", "API_KEY_RATE_LIMIT")}
    app.after_request(tell)


def count_reader():
    """Count a request without a key. Raises TooOften.

    What our own pages ask for has the limits of a program with a key: whole districts stand behind one address of a
    telephone company. Who only says to be such a page gains no more by it than a key would give.
    """
    own = request.headers.get("Sec-Fetch-Site") == OWN_SITE
    setting = "API_KEY_RATE_LIMIT" if own else "API_RATE_LIMIT"
    take("page" if own else "reader", network_of(request.remote_addr), current_app.extensions["limits"][setting])


def count_program(number, factor):
    """Count a request of the program with this number, whose limits are so many times the usual ones. Raises TooOften."""
    limits = current_app.extensions["limits"]["API_KEY_RATE_LIMIT"]
    take("program", str(number), [each.times(factor) for each in limits])


def count_unknown_key():
    """Count a key that this process does not know yet, before the database is asked for it. Raises TooOften."""
    take("key", network_of(request.remote_addr), current_app.extensions["limits"]["API_KEY_RATE_LIMIT"])


def take(kind, whose, limits):
    """Count one in each window. Raises TooOften where one is full."""
    now_s = now().timestamp()
    keys = {key_of(kind, whose, limit, now_s): limit for limit in limits}
    ends = {key: limit.begun(now_s) + limit.window_s for key, limit in keys.items()}
    counts = current_app.extensions["rates"].add(ends, now_s)
    if counts is None:
        return
    g.standings = [Standing(limit, counts[key], now_s) for key, limit in keys.items()]
    over = [each for each in g.standings if each.used > each.limit.most]
    if over:
        worst = max(over, key=lambda each: each.ends_at)
        raise TooOften(most=worst.limit.most, window_s=worst.limit.window_s, wait_s=worst.ends_in_s)


def key_of(kind, whose, limit, now_s):
    """A keyed hash of who and when: it cannot be read back, and two windows cannot be told to be of one reader."""
    text = f"rates {kind} {whose} {limit.name} {limit.begun(now_s)}"
    return hmac.digest(current_app.secret_key.encode(), text.encode(), "sha256")[:16]


def tell(response):
    """RateLimit and RateLimit-Policy (draft-ietf-httpapi-ratelimit-headers), and the older X-RateLimit headers."""
    if standings := g.get("standings"):
        response.headers["RateLimit-Policy"] = ", ".join(
            f'"{each.limit.name}";q={each.limit.most};w={each.limit.window_s}' for each in standings
        )
        response.headers["RateLimit"] = ", ".join(f'"{each.limit.name}";r={each.left};t={each.ends_in_s}' for each in standings)
        tight = min(standings, key=lambda each: (each.left, -each.ends_at))
        response.headers["X-RateLimit-Limit"] = tight.limit.most
        response.headers["X-RateLimit-Remaining"] = tight.left
        response.headers["X-RateLimit-Reset"] = tight.ends_at
    return response
