"""What pages of text plug into the city: links below every page, guides, entries of the search, and their desk."""

from pathlib import Path

from city.errors import N_
from city.features import Feature, FooterLink, Guide, SearchSource, StaffEntry
from city.texts import contact_views, sharing, staff_views, views

PAGES = (contact_views,)  # it has added its pages to staff_views.bp when it was imported
GUIDES = Path(__file__).parent / "guides"

feature = Feature(
    name="texts",
    blueprints=(views.bp, staff_views.bp),
    searches=(SearchSource(sharing.KIND, N_("Page about this site"), sharing.list_entries),),
    footer=(
        FooterLink(N_("About this site"), "texts.about"),
        FooterLink(N_("Help"), "texts.help"),
        FooterLink(N_("Contact"), "texts.contact"),
        FooterLink(N_("Accessibility"), "texts.accessibility"),
        FooterLink(N_("Privacy policy"), "texts.privacy"),
        FooterLink(N_("Cookies"), "texts.cookies"),
        FooterLink(N_("Terms of use"), "texts.terms"),
    ),
    guides=(
        Guide("languages", N_("Languages and scripts"), GUIDES),
        Guide("search", N_("Search"), GUIDES),
        Guide("staff", N_("Signing in for staff"), GUIDES),
    ),
    permissions={"texts.edit": ("publisher", "administrator")},
    staff_menu=(
        StaffEntry(
            label=N_("Texts and contact"),
            endpoint="texts_staff.list_texts",
            permission="texts.edit",
            summary=N_("Help, the page about this site, telephones and hours"),
        ),
    ),
    actions={
        "texts.save": N_("changed a text of the site"),
        "texts.go_back": N_("went back to a built-in text"),
        "texts.contact": N_("changed the contact details"),
    },
)
