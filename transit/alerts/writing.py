"""Writing alerts: a new one, and changes of one that there is, each kept as a version with who made it."""

from sqlalchemy import select

from city.database import db
from transit.alerts import network
from transit.alerts.checking import check
from transit.alerts.content import to_json
from transit.alerts.models import Alert, AlertVersion
from transit.alerts.refusals import ChangedMeanwhile, FromSource, NoSuchAlert, NothingChanged, NotNewest


def add(content, by, now, is_demo=False):
    """A new draft. `by` has a name. Raises what `check` raises."""
    check(content)
    alert = Alert(state="draft", version=0, is_demo=is_demo, changed_at=now)
    keep(alert, content, now)
    db.session.add(alert)
    db.session.flush()
    return note(alert, "written", by, now)


def save(number, base, content, by, now):
    """Change an alert, written from version `base` on; passengers see a published one so at once.

    Raises ChangedMeanwhile where somebody else changed it since, NothingChanged, or what `get_to_change` and `check` raise.
    """
    alert = get_to_change(number)
    if alert.version != base:
        raise ChangedMeanwhile(name=get_version(number, alert.version).author)
    before = alert.content
    if content == before:
        raise NothingChanged()
    check(content, before.about)
    keep(alert, content, now)
    return note(alert, "written", by, now)


def keep(alert, content, now):
    """Put a content into an alert, with what the things that it is about are called now, or were when they were there."""
    before = dict(zip(alert.content.about, alert.known_as, strict=True)) if alert.kept else {}
    names = name_all(content.about)
    alert.kept, alert.changed_at = to_json(content), now
    alert.known_as = [names[each] or before.get(each, {}) for each in content.about]
    alert.begins_at, alert.ends_at = content.begins_at, content.ends_at
    db.session.flush()


def name_all(about):
    """{About: what it is called now, {} where no timetable has it}."""
    lines = network.find_lines({each.line for each in about if each.line})
    stops = network.find_stops({each.stop for each in about if each.stop})
    found = {}
    for each in about:
        line, stop = lines.get(each.line), stops.get(each.stop)
        badge = {"badge": line.badge} if line else {}
        named = stop or line
        found[each] = badge | named.names if named else {}
    return found


def note(alert, step, by, now):
    """One more version of the alert, as it is now."""
    alert.version, alert.changed_at = alert.version + 1, now
    db.session.add(AlertVersion(alert_id=alert.id, number=alert.version, step=step, kept=alert.kept, author=by.name, at=now))
    db.session.flush()
    return alert


def get_alert(number):
    """Raises NoSuchAlert."""
    return _or_raise(db.session.get(Alert, number))


def get_to_change(number, base=None):
    """An alert of clerks, which nobody else changes until this transaction ends; with `base` as it was then.

    Raises NoSuchAlert, FromSource, NotNewest.
    """
    wanted = select(Alert).where(Alert.id == number).with_for_update().execution_options(populate_existing=True)
    alert = _or_raise(db.session.scalar(wanted))
    if alert.source:
        raise FromSource(source=alert.source)
    if base is not None and alert.version != base:
        raise NotNewest(name=get_version(number, alert.version).author)
    return alert


def get_version(number, version):
    """Raises NoSuchAlert."""
    return _or_raise(db.session.get(AlertVersion, (number, version)))


def list_versions(alert):
    """The newest first."""
    query = select(AlertVersion).where(AlertVersion.alert_id == alert.id)
    return db.session.scalars(query.order_by(AlertVersion.number.desc())).all()


def _or_raise(found):
    if not found:
        raise NoSuchAlert()
    return found
