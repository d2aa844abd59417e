"""How old the data of a source are, and whether that is too old."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from city.database import db
from city.sources.models import SourceRecord

STALE_AFTER = timedelta(days=2)  # of a source that no feature declares any more


@dataclass(frozen=True)
class SourceAge:
    """A source as it is shown: `source` is its city.features.Source, or None; `member` tells several under one key apart."""

    record: SourceRecord
    source: object
    now: datetime

    @property
    def key(self):
        return self.record.key

    @property
    def member(self):
        return self.record.key.partition("/")[2]

    @property
    def is_stale(self):
        """Whether there was no good answer for longer than the source may be silent."""
        limit = self.source.stale_after if self.source else STALE_AFTER
        return self.record.good_at is None or self.now - self.record.good_at > limit

    @property
    def is_failing(self):
        return self.record.failing_since is not None


# Columns without a model around them: every page of a timetable asks.
_one = select(SourceRecord.__table__).where(SourceRecord.key == bindparam("key"))


def find_source(key, declared, now):
    """The SourceAge of this key, or None while it has not been asked. `declared` is {key: city.features.Source}."""
    record = db.session.connection().execute(_one, {"key": key}).first()
    return _show(record, declared, now) if record else None


def list_sources(declared, now):
    """Every source that has been asked, by key."""
    return [_show(each, declared, now) for each in db.session.scalars(select(SourceRecord).order_by(SourceRecord.key))]


def _show(record, declared, now):
    return SourceAge(record, declared.get(record.key.partition("/")[0]), now)
