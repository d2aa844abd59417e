"""Free Wi-Fi points: loading, listing, filtering, counting, and finding what is near."""

import csv
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import func, select

from city import geo
from city.database import db
from city.districts import find_district, list_districts
from city.errors import NotFound, WrongValue
from city.features import Place, SearchEntry
from city.wifi.kinds import SPOKEN, SPOKEN_BY_KIND
from city.wifi.models import WifiPoint

FILE = Path(__file__).parent.parent / "data" / "wifi.csv"
ENDPOINT = "wifi.point"
MOST = 1000
ANYWHERE_M = 100_000  # from any point of the city to any other
OUTSIDE = "unknown"  # asks for those that the list counts to no district of the city


@dataclass(frozen=True)
class Wanted:
    """Which points a reader asks for; None stands for any."""

    kind: str | None = None
    district: str | None = None

    def clauses(self):
        """The filters as conditions on WifiPoint."""
        clauses = [WifiPoint.kind == self.kind] if self.kind else []
        if self.district:
            clauses.append(WifiPoint.district == (None if self.district == OUTSIDE else self.district))
        return clauses


ANY = Wanted()


def get_point(key):
    """The point called `key`. Raises NotFound."""
    found = db.session.scalar(select(WifiPoint).where(WifiPoint.key == key))
    if not found:
        raise NotFound()
    return found


def check_district(key):
    """The key of a district, or OUTSIDE, or None, as given. Raises WrongValue for any other."""
    if key and key != OUTSIDE and key not in {district.key for district in list_districts()}:
        raise WrongValue(name="district")
    return key


def list_points(wanted=ANY, box=None, limit=MOST):
    """[(point, None)] by name, inside a box where one is given."""
    query = select(WifiPoint).where(*narrow(wanted, box)).order_by(WifiPoint.name_en, WifiPoint.id).limit(limit)
    return [(point, None) for point in db.session.scalars(query)]


def list_near(lon, lat, wanted=ANY, limit=MOST, radius_m=ANYWHERE_M, box=None):
    """[(point, metres)] within `radius_m`, and inside a box where one is given; nearest first."""
    return geo.nearest(WifiPoint.place, lon, lat, limit, radius_m, narrow(wanted, box))


def narrow(wanted, box):
    """The filters and the box, where there is one, as conditions."""
    return [*wanted.clauses(), *([geo.in_box(WifiPoint.place, box)] if box else [])]


def count_by(field, wanted=ANY):
    """How many each value of `field` (kind, district) would give, with the other filter kept."""
    column = getattr(WifiPoint, field)
    query = select(column, func.count()).where(*replace(wanted, **{field: None}).clauses()).group_by(column)
    return {value or OUTSIDE: number for value, number in db.session.execute(query)}


def list_places_in_district(key):
    return [tell(point) for point, _metres in list_points(Wanted(district=key))]


def list_places_near(lon, lat, limit, radius_m):
    return [tell(point, metres) for point, metres in list_near(lon, lat, limit=limit, radius_m=radius_m)]


def tell(point, metres=None):
    """A point as other pages see it."""
    return Place(point, ENDPOINT, {"key": point.key}, metres)


def list_entries():
    """Every point as search is to know it."""
    for point in db.session.scalars(select(WifiPoint).order_by(WifiPoint.id)).all():
        words = f"{SPOKEN} {SPOKEN_BY_KIND[point.kind]} {point.address}"
        yield SearchEntry(point.key, point.names, ENDPOINT, {"key": point.key}, *point.lon_lat, words)


def load_points(now=None):
    """What the project's own list has and the table has not. Inside a unit of work; districts must be there already."""
    known = set(db.session.scalars(select(WifiPoint.key)))
    with FILE.open(encoding="utf-8", newline="") as file:
        db.session.add_all(_read_point(row) for row in csv.DictReader(file) if row["key"] not in known)
    db.session.flush()
    db.session.expire_all()  # places were written as text, and are to be read as points


def _read_point(row):
    lon, lat = float(row.pop("lon")), float(row.pop("lat"))
    holds = find_district(lon, lat)
    named = {"district": row.pop("district") or None, "district_of_point": holds.key if holds else None}
    return WifiPoint(**row, **named, place=geo.point_text(lon, lat))
