"""The words of the datasets of the analysis."""

from city.dataset_parts import NAMES
from city.datasets import Column
from city.errors import N_
from transit.dataset_texts import DIRECTION, HEADSIGNS

SOURCE = N_("Worked out by this project from the timetables in use here. Stations of the metro: © OpenStreetMap contributors.")
ACCESS_SOURCE = N_(
    "Worked out by this project from stops (stations of the metro: © OpenStreetMap contributors), outlines of districts"
    " (© OpenStreetMap contributors) and the population of 1 January 2023 as the city’s press service gave it."
)
HOW = N_(
    "Trips of a kind of day: weekdays on which mostly the same services run in the coming four weeks. Intervals are between"
    " departures from the stop where most trips call, from 07:00 to 19:00. Speeds are planned ones, stops and all, along the"
    " line’s shape. Where the timetable is illustrative, so are the figures."
)
ACCESS_HOW = N_(
    "After indicator 11.2.1 of the Sustainable Development Goals: 500 m to a stop of bus or tram, 1,000 m to a station of metro"
    " or railway. Measured as the crow flies, not along streets, and with people taken to live evenly spread over each district,"
    " so it is an estimate and rather too high. Only stops of the timetables in use here count."
)
LINE_KEY = (
    Column("line", "text", N_("Line")),
    Column("short_name", "text", N_("Badge of the line")),
    *NAMES,
    DIRECTION,
    Column("weekdays", "text", N_("Weekdays, 1 is Monday: 12345")),
)
WAY = (
    Column("distance_km", "number", N_("Kilometres that its trips ride")),
    Column("speed_kmh", "number", N_("Planned mean speed, in km/h")),
)
PER_LINE = {
    "key": "line-service",
    "title": N_("Service of lines: intervals, span, speed"),
    "summary": N_("How often, how long and how fast each line runs, by direction and kind of day."),
    "theme": "TRAN",
    "keywords": ("public transport", "headway", "speed", "service span"),
    "frequency": "WEEKLY",
    "source": SOURCE,
    "how": HOW,
    "columns": (
        *LINE_KEY,
        *HEADSIGNS,
        Column("trips", "integer", N_("Trips of the day")),
        Column("first_s", "integer", N_("First trip begins, in seconds of the service day")),
        Column("last_s", "integer", N_("Last trip begins, in seconds of the service day")),
        Column("stop", "text", N_("Stop where intervals are measured")),
        Column("headway_min", "number", N_("Mean interval from 07:00 to 19:00, in minutes")),
        Column("shortest_min", "number", N_("Shortest interval, in minutes")),
        Column("longest_min", "number", N_("Longest interval, in minutes")),
        Column("wait_min", "number", N_("Mean wait of somebody who comes at any moment, in minutes")),
        *WAY,
    ),
}
PER_HOUR = {
    "key": "line-hours",
    "title": N_("Service of lines by hour"),
    "summary": N_("Departures, intervals and speeds of each line in each hour, by direction and kind of day."),
    "theme": "TRAN",
    "keywords": ("public transport", "headway", "departures", "frequency"),
    "frequency": "WEEKLY",
    "source": SOURCE,
    "how": HOW,
    "columns": (
        *LINE_KEY,
        Column("hour", "integer", N_("Hour of the service day; 24 is the hour after midnight")),
        Column("departures", "integer", N_("Departures from the stop where most trips call")),
        Column("headway_min", "number", N_("Mean of the intervals that end in the hour, in minutes")),
        *WAY,
    ),
}
PEOPLE = (
    Column("district", "text", N_("Key of the district")),
    *NAMES,
    Column("people", "integer", N_("People on 1 January 2023")),
)
ACCESS = {
    "key": "transit-access",
    "title": N_("People near public transport (SDG 11.2.1)"),
    "summary": N_("Share of each district within 500 m of a bus stop or 1,000 m of a metro station, and the people that makes."),
    "theme": "TRAN",
    "keywords": ("SDG 11.2.1", "accessibility", "public transport", "population"),
    "frequency": "WEEKLY",
    "source": ACCESS_SOURCE,
    "how": ACCESS_HOW,
    "columns": (
        *PEOPLE,
        Column("kind", "text", N_("Near what: bus, rail, or any of both")),
        Column("share", "number", N_("Share of the district, from 0 to 1")),
        Column("people_reached", "integer", N_("People within reach, estimated")),
        Column("people_beyond", "integer", N_("People beyond reach, estimated")),
    ),
}
GAPS = {
    "key": "transit-gaps",
    "title": N_("Beyond the reach of public transport"),
    "summary": N_("Parts of districts farther than 500 m from any bus stop and 1,000 m from any metro station."),
    "theme": "TRAN",
    "keywords": ("SDG 11.2.1", "accessibility", "public transport", "gaps"),
    "frequency": "WEEKLY",
    "source": ACCESS_SOURCE,
    "how": ACCESS_HOW,
    "columns": (*PEOPLE, Column("people_beyond", "integer", N_("People beyond reach, estimated"))),
}
