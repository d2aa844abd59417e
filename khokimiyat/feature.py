"""What the city hall plugs into the city: its pages and its LOSI results, each with its staff's desk."""

from city.features import Feature
from khokimiyat.losi import feature as losi


def load_demo(now):
    losi.load_demo(now)


feature = Feature(
    name="khokimiyat",
    blueprints=(*losi.BLUEPRINTS,),
    menu=(*losi.MENU,),
    commands=(*losi.COMMANDS,),
    permissions={**losi.PERMISSIONS},
    staff_menu=(*losi.STAFF_MENU,),
    actions={**losi.ACTIONS},
    load_demo=load_demo,
)
