"""The one door of this package to GTFS-Realtime: alerts as a feed for others, and a feed of others as contents.

https://gtfs.org/documentation/realtime/reference/, version 2.0. Ids in a feed are those of one timetable.
"""

from datetime import UTC, datetime

from google.protobuf import text_format
from google.transit import gtfs_realtime_pb2 as gtfs
from sqlalchemy import func, select

from city.database import db
from transit.alerts import network
from transit.alerts.checking import find_missing
from transit.alerts.content import LANGUAGES, About, Content, Period, Text
from transit.alerts.kinds import CAUSES, EFFECTS, UNKNOWN_CAUSE, UNKNOWN_EFFECT
from transit.alerts.models import Alert
from transit.alerts.reading import list_all, show
from transit.alerts.sources import Told

VERSION = "2.0"


def write_feed(now, feed=None):
    """All alerts that hold now or later as a FeedMessage, or those about the timetable `feed`.

    It is as of the last whole minute, or of the last change since: within a minute it stays the same to the byte, and what
    changes has a later timestamp.
    """
    minute = now.replace(second=0, microsecond=0)
    changed = db.session.scalar(select(func.max(Alert.changed_at)).where(Alert.changed_at <= now))
    message = gtfs.FeedMessage()
    message.header.gtfs_realtime_version = VERSION
    message.header.incrementality = gtfs.FeedHeader.FULL_DATASET
    message.header.timestamp = int(max(minute, changed or minute).timestamp())
    types = network.list_types(feed)
    for alert in list_all(minute):
        _add(message, alert, types)
    return message


def write_text(message):
    """A FeedMessage in the text format of Protocol Buffers, for people."""
    return text_format.MessageToString(message, as_utf8=True)


def _add(message, alert, types):
    """One alert, where something that it is about is in the timetables of `types`."""
    content = alert.content
    missing = set(find_missing(content.about))
    selectors = [each for about in content.about if about not in missing for each in select_entities(about, types)]
    if not selectors:
        return
    told = message.entity.add(id=str(alert.id)).alert
    told.cause, told.effect = gtfs.Alert.Cause.Value(content.cause), gtfs.Alert.Effect.Value(content.effect)
    for period in content.periods:
        told.active_period.add(start=_seconds(period.begin), end=_seconds(period.end))
    for each in selectors:
        told.informed_entity.add(**each)
    _translate(told, content)


def select_entities(about, types):
    """The EntitySelectors of an About, as fields. `types` is {key of a timetable that is told of: its route_types}.

    A whole timetable is said by the route_types that it has: the id of its agency may be left out in GTFS, and is not kept.
    """
    if about.feed and about.feed not in types:
        return []
    if about.is_wide and about.route_type is None:
        feeds = [about.feed] if about.feed else types
        return [{"route_type": kind} for kind in sorted({kind for feed in feeds for kind in types[feed]})]
    fields = {
        "route_id": about.line and network.split_key(about.line)[1],
        "stop_id": about.stop and network.split_key(about.stop)[1],
    }
    fields = {name: value for name, value in fields.items() if value}
    numbers = {"direction_id": about.direction, "route_type": about.route_type}
    fields |= {name: value for name, value in numbers.items() if value is not None}
    return [fields | ({"trip": gtfs.TripDescriptor(trip_id=about.trip)} if about.trip else {})]


def _seconds(at):
    return int(at.timestamp()) if at else None


def _translate(told, content):
    """The words in every language that somebody wrote, and in Cyrillic where that is made of Latin."""
    derives = "uz" in content.headers and "uz-Cyrl" not in content.headers
    for lang in [lang for lang in LANGUAGES if lang in content.headers or (derives and lang == "uz-Cyrl")]:
        shown = show(content, lang)
        told.header_text.translation.add(text=shown.header, language=lang)
        told.description_text.translation.add(text=shown.text or shown.header, language=lang)
        if shown.link:
            told.url.translation.add(text=shown.link, language=lang)


def read_feed(data, feed, language="uz"):
    """[Told] of the alerts in a FeedMessage (bytes), whose ids are those of the timetable `feed`, which is in `language`.

    Raises google.protobuf.message.DecodeError for what is none. For `sources.replace_from_source`.
    """
    message = gtfs.FeedMessage()
    message.ParseFromString(data)
    return read_message(message, feed, language)


def read_message(message, feed, language="uz"):
    told = [entity for entity in message.entity if entity.HasField("alert") and not entity.is_deleted]
    trips = {each.trip.trip_id for entity in told for each in entity.alert.informed_entity if each.trip.trip_id}
    lines = network.find_lines_of_trips(feed, trips)
    return [Told(entity.id, _read_alert(entity.alert, feed, lines, language)) for entity in told]


def _read_alert(alert, feed, lines, language):
    cause, effect = gtfs.Alert.Cause.Name(alert.cause), gtfs.Alert.Effect.Name(alert.effect)
    return Content(
        cause if cause in CAUSES else UNKNOWN_CAUSE,
        effect if effect in EFFECTS else UNKNOWN_EFFECT,
        tuple(dict.fromkeys(about for each in alert.informed_entity if (about := _read_entity(each, feed, lines)))),
        tuple(Period(_read_moment(each.start), _read_moment(each.end)) for each in alert.active_period),
        _read_texts(alert, language),
    )


def _read_entity(entity, feed, lines):
    """One thing that an alert is about; an agency is taken for the whole timetable. None for a trip that there is not.

    `lines` is {trip_id: key of its line}.
    """
    trip, route_id = entity.trip, entity.route_id or entity.trip.route_id
    about = About(
        feed,
        line=f"{feed}:{route_id}" if route_id else lines.get(trip.trip_id, ""),
        stop=f"{feed}:{entity.stop_id}" if entity.stop_id else "",
        direction=entity.direction_id if entity.HasField("direction_id") else None,
        route_type=entity.route_type if entity.HasField("route_type") else None,
        trip=trip.trip_id,
    )
    return None if about.trip and not (about.line or about.stop) else about


def _read_texts(alert, language):
    """{language: Text}. Words without a language, or in one that is not ours, count as `language` where nothing else is in it."""
    found = {}
    for part, translated in (("header", alert.header_text), ("text", alert.description_text), ("link", alert.url)):
        for each in sorted(translated.translation, key=_order_language):
            found.setdefault(_name_language(each.language) or language, {}).setdefault(part, each.text)
    return {lang: Text(**found[lang]) for lang in LANGUAGES if found.get(lang, {}).get("header")}


def _order_language(translation):
    """Ours first, then words without a language, then those of others."""
    return 0 if _name_language(translation.language) else 1 + bool(translation.language)


def _name_language(tag):
    """The language as we name it; None where it is not ours."""
    parts = tag.lower().replace("_", "-").split("-")
    if parts[0] == "uz":
        return "uz-Cyrl" if "cyrl" in parts else "uz"
    return parts[0] if parts[0] in LANGUAGES else None


def _read_moment(seconds):
    return datetime.fromtimestamp(seconds, UTC) if seconds else None
