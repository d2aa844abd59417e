"""A journey as a calendar file (RFC 5545), which telephones and office programs take in."""

from dataclasses import dataclass

from icalendar import Calendar, Event

PRODUCT = "-//Tashkent City Services//journeys//"


@dataclass(frozen=True)
class Words:
    """What an event is called, what it says, and the address of its page."""

    title: str
    text: str
    address: str


def write(journeys, words, now, host):
    """The bytes of a calendar with one event for each Journey; times are UTC, which every program understands."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    for journey, said in zip(journeys, words, strict=True):
        calendar.add_component(make_event(journey, said, now, host))
    return calendar.to_ical()


def make_event(journey, said, now, host):
    event = Event()
    event.add("uid", f"{journey.key}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", journey.departs.astimezone(now.tzinfo))
    event.add("dtend", journey.arrives.astimezone(now.tzinfo))
    event.add("summary", said.title)
    event.add("description", said.text)
    event.add("url", said.address)
    return event
