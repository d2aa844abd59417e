"""What the 112 centre plugs into the city: for now its public page."""

from city.errors import N_
from city.features import Feature, MenuEntry
from emergency112 import views

feature = Feature(
    name="emergency112",
    blueprints=(views.bp,),
    menu=(
        MenuEntry(
            label=N_("112: emergency help"),
            endpoint="emergency112.guide",
            colour="emergency",
            summary=N_("When to call, what to say, what to do if you cannot speak"),
        ),
    ),
)
