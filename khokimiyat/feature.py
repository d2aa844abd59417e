"""What the city hall plugs into the city: its pages and its LOSI results, each with its staff's desk."""

from city.errors import N_
from city.features import Feature
from khokimiyat.pages import feature as pages


def load_demo(now):
    pages.load_demo(now)


feature = Feature(
    name="khokimiyat",
    blueprints=(*pages.BLUEPRINTS,),
    menu=(*pages.MENU,),
    searches=(*pages.SEARCHES,),
    pages=pages.list_pages,
    news=pages.NEWS,
    permissions={**pages.PERMISSIONS},
    staff_menu=(*pages.STAFF_MENU,),
    actions={**pages.ACTIONS},
    load_demo=load_demo,
    shows_demo=N_("The texts of these pages are written for demonstration; they are not statements of the city hall."),
)
