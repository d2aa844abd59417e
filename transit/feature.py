"""What public transport plugs into the city."""

from pathlib import Path

from flask_babel import ngettext

from city.clock import now
from city.errors import N_
from city.features import Feature, Guide, MapLayer, MenuEntry, PlaceSource, SearchSource
from transit import api, datasets, demo, file_views, sharing, views
from transit.alerts import feature as alerts
from transit.analysis import feature as analysis
from transit.citymap import api as map_api
from transit.commands import transit
from transit.jobs import FEED_SOURCE, REFRESH_FEEDS
from transit.nearby import api as nearby_api
from transit.nearby import views as nearby_views
from transit.planner import api as planner_api
from transit.planner import feature as planner
from transit.planner import reach_views
from transit.planner import views as planner_views
from transit.realtime import feature as realtime
from transit.timetables import api as timetable_api
from transit.timetables import views as timetable_views
from transit.versions import feature as versions

# They have added their pages to views.bp and api.bp when they were imported.
PAGES = (map_api, nearby_views, nearby_api, planner_api, planner_views, reach_views, timetable_views, timetable_api)
PARTS = (alerts, analysis, planner, realtime, versions)
GUIDES = Path(__file__).parent / "guides"


def list_counts():
    """How much there is, for the front page."""
    lines, stations = sharing.count_lines(), sharing.count_stations()
    return [
        ngettext("%(num)d line", "%(num)d lines", lines),
        ngettext("%(num)d station", "%(num)d stations", stations),
    ]


def gather(name):
    """What the parts of this service have under a name, one after the other."""
    return tuple(each for part in PARTS for each in getattr(part, name, ()))


def gather_all(name):
    """The same of what they have as {key: value}."""
    return {key: value for part in PARTS for key, value in getattr(part, name, {}).items()}


def load_demo(now):
    demo.load_demo(now)
    for part in PARTS:
        if hasattr(part, "load_demo"):
            part.load_demo(now)


feature = Feature(
    name="transit",
    blueprints=(views.bp, api.bp, file_views.bp, *gather("BLUEPRINTS")),
    menu=(
        MenuEntry(
            label=N_("Public transport"),
            endpoint="transit.lines",
            colour="transit",
            summary=N_("Lines, stations and the next trains"),
            counts=list_counts,
        ),
    ),
    layers=(
        MapLayer("lines", N_("Lines"), "transit_api.rails", "lines", "transit", ground=True),
        MapLayer("stations", N_("Stations"), "transit_api.map_stops", "cells", "transit"),
    ),
    commands=(transit,),
    jobs=(REFRESH_FEEDS, *gather("JOBS")),
    sources=(FEED_SOURCE, *gather("SOURCES")),
    searches=(
        SearchSource(sharing.STATION, N_("Station"), sharing.list_station_entries),
        SearchSource(sharing.LINE_KIND, N_("Line"), sharing.list_line_entries),
        *gather("SEARCHES"),
    ),
    datasets=(*datasets.describe(now), *gather("DATASETS")),
    places=(PlaceSource(sharing.STATION, N_("Stations"), sharing.list_in_district, sharing.list_near),),
    guides=(Guide("transit", N_("Public transport"), GUIDES),),
    permissions=gather_all("PERMISSIONS"),
    permission_labels=gather_all("PERMISSION_LABELS"),
    staff_menu=gather("STAFF_MENU"),
    actions=gather_all("ACTIONS"),
    ways_to="transit.plan",
    preload=planner.preload,
    load_demo=load_demo,
)
