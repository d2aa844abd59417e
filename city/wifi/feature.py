"""What the free Wi-Fi points plug into the city."""

from city.errors import N_
from city.features import Feature, FooterLink, PlaceSource, SearchSource
from city.wifi import api, points, views
from city.wifi.datasets import WIFI

LABEL = N_("Free Wi-Fi")

feature = Feature(
    name="wifi",
    blueprints=(views.bp, api.bp),
    searches=(SearchSource("wifi", N_("Free Wi-Fi point"), points.list_entries),),
    datasets=(WIFI,),
    places=(PlaceSource("wifi", LABEL, points.list_places_in_district, points.list_places_near),),
    footer=(FooterLink(LABEL, "wifi.points"),),
    load_demo=points.load_points,
)
