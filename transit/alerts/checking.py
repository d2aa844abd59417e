"""Whether an alert can be kept as it was written: each rule raises the refusal that says what to do."""

import re

from transit.alerts import network
from transit.alerts.content import LANGUAGE_NAMES, LONGEST, PARTS
from transit.alerts.refusals import (
    EndsFirst,
    HeaderMissing,
    NoHeader,
    NothingChosen,
    TooLongText,
    TooMany,
    TooManyPeriods,
    UnknownThing,
    WrongLink,
)

LINK = re.compile(r"https?://[^\s/?#]+\.[^\s]+", re.IGNORECASE)
MOST_THINGS, MOST_PERIODS = 100, 30


def field_of(part, lang):
    """The form's name for a part of a text: header_uz_cyrl."""
    return f"{part}_{lang.lower().replace('-', '_')}"


def check(content, known=()):
    """The content itself. What it is about must be in the timetables, or be among the `known`, of which it was about before."""
    check_texts(content.texts)
    check_about(content.about, known)
    if len(content.periods) > MOST_PERIODS:
        raise TooManyPeriods(limit=MOST_PERIODS)
    for number, period in enumerate(content.periods, start=1):
        if period.begin and period.end and period.end <= period.begin:
            raise EndsFirst(field=f"ends-{number}")
    return content


def check_texts(texts):
    for lang, text in texts.items():
        for part in PARTS:
            value, field = getattr(text, part), field_of(part, lang)
            if len(value) > LONGEST[part]:
                raise TooLongText(field=field, limit=LONGEST[part], count=len(value))
        if text.link and not LINK.fullmatch(text.link):
            raise WrongLink(field=field_of("link", lang))
        if not text.header and not text.is_empty:
            raise HeaderMissing(field=field_of("header", lang), language=LANGUAGE_NAMES[lang])
    if not texts:
        raise NoHeader()


def check_about(about, known):
    if not about:
        raise NothingChosen()
    if len(about) > MOST_THINGS:
        raise TooMany(limit=MOST_THINGS)
    if missing := find_missing([each for each in about if each not in known]):
        each = missing[0]
        raise UnknownThing(key=each.stop or each.line or each.feed)


def find_missing(about):
    """Those of the things that no timetable has now."""
    lines = network.find_lines({each.line for each in about if each.line})
    stops = network.find_stops({each.stop for each in about if each.stop})
    feeds = network.find_feeds()
    return [
        each
        for each in about
        if (each.line and each.line not in lines)
        or (each.stop and each.stop not in stops)
        or (each.feed and each.feed not in feeds)
    ]
