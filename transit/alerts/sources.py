"""Alerts that others tell: what a source says now is put in the place of what it said before."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import delete, select

from city.database import db
from transit.alerts import sharing
from transit.alerts.checking import LINK
from transit.alerts.content import LONGEST, Content, to_json
from transit.alerts.models import Alert
from transit.alerts.writing import keep

FORGET_AFTER = timedelta(days=30)


@dataclass(frozen=True)
class Told:
    """An alert of a source, under the id that it has there and keeps."""

    ref: str
    content: Content


def replace_from_source(source, alerts, now):
    """Let passengers see exactly `alerts` (Told) of this source. Flushes, inside a unit of work.

    What has not changed stays as it is; what the source tells no more is withdrawn, and comes back where it is told again.
    Without a heading or without anything that it is about, an alert cannot be shown, and is passed over. The search
    follows. Gives how many alerts it changed.
    """
    query = select(Alert).where(Alert.source == source).with_for_update()
    kept = {alert.source_ref: alert for alert in db.session.scalars(query)}
    told = {each.ref: tidy(each.content) for each in alerts}
    told = {ref: content for ref, content in told.items() if content.headers and content.about}
    changed = sum(_take(kept.get(ref), source, ref, content, now) for ref, content in told.items())
    gone = [alert for ref, alert in kept.items() if ref not in told and alert.state == "published"]
    for alert in gone:
        alert.state, alert.version, alert.changed_at = "withdrawn", alert.version + 1, now
    db.session.flush()
    if changed or gone:
        sharing.refresh_all(now)
    return changed + len(gone)


def tidy(content):
    """What strangers wrote as we can show it: not too long, and links that lead to web pages only."""
    texts = {lang: _tidy_text(text) for lang, text in content.texts.items()}
    return replace(content, texts={lang: text for lang, text in texts.items() if not text.is_empty})


def forget_old(now):
    """Delete what sources withdrew long ago. Flushes; gives how many."""
    old = (Alert.source.is_not(None), Alert.state == "withdrawn", Alert.changed_at < now - FORGET_AFTER)
    numbers = db.session.scalars(select(Alert.id).where(*old)).all()
    db.session.execute(delete(Alert).where(Alert.id.in_(numbers)).execution_options(synchronize_session=False))
    return len(numbers)


def _tidy_text(text):
    header, words = (getattr(text, part)[: LONGEST[part]] for part in ("header", "text"))
    link = text.link if len(text.link) <= LONGEST["link"] and LINK.fullmatch(text.link) else ""
    return replace(text, header=header, text=words, link=link)


def _take(alert, source, ref, content, now):
    """Write one of them, where it is new or says something else than before. Whether it was written."""
    if alert and alert.state == "published" and alert.kept == to_json(content):
        return False
    if not alert:
        alert = Alert(
            source=source, source_ref=ref, version=0, is_demo=False, published_at=now, state="published", changed_at=now
        )
    alert.state, alert.version = "published", alert.version + 1
    keep(alert, content, now)
    db.session.add(alert)
    return True
