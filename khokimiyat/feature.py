"""What the city hall plugs into the city: its pages and its LOSI results, each with its staff's desk."""

from pathlib import Path

from city.errors import N_
from city.features import Feature, Guide
from khokimiyat.losi import feature as losi
from khokimiyat.pages import feature as pages
from khokimiyat.pages.labels import DEMO

GUIDES = Path(__file__).parent / "guides"


def load_demo(now):
    pages.load_demo(now)
    losi.load_demo(now)


feature = Feature(
    name="khokimiyat",
    blueprints=(*pages.BLUEPRINTS, *losi.BLUEPRINTS),
    menu=(*pages.MENU, *losi.MENU),
    searches=(*pages.SEARCHES, *losi.SEARCHES),
    commands=losi.COMMANDS,
    datasets=losi.DATASETS,
    pages=pages.list_pages,
    news=pages.NEWS,
    permissions={**pages.PERMISSIONS, **losi.PERMISSIONS},
    staff_menu=(*pages.STAFF_MENU, *losi.STAFF_MENU),
    permission_labels={
        "khokimiyat.edit": N_("Write drafts of pages and news"),
        "khokimiyat.publish": N_("Publish pages and news"),
        "khokimiyat.losi_answer": N_("Answer criteria, and open assessments"),
    },
    actions={**pages.ACTIONS, **losi.ACTIONS},
    guides=(Guide("khokimiyat", N_("City hall"), GUIDES),),
    privacy=GUIDES,
    load_demo=load_demo,
    shows_demo=DEMO,
)
