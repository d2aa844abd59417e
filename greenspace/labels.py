"""Short texts on a green area in the reader's language, alike on pages and in JSON."""

from flask_babel import gettext as _

from city.formats import hectares
from greenspace.kinds import KINDS, STATUSES


def kind(space):
    return _(KINDS[space.kind])


def status(space):
    return _(STATUSES[space.status])


def area(space):
    """The area with its unit, and whether it is only planned; empty where it is not known."""
    if space.area_ha is None:
        return ""
    size = hectares(space.area_ha)
    return _("%(area)s by the plan", area=size) if space.is_area_planned else size


def summary(space):
    """Kind, area, and status where it is not open, in one line."""
    state = "" if space.status == "open" else status(space)
    return " · ".join(part for part in (kind(space), area(space), state) if part)


def caution(space):
    """A word on how sure the place is; empty for a sure one."""
    if space.place_certainty == "none":
        return _("place not known")
    return _("approximate place") if space.is_approximate else ""
