"""The figures as open data: service by line, by hour, who lives near a stop, and where nobody does."""

from sqlalchemy import select

from city.database import db
from city.dataset_parts import newest, texts_of
from city.datasets import Dataset
from transit.analysis import dataset_texts as texts
from transit.analysis import figures
from transit.analysis.models import Analysis
from transit.models import Feed

LICENCE = "ODbL-1.0"  # stations and outlines are OpenStreetMap's


def list_lines():
    for served in figures.list_served(None):
        each = served.service
        yield {
            **_name_line(served),
            **_texts(served.headsign, "headsign"),
            **{name: getattr(each, name) for name in ("trips", "first_s", "last_s", "stop")},
            **{name: _round(getattr(each, name)) for name in ("headway_min", "shortest_min", "longest_min", "wait_min")},
            **_way(each),
        }


def list_hours():
    hours = figures.list_hours()
    for served in figures.list_served(None):
        line = _name_line(served)
        for each in hours[served.line.key, served.service.direction, served.service.weekdays]:
            yield {
                **line,
                "hour": each.hour,
                "departures": each.departures,
                "headway_min": _round(each.headway_min),
                **_way(each),
            }


def list_access():
    for district, kinds in figures.list_access():
        for kind, each in kinds.items():
            known = {"district": district.key, **texts_of(district), "kind": kind, "share": round(each.share, 4)}
            yield known | {name: getattr(each, name) for name in ("people", "people_reached", "people_beyond")}


def list_gaps():
    for district, each in figures.list_gaps():
        people = {"people": each.people, "people_beyond": each.people_beyond}
        yield {"district": district.key, **texts_of(district), **people, "geometry": each.gap}


def _name_line(served):
    return {
        "line": served.line.key,
        "short_name": served.line.badge or None,
        **_texts(served.line.words, "name"),
        "direction": served.service.direction,
        "weekdays": number_weekdays(served.service.weekdays),
    }


def number_weekdays(weekdays):
    """Weekdays as ISO 8601 numbers them, from 1."""
    return "".join(str(int(digit) + 1) for digit in weekdays)


def _texts(words, stem):
    return {f"{stem}_{language}": text or None for language, text in vars(words).items()}


def _way(each):
    return {"distance_km": _round(each.distance_m / 1000), "speed_kmh": _round(each.speed_kmh)}


def _round(value):
    return None if value is None else round(value, 2)


def is_illustrative():
    return bool(db.session.scalar(select(Feed.id).where(Feed.illustrative).limit(1)))


MADE = newest(Analysis.made_at)
LINES = Dataset(
    rows=list_lines, updated_at=MADE, licence=LICENCE, illustrative=is_illustrative,
    api="transit_analysis_api.lines", **texts.PER_LINE,
)  # fmt: skip
HOURS = Dataset(rows=list_hours, updated_at=MADE, licence=LICENCE, illustrative=is_illustrative, **texts.PER_HOUR)
ACCESS = Dataset(rows=list_access, updated_at=MADE, licence=LICENCE, api="transit_analysis_api.access", **texts.ACCESS)
GAPS = Dataset(rows=list_gaps, updated_at=MADE, licence=LICENCE, geometry="areas", api="transit_analysis_api.gaps", **texts.GAPS)
DATASETS = (LINES, HOURS, ACCESS, GAPS)
