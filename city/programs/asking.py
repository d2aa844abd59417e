"""Which program asks: its key in a header, never in the address, where logs and histories would keep it."""

import time
from threading import Lock

from flask import current_app, g, request

from city.clock import now
from city.feedback.working_days import day_of
from city.formats import moment
from city.programs import keys, use
from city.programs.refusals import ReplacedKey, UnknownKey, WithdrawnKey
from city.programs.registering import TIERS
from city.rates import door
from city.statistics.counter import Counted

KNOWN_FOR_S = 5  # so long a key that was withdrawn may be good in other processes
MOST_KNOWN = 10_000


class Cache:
    """What is known of keys, for some seconds."""

    def __init__(self):
        self._known, self._lock = {}, Lock()

    def get(self, key_hash):
        """(is it kept here, what is Known or None)."""
        until, known = self._known.get(key_hash, (0, None))
        return time.monotonic() < until, known

    def put(self, key_hash, known):
        with self._lock:
            if len(self._known) >= MOST_KNOWN:
                self._known.clear()
            self._known[key_hash] = time.monotonic() + KNOWN_FOR_S, known

    def forget(self):
        with self._lock:
            self._known.clear()


def init_app(app):
    app.extensions["keys"] = Cache()
    app.extensions["program_use"] = Counted(app, write=use.add, name="programs")


def count_asker():
    """Count the request of a program, or of a reader. Raises TooOften, UnknownKey, ReplacedKey or WithdrawnKey."""
    key = read_key()
    if key is None:
        return door.count_reader()
    known = find_known(key)
    check(known)
    door.count_program(known.program_id, TIERS[known.tier][1])
    g.program_id = known.program_id
    return current_app.extensions["program_use"].note(use.Used(known.program_id, day_of(now())))


def read_key():
    """The key that came with the request; None without one."""
    if key := request.headers.get("X-API-Key", "").strip():
        return key
    kind, _space, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if kind.lower() == "bearer" else None


def find_known(key):
    """What is known of a key, from the memory of this process or from the database; None for none of ours."""
    cache, key_hash = current_app.extensions["keys"], keys.hash_of(key)
    kept, known = cache.get(key_hash)
    if not kept:
        door.count_unknown_key()
        known = keys.find(key_hash) if key.startswith(keys.MARK) and len(key) <= keys.LONGEST else None
        cache.put(key_hash, known)
    return known


def check(known):
    """Raise why a key is not good."""
    if known is None:
        raise UnknownKey()
    if known.withdrawn_at:
        raise WithdrawnKey(since=moment(known.withdrawn_at))
    if known.replaced_at:
        raise ReplacedKey(since=moment(known.replaced_at))
