"""The words of the datasets of public transport: titles, columns, and what to beware of."""

from city.dataset_parts import NAMES
from city.datasets import Column
from city.errors import N_

SOURCE = N_("Stations: © OpenStreetMap contributors. Timetable: made by this project from distances and usual intervals.")
ILLUSTRATIVE = N_(
    "The timetable of the metro is illustrative, not the operator’s own. Timetables of others are left out, since nobody has said"
    " that they may be passed on."
)
TIMETABLE = Column("timetable", "text", N_("Timetable"))
GTFS_ID = Column("gtfs_id", "text", N_("Identifier in the GTFS feed"))
DIRECTION = Column("direction", "integer", N_("Direction: 0 or 1"))
HEADSIGNS = (
    Column("headsign_uz", "text", N_("Headsign in Uzbek, Latin script")),
    Column("headsign_uz_cyrl", "text", N_("Headsign in Uzbek, Cyrillic script")),
    Column("headsign_ru", "text", N_("Headsign in Russian")),
    Column("headsign_en", "text", N_("Headsign in English")),
)
ID = Column("id", "text", N_("Identifier"))

STOPS = {
    "key": "stops",
    "title": N_("Stations and stops"),
    "summary": N_("Stations and stops of public transport with their names in four languages and their place."),
    "keywords": ("public transport", "metro", "stations", "stops"),
    "frequency": "IRREG",
    "how": N_("Places were not surveyed by us; one that lies between its neighbours by reckoning is marked as approximate."),
    "columns": (
        ID,
        GTFS_ID,
        TIMETABLE,
        *NAMES,
        Column("is_station", "boolean", N_("Whether it is a station with platforms below it")),
        Column("station", "text", N_("Station of a platform")),
        Column("approximate", "boolean", N_("Whether the place is approximate")),
        Column("district_computed", "text", N_("District in which the point lies, computed")),
    ),
}
LINES = {
    "key": "lines",
    "title": N_("Lines of public transport"),
    "summary": N_("Lines in both directions, with names, colours and their way on the map."),
    "keywords": ("public transport", "metro", "lines", "routes"),
    "frequency": "IRREG",
    "how": N_("Lines of the metro are drawn straight from station to station; the track is longer. Colours are not official."),
    "columns": (
        ID,
        GTFS_ID,
        TIMETABLE,
        Column("short_name", "text", N_("Badge of the line")),
        *NAMES,
        Column("route_type", "integer", N_("Kind of vehicle by GTFS (route_type)")),
        Column("colour", "text", N_("Colour")),
        DIRECTION,
        *HEADSIGNS,
    ),
}
GTFS = {
    "key": "gtfs",
    "title": N_("Timetables as GTFS"),
    "summary": N_("The timetables that are in use here, each as a GTFS file for journey planners."),
    "keywords": ("GTFS", "timetable", "public transport", "metro"),
    "frequency": "IRREG",
    "how": ILLUSTRATIVE,
    "columns": (
        ID,
        *NAMES,
        Column("publisher", "text", N_("Publisher")),
        Column("version", "text", N_("Version")),
        Column("timezone", "text", N_("Time zone")),
        Column("first_day", "date", N_("First day")),
        Column("last_day", "date", N_("Last day")),
        Column("illustrative_times", "boolean", N_("Whether the times are illustrative")),
        Column("imported_at", "moment", N_("When it was read in")),
    ),
}
DEPARTURES = {
    "key": "departures",
    "title": N_("Departures of today"),
    "summary": N_("Every departure from every stop on today’s service day, with line, direction and headsign."),
    "keywords": ("departures", "timetable", "public transport", "metro"),
    "frequency": "DAILY",
    "how": N_(
        "The service day has the date of today in Tashkent; trains that run past midnight belong to it, and their moment is then"
        " of tomorrow. Last stops, where nobody gets on, are left out. The timetable of the metro is illustrative, not the"
        " operator’s own."
    ),
    "columns": (
        Column("stop", "text", N_("Stop")),
        Column("stop_name_uz", "text", N_("Stop in Uzbek, Latin script")),
        Column("stop_name_uz_cyrl", "text", N_("Stop in Uzbek, Cyrillic script")),
        Column("stop_name_ru", "text", N_("Stop in Russian")),
        Column("stop_name_en", "text", N_("Stop in English")),
        Column("line", "text", N_("Line")),
        DIRECTION,
        *HEADSIGNS,
        Column("departs_at", "moment", N_("When it departs, in UTC")),
        Column("service_day", "date", N_("Service day")),
        Column("trip", "text", N_("Trip in the GTFS feed")),
    ),
}
