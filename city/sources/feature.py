"""What sources add to the city: a page for staff."""

from city.errors import N_
from city.features import Feature, StaffEntry
from city.sources import views

feature = Feature(
    name="sources",
    blueprints=(views.bp,),
    permissions={"sources.read": ("administrator", "editor")},
    staff_menu=(
        StaffEntry(
            label=N_("Sources"),
            endpoint="sources.list_sources",
            permission="sources.read",
            summary=N_("Where data come from, how old they are, and what failed"),
        ),
    ),
)
