"""What pages and news add to the city hall's feature."""

from city.errors import N_
from city.features import MenuEntry, NewsSource, SearchSource, StaffEntry
from khokimiyat.pages import (  # four of them add to the desk's blueprint
    demo,
    edit_views,
    file_views,
    picture_views,
    publish_views,
    sharing,
    views,
)
from khokimiyat.pages.desk_views import bp as desk

BLUEPRINTS = (views.bp, desk)
PAGES_OF_DESK = (edit_views, file_views, picture_views, publish_views)
MENU = (
    MenuEntry(
        label=N_("City hall"),
        endpoint="khokimiyat.home",
        colour="khokimiyat",
        summary=N_("Pages and news of the city hall, in several languages"),
    ),
)
SEARCHES = (SearchSource(sharing.KIND, N_("Page or news"), sharing.list_entries),)
NEWS = (NewsSource(sharing.list_news, "khokimiyat.news", "khokimiyat.rss"),)
PERMISSIONS = {
    "khokimiyat.pages": ("editor", "publisher", "administrator"),
    "khokimiyat.edit": ("editor", "publisher"),
    "khokimiyat.publish": ("publisher",),
}
STAFF_MENU = (
    StaffEntry(
        label=N_("Pages and news"),
        endpoint="khokimiyat_pages.list_pages",
        permission="khokimiyat.pages",
        summary=N_("Writing and publishing for the city hall"),
        colour="khokimiyat",
    ),
)
ACTIONS = {
    "khokimiyat.page_add": N_("wrote a new page"),
    "khokimiyat.page_save": N_("saved a version of a page"),
    "khokimiyat.page_restore": N_("restored a version of a page"),
    "khokimiyat.page_asked": N_("asked for a page to be published"),
    "khokimiyat.page_published": N_("published a page"),
    "khokimiyat.page_returned": N_("sent a page back"),
    "khokimiyat.page_withdrawn": N_("withdrew a page"),
    "khokimiyat.picture_add": N_("added a picture"),
    "khokimiyat.file_add": N_("added a file"),
}
list_pages = sharing.list_pages
load_demo = demo.load_demo
