"""What versions of timetables add to public transport."""

from city.errors import N_
from city.features import StaffEntry
from transit.versions import desk, staff_views, views
from transit.versions.jobs import PUT_IN_PLACE
from transit.versions.staff_views import DECIDE, READ

BLUEPRINTS = (staff_views.bp, views.bp)
JOBS = (PUT_IN_PLACE,)
PERMISSIONS = {READ: ("administrator", "editor", "publisher"), DECIDE: ("administrator", "publisher")}
PERMISSION_LABELS = {DECIDE: N_("Put a timetable in place all the same, go back to an earlier one, drop one")}
STAFF_MENU = (
    StaffEntry(
        label=N_("Timetables"),
        endpoint="transit_feeds.list_feeds",
        permission=READ,
        summary=N_("Which version is in place, what came, and what was found in it"),
        late=desk.count_candidates,
    ),
)
ACTIONS = {
    "transit.feed_upload": N_("sent a timetable"),
    "transit.feed_import": N_("put a timetable in place"),
    "transit.feed_override": N_("put a timetable in place although it would mislead"),
    "transit.feed_back": N_("went back to an earlier timetable"),
    "transit.feed_discard": N_("dropped a version of a timetable"),
}
