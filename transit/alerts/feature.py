"""What alerts add to the feature of public transport."""

from city.clock import now
from city.errors import N_
from city.features import SearchSource, StaffEntry
from transit.alerts import (  # the first three add to the pages, the interface for programs, and the desk
    api,
    demo,
    edit_views,
    sharing,
    views,
)
from transit.alerts.desk_views import PERMISSION
from transit.alerts.desk_views import bp as desk
from transit.alerts.jobs import TIDY_ALERTS

BLUEPRINTS = (desk,)
ADDED = (api, edit_views, views)
JOBS = (TIDY_ALERTS,)
SEARCHES = (SearchSource(sharing.KIND, N_("Change in service"), lambda: sharing.make_entries(now())),)
PERMISSIONS = {PERMISSION: ("clerk", "administrator")}
STAFF_MENU = (
    StaffEntry(
        label=N_("Service alerts"),
        endpoint="transit_alerts_desk.desk",
        permission=PERMISSION,
        summary=N_("Tell passengers what changes, on pages, by RSS and to other programs"),
        colour="transit",
    ),
)
ACTIONS = {
    "transit.alert_add": N_("wrote a service alert"),
    "transit.alert_save": N_("changed a service alert"),
    "transit.alert_publish": N_("published a service alert"),
    "transit.alert_withdraw": N_("withdrew a service alert"),
    "transit.alert_end": N_("ended a service alert"),
}
load_demo = demo.load_demo
