"""RSS 2.0 of what the city and its services publish."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

ATOM, DC = "http://www.w3.org/2005/Atom", "http://purl.org/dc/elements/1.1/"
ET.register_namespace("atom", ATOM)
ET.register_namespace("dc", DC)


@dataclass(frozen=True)
class Item:
    """One thing that is told; `address` is whole, and stays the same for ever."""

    title: str
    summary: str
    address: str
    lang: str
    at: datetime


def write_rss(title, description, lang, home, address, items):
    """The feed at `address`, of the page `home`, as bytes."""
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    for name, value in (("title", title), ("link", home), ("description", description), ("language", lang)):
        ET.SubElement(channel, name).text = value
    if items:
        ET.SubElement(channel, "lastBuildDate").text = format_datetime(max(item.at for item in items))
    ET.SubElement(channel, f"{{{ATOM}}}link", href=address, rel="self", type="application/rss+xml")
    for item in items:
        _add(channel, item)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def _add(channel, item):
    element = ET.SubElement(channel, "item")
    fields = {"title": item.title, "link": item.address, "description": item.summary, "pubDate": format_datetime(item.at)}
    for name, value in fields.items():
        ET.SubElement(element, name).text = value
    ET.SubElement(element, "guid", isPermaLink="true").text = item.address
    ET.SubElement(element, f"{{{DC}}}language").text = item.lang
