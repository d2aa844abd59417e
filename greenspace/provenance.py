"""Where a fact comes from, made readable: links named after their host, known remarks ready to translate."""

import re
from collections import Counter
from dataclasses import dataclass

from city.errors import N_

WEB = re.compile(r"https?://(?:www\.)?([\w.-]+)(?=[/?#:]|$)\S*$")
OSM = re.compile(r"OpenStreetMap, (?:middle of )?(node|way|relation)s? (\d+)")

# Remarks of the project's own data; others are shown as the file has them.
REMARKS = {
    "fact only": N_("Facts only"),
    "fact only; licence of the point not known": N_("Facts only; the licence of the point is not known"),
    "ODbL 1.0, © OpenStreetMap contributors": N_("© OpenStreetMap contributors, ODbL 1.0"),
    "ODbL 1.0, © OpenStreetMap contributors (place); fact only (the rest)": N_(
        "Place: © OpenStreetMap contributors, ODbL 1.0; the rest: facts only"
    ),
    "CC BY-SA (Wikipedia)": N_("Wikipedia, CC BY-SA"),
    "gov.uz list of free Wi-Fi points": N_("List of free Wi-Fi points on gov.uz"),
    "city air-quality posts (station list)": N_("List of the city’s air quality posts"),
    "city air-quality post in the park": N_("The city’s air quality post in the park"),
    "place list of a taxi application, not checked": N_("List of places of a taxi application, not checked"),
    "place list of an events application, not checked": N_("List of places of an events application, not checked"),
    "president.uz (plan of 2020)": N_("president.uz, plan of 2020"),
    "kun.uz (project of 2017)": N_("kun.uz, project of 2017"),
}


@dataclass(frozen=True)
class Source:
    """A source as shown; `address` is None for one that is not on the web. `text` may be a msgid."""

    text: str
    address: str | None = None


def read_sources(text):
    """The `|`-separated sources of a cell; further ones of the same host are numbered."""
    met = Counter()
    found = [read_source(part.strip()) for part in text.split("|") if part.strip()]
    for position, source in enumerate(found):
        met[source.text] += 1
        if source.address and met[source.text] > 1:
            found[position] = Source(f"{source.text} ({met[source.text]})", source.address)
    return found


def read_source(text):
    """One source: a link named after its host for a web address, to its page for an OpenStreetMap object."""
    if web := WEB.match(text):
        return Source(web[1], text)
    if osm := OSM.match(text):
        return Source(f"OpenStreetMap, {osm[2]}", f"https://www.openstreetmap.org/{osm[1]}/{osm[2]}")
    return Source(REMARKS.get(text, text))
