"""What statistics put at the foot of every page."""

from city.errors import N_
from city.features import Feature, FooterLink
from city.statistics import views

feature = Feature(
    name="statistics",
    blueprints=(views.bp,),
    footer=(FooterLink(N_("Statistics"), "statistics.statistics"),),
)
