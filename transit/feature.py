"""What public transport plugs into the city."""

from pathlib import Path

from flask_babel import ngettext

from city.clock import now
from city.errors import N_
from city.features import Feature, Guide, MapLayer, MenuEntry, PlaceSource, SearchSource
from transit import api, datasets, demo, file_views, sharing, views
from transit.commands import transit
from transit.jobs import FEED_SOURCE, REFRESH_FEEDS
from transit.realtime import feature as realtime

GUIDES = Path(__file__).parent / "guides"


def list_counts():
    """How much there is, for the front page."""
    lines, stations = sharing.count_lines(), sharing.count_stations()
    return [
        ngettext("%(num)d line", "%(num)d lines", lines),
        ngettext("%(num)d station", "%(num)d stations", stations),
    ]


feature = Feature(
    name="transit",
    blueprints=(views.bp, api.bp, file_views.bp, *realtime.blueprints),
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
        MapLayer("stations", N_("Stations"), "transit_api.stops", "points", "transit"),
    ),
    commands=(transit,),
    jobs=(REFRESH_FEEDS, *realtime.jobs),
    sources=(FEED_SOURCE, *realtime.sources),
    searches=(
        SearchSource(sharing.STATION, N_("Station"), sharing.list_station_entries),
        SearchSource(sharing.LINE_KIND, N_("Line"), sharing.list_line_entries),
    ),
    datasets=(*datasets.describe(now), *realtime.datasets),
    places=(PlaceSource(sharing.STATION, N_("Stations"), sharing.list_in_district, sharing.list_near),),
    guides=(Guide("transit", N_("Public transport"), GUIDES),),
    load_demo=demo.load_demo,
)
