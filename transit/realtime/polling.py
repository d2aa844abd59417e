"""Asking the sources of real time: all at once, each with a limit of time and size, and later again where one is silent."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from city.database import db
from city.sources import reading
from city.sources.models import SourceRecord
from transit.realtime import refusals, schedule
from transit.realtime.matching import Matcher
from transit.realtime.telling import tell

SOURCE = "transit.realtime"
EVERY = timedelta(seconds=15)
MOST_WAIT = timedelta(minutes=5)
MOST_BYTES = 10_000_000
WITHIN_S = 8
AT_ONCE = 6
AHEAD = timedelta(minutes=10)  # by which a source's clock may be wrong


@dataclass(frozen=True)
class Address:
    """One address of a feed: `part` numbers those of one feed."""

    feed: str
    part: int
    url: str

    @property
    def source(self):
        return f"{SOURCE}/{self.feed}/{self.part + 1}"


@dataclass
class Polled:
    """What came of asking one address: an `answer`, and with a new one what it `told`; or an `error`."""

    address: Address
    answer: object = None
    message: object = None
    told: object = None
    feed: object = None
    error: object = None

    @property
    def data(self):
        """The bytes that were given."""
        return self.answer.path.read_bytes() if self.answer.path else self.answer.data


def list_addresses(pairs):
    """Addresses of the setting TRANSIT_REALTIME, numbered within each feed."""
    counts, found = {}, []
    for feed, url in pairs:
        found.append(Address(feed, counts.get(feed, 0), url))
        counts[feed] = counts.get(feed, 0) + 1
    return found


def list_due(addresses, now):
    """Those addresses that are to be asked now: one that fails is asked less and less often, at last every MOST_WAIT."""
    return [each for each in addresses if _due_at(db.session.get(SourceRecord, each.source), each) <= now]


def _due_at(record, address):
    if not record or not record.failures or record.mark != reading.mark_of(address.url):
        return datetime.min.replace(tzinfo=UTC)
    return record.checked_at + min(EVERY * 2 ** min(record.failures, 10), MOST_WAIT)


def poll(addresses, matched_to, now, max_age):
    """[Polled] of some addresses. `matched_to` is {(feed, part): the import that its last answer was matched to}.

    Asks outside of any transaction. Whatever is wrong with an answer becomes its error; only the database's own are raised.
    """
    feeds = {key: schedule.find_feed(key) for key in {each.feed for each in addresses}}
    marks = {each: _marks(each, feeds[each.feed], matched_to) for each in addresses}
    db.session.rollback()
    with ThreadPoolExecutor(AT_ONCE) as threads:
        found = list(threads.map(lambda each: _ask(each, marks[each]), addresses))
    matchers = {key: Matcher(feed, now) for key, feed in feeds.items() if feed}
    for polled in found:
        _use(polled, matchers.get(polled.address.feed), now, max_age)
    db.session.rollback()
    return found


def _marks(address, feed, matched_to):
    """What the address gave last, so that it need not send it again; nothing where the timetable has changed since."""
    same = feed and matched_to.get((address.feed, address.part)) == feed.imported_at
    return reading.read_marks(address.source, address.url) if same else (None, None, None)


def _ask(address, marks):
    try:
        return Polled(address, answer=_fetch(address, marks))
    except Exception as error:
        return Polled(address, error=reading.name_error(error))


def _fetch(address, marks):
    """The Answer of an address. Raises a CityError."""
    if not reading.is_web(address.url):
        _check_size(Path(address.url))
    return reading.ask(address.url, marks, {"most_bytes": MOST_BYTES, "within_s": WITHIN_S, "trusted": True})


def _check_size(path):
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise refusals.RealtimeTooBig(limit=MOST_BYTES // 1_000_000)


def _use(polled, matcher, now, max_age):
    """Read a new answer and match it."""
    if polled.error or polled.answer.not_modified:
        return
    try:
        polled.message = read_message(polled.data)
        check_age(polled.message, now, max_age)
        if not matcher:
            raise refusals.NoTimetable(key=polled.address.feed)
        polled.feed = matcher.feed
        polled.told = tell(polled.message, matcher, (now - max_age).timestamp())
    except DBAPIError:
        raise
    except Exception as error:
        polled.error = reading.name_error(error)


def read_message(data):
    from transit.realtime import protobuf  # with what reads it, which web processes need not load

    return protobuf.read_message(data)


def check_age(message, now, max_age):
    """Raise OldRealtime or FutureRealtime for a message that was not made just now."""
    if message.made_at is None:
        return
    try:
        made_at = datetime.fromtimestamp(message.made_at, UTC)
    except (ValueError, OverflowError, OSError):
        raise refusals.NotRealtime() from None
    if made_at < now - max_age:
        raise refusals.OldRealtime(moment=f"{made_at:%Y-%m-%d %H:%M:%S}")
    if made_at > now + AHEAD:
        raise refusals.FutureRealtime(moment=f"{made_at:%Y-%m-%d %H:%M:%S}")
