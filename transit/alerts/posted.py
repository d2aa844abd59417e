"""Published alerts as plain values, kept in the process until one of them changes: every page of a stop or line asks for them."""

from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, func, or_, select

from city.database import db
from transit.alerts.content import Content
from transit.alerts.kinds import EFFECTS
from transit.alerts.models import Alert

URGENCY = {effect: number for number, effect in enumerate(EFFECTS)}
NOT_OVER = (
    Alert.state == "published",
    or_(Alert.ends_at.is_(None), Alert.ends_at > bindparam("moment", type_=Alert.ends_at.type)),
)
MARK = select(func.count(Alert.id), func.sum(Alert.version), func.max(Alert.changed_at)).where(*NOT_OVER)
POSTED = select(Alert).where(*NOT_OVER)
_kept = WeakKeyDictionary()  # {engine: (mark, alerts)}


@dataclass(frozen=True)
class Posted:
    """An alert that passengers see. `known_as` has a dictionary for each thing that the content is about."""

    id: int
    content: Content
    known_as: tuple
    published_at: datetime
    changed_at: datetime
    is_demo: bool
    source: str | None

    def name(self, lang):
        """The heading for a reader of `lang`, as a LocalName."""
        return self.content.name(lang)


def list_posted(moment):
    """What is published and has not passed its last moment: what hurts most first, then what was published last.

    They are read again when their number, one of their versions or the time of the last change is another one.
    """
    mark = tuple(db.session.execute(MARK, {"moment": moment}).one())
    kept = _kept.get(db.engine)
    if not kept or kept[0] != mark:
        found = db.session.scalars(POSTED, {"moment": moment}) if mark[0] else ()
        _kept[db.engine] = kept = mark, sorted(map(post, found), key=_rank)
    return kept[1]


def post(alert):
    """The Posted of a row."""
    told = (alert.published_at, alert.changed_at, alert.is_demo, alert.source)
    return Posted(alert.id, alert.content, tuple(alert.known_as), *told)


def _rank(alert):
    return URGENCY[alert.content.effect], -alert.published_at.timestamp(), -alert.id
