"""What the green areas plug into the city."""

from pathlib import Path

from flask_babel import ngettext

from city.errors import N_
from city.features import Feature, Guide, MapLayer, MenuEntry, PlaceSource, SearchSource
from greenspace import api, importing, sharing, spaces, views
from greenspace.air import api as air_api
from greenspace.air import posts
from greenspace.air import views as air_views
from greenspace.air.datasets import AIR_POSTS
from greenspace.commands import greenspace
from greenspace.datasets import PARKS

GUIDES = Path(__file__).parent / "guides"
PAGES_OF_AIR = (air_views,)  # it has added its page to views.bp when it was imported


def list_counts():
    """How much there is, for the front page."""
    count = spaces.count(spaces.Wanted(status="open"))
    return [ngettext("%(num)d open green area", "%(num)d open green areas", count)]


def load_demo(now):
    importing.load_demo(now)
    posts.load_posts()


feature = Feature(
    name="greenspace",
    blueprints=(views.bp, api.bp, air_api.bp),
    menu=(
        MenuEntry(
            label=N_("Parks and green areas"),
            endpoint="greenspace.spaces",
            colour="green",
            summary=N_("Parks, gardens, squares and promenades: what is known of each, and how sure"),
            counts=list_counts,
        ),
    ),
    layers=(MapLayer("spaces", N_("Parks and green areas"), "greenspace_api.spaces", "points", "green"),),
    commands=(greenspace,),
    searches=(
        SearchSource("park", N_("Park or green area"), sharing.list_entries),
        SearchSource("air", N_("Air post"), posts.list_entries),
    ),
    datasets=(PARKS, AIR_POSTS),
    places=(PlaceSource("park", N_("Parks and green areas"), sharing.list_places_in_district, sharing.list_places_near),),
    guides=(Guide("green", N_("Parks and green areas"), GUIDES),),
    load_demo=load_demo,
    shows_demo=N_("Collected from public pages in November 2026; not an official register of the city’s parks."),
)
