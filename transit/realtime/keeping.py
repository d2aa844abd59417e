"""Writing down what was told: the live state, the sources' records and the archive, in one unit of work for each poll."""

from datetime import UTC, datetime

from sqlalchemy import delete, select

from city.database import db
from city.events import publish
from city.sources import reading
from transit.realtime import archive, parts
from transit.realtime.models import LivePart
from transit.realtime.refusals import OldRealtime

CHANNEL = "transit.live"


def read_matched_to():
    """{(feed, part): the import that it was matched to}."""
    rows = db.session.execute(select(LivePart.feed, LivePart.part, LivePart.timetable_at))
    return {(row.feed, row.part): row.timetable_at for row in rows}


def keep(found, now, max_age):
    """Keep some Polled, inside a unit of work: parts that told something new are replaced, the others stay as they are."""
    changed = set()
    for polled in found:
        address, error = polled.address, polled.error or _went_stale(polled, now)
        if error:
            reading.record_failure(address.source, address.url, error, now)
            continue
        reading.record_good(address.source, address.url, polled.answer, now)
        if polled.told:
            _replace(polled, now, max_age)
            archive.record(address.feed, polled.told.rides, polled.message.simulated, now)
            changed.add(address.feed)
    if changed:
        publish(CHANNEL, "moved", {"feeds": sorted(changed)})


def forget_others(addresses):
    """Let go of the parts of addresses that are no longer set; says how many."""
    kept = {(each.feed, each.part) for each in addresses}
    gone = [each for each in read_matched_to() if each not in kept]
    for feed, part in gone:
        db.session.execute(delete(LivePart).where(LivePart.feed == feed, LivePart.part == part))
    return len(gone)


def _went_stale(polled, now):
    """The error of a source that answers, but with the same old thing for too long; None for any other."""
    if not polled.answer.not_modified:
        return None
    part = db.session.get(LivePart, (polled.address.feed, polled.address.part))
    if not part or part.fresh_until >= now:
        return None
    return OldRealtime(moment=f"{part.made_at:%Y-%m-%d %H:%M:%S}")


def _replace(polled, now, max_age):
    address, told, made_at = polled.address, polled.told, polled.message.made_at
    part = db.session.get(LivePart, (address.feed, address.part), with_for_update=True)
    if not part:
        part = LivePart(feed=address.feed, part=address.part, stamp=0)
        db.session.add(part)
    part.stamp += 1
    part.made_at = min(datetime.fromtimestamp(made_at, UTC), now) if made_at else now
    part.fresh_until = part.made_at + max_age
    part.timetable_at, part.simulated = polled.feed.imported_at, polled.message.simulated
    part.matched, part.unmatched, part.content = told.matched, told.unmatched, parts.pack(told.state)
    db.session.flush()
