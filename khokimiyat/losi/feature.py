"""What LOSI adds to the city hall's feature."""

from flask_babel import ngettext

from city.clock import now
from city.errors import N_
from city.features import MenuEntry, SearchSource, StaffEntry
from khokimiyat.losi import api, datasets, demo, sharing, staff_views, views
from khokimiyat.losi.assessments import list_published
from khokimiyat.losi.commands import losi


def list_counts():
    """How much there is, for the front page."""
    return [ngettext("%(num)d published assessment", "%(num)d published assessments", len(list_published()))]


BLUEPRINTS = (views.bp, staff_views.bp, api.bp)
MENU = (
    MenuEntry(
        label=N_("LOSI results"),
        endpoint="losi.results",
        colour="khokimiyat",
        summary=N_("What the city offers online, indicator by indicator, and the road map of the decree"),
        counts=list_counts,
    ),
)
SEARCHES = (SearchSource(sharing.KIND, N_("LOSI indicator, measure or result"), sharing.list_entries),)
COMMANDS = (losi,)
DATASETS = datasets.describe(now)
PERMISSIONS = {
    "khokimiyat.losi_desk": ("assessor", "reviewer", "administrator"),
    "khokimiyat.losi_answer": ("assessor", "administrator"),
}
STAFF_MENU = (
    StaffEntry(
        label=N_("LOSI assessments"),
        endpoint="losi_desk.desk",
        permission="khokimiyat.losi_desk",
        summary=N_("Open an assessment of a portal, answer by keyboard, publish"),
        colour="khokimiyat",
    ),
    StaffEntry(
        label=N_("LOSI road map"),
        endpoint="losi_desk.road_map",
        permission="khokimiyat.losi_desk",
        summary=N_("Report how the measures of the decree stand"),
        colour="khokimiyat",
    ),
)
ACTIONS = {
    "khokimiyat.losi_open": N_("opened a LOSI assessment"),
    "khokimiyat.losi_answer": N_("answered LOSI indicators"),
    "khokimiyat.losi_publish": N_("published a LOSI assessment"),
    "khokimiyat.losi_correct": N_("opened a correction of a LOSI assessment"),
    "khokimiyat.losi_report": N_("reported on the road map"),
}
load_demo = demo.load_demo
