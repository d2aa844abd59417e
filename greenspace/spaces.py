"""Green areas: listing, filtering, counting, and finding what is near."""

from dataclasses import dataclass, replace

from sqlalchemy import Float, Integer, String, case, func, literal, select, tuple_

from city import geo, search
from city.database import db
from city.districts import list_districts
from city.errors import NotFound, WrongValue
from greenspace.kinds import STATUSES
from greenspace.models import Space

PAGE = 100
ANYWHERE_M = 100_000  # from any point of the city to any other
NO_DISTRICT = "unknown"  # asks for those whose district no source names
MOST_FOUND = 300


@dataclass(frozen=True)
class Wanted:
    """Which green areas a reader asks for; None stands for any."""

    kind: str | None = None
    district: str | None = None
    status: str | None = None

    def clauses(self):
        """The filters as conditions on Space."""
        clauses = [getattr(Space, name) == value for name in ("kind", "status") if (value := getattr(self, name))]
        if self.district:
            clauses.append(Space.district == (None if self.district == NO_DISTRICT else self.district))
        return clauses


ANY = Wanted()


def get_space(key):
    """The green area called `key`. Raises NotFound."""
    found = db.session.scalar(select(Space).where(Space.key == key))
    if not found:
        raise NotFound()
    return found


def check_district(key):
    """The key of a district, or NO_DISTRICT, or None, as given. Raises WrongValue for any other."""
    if key and key != NO_DISTRICT and key not in {district.key for district in list_districts()}:
        raise WrongValue(name="district")
    return key


def list_spaces(wanted=ANY, page=1):
    """A page of [(space, None)]: open ones first, then the larger ones, then by name."""
    query = select(Space).where(*wanted.clauses()).order_by(*_order())
    return [(space, None) for space in db.session.scalars(query.limit(PAGE).offset((page - 1) * PAGE))]


def list_near(lon, lat, wanted=ANY, page=1):
    """A page of [(space, metres)], nearest first; those without a place follow with None for metres."""
    placed = geo.nearest(Space.place, lon, lat, page * PAGE, ANYWHERE_M, wanted.clauses())
    shown = placed[(page - 1) * PAGE :]
    before = max(0, (page - 1) * PAGE - len(placed))
    query = select(Space).where(Space.place.is_(None), *wanted.clauses()).order_by(*_order())
    rest = db.session.scalars(query.offset(before).limit(PAGE - len(shown)))
    return [*shown, *((space, None) for space in rest)]


def find_near(lon, lat, limit, radius_m, wanted=ANY, box=None, keys=None, after=None):
    """[(space, metres)] within `radius_m`, nearest first; those that come after what geo.nearest_after goes on from."""
    where = [*wanted.clauses(), *_narrow(box, keys)]
    return geo.nearest_after(Space.place, lon, lat, limit, radius_m, where, after, lambda space: space.key)


def find_spaces(limit, wanted=ANY, box=None, keys=None, after=None):
    """[(space, None)] inside a box, or all; in the order of `keys` where those are given; those that come after a sort key."""
    query = select(Space).where(*wanted.clauses(), *_narrow(box, keys))
    order = _order(keys)
    if after and keys:
        order = _order(keys := _keys_after(keys, *after))
        query = query.where(Space.key.in_(keys))
    elif after:
        rank, size, name, key = after
        values = (literal(rank, Integer), literal(size, Float), literal(name, String), literal(key, String))
        query = query.where(tuple_(*_sort_key()) > tuple_(*values))
    return [(space, None) for space in db.session.scalars(query.order_by(*order).limit(limit))]


def sort_key_of(space, keys=None):
    """The values of `after` from which the page after a space goes on."""
    if keys:
        return [space.key, keys.index(space.key)]
    return [list(STATUSES).index(space.status), -(space.area_ha or 0), space.name_uz, space.key]


def _keys_after(keys, key, place):
    """The keys that follow; where the one is gone meanwhile, from the place at which it stood."""
    return keys[keys.index(key) + 1 :] if key in keys else keys[place:]


def find_keys(text):
    """The keys of what people mean by `text`, best first. Raises TooLong."""
    return [hit.values["key"] for hit in search.find(text, "park", MOST_FOUND)]


def count(wanted=ANY):
    return db.session.scalar(select(func.count(Space.id)).where(*wanted.clauses()))


def count_by(field, wanted=ANY):
    """How many each value of `field` (kind, district, status) would give, with the other filters kept."""
    others = replace(wanted, **{field: None})
    column = getattr(Space, field)
    rows = db.session.execute(select(column, func.count()).where(*others.clauses()).group_by(column))
    return {value or NO_DISTRICT: number for value, number in rows}


def list_in_district(key):
    """All of a district, in the order of the list."""
    return db.session.scalars(select(Space).where(Space.district == key).order_by(*_order())).all()


def _narrow(box, keys):
    return [
        *([geo.in_box(Space.place, box)] if box else []),
        *([Space.key.in_(keys)] if keys is not None else []),
    ]


def _order(keys=None):
    if keys:
        return [case({key: place for place, key in enumerate(keys)}, value=Space.key)]
    return _sort_key()


def _sort_key():
    """Open ones first, then the larger ones, those of unknown size last, then by name."""
    by_status = case({status: place for place, status in enumerate(STATUSES)}, value=Space.status)
    return by_status, -func.coalesce(Space.area_ha, 0.0), Space.name_uz, Space.key
