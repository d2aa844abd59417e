"""The entrances of a station as pages show them."""

from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from city.database import db
from transit.models import Stop
from transit.stations.models import Entrance, EntranceWay
from transit.words import Worded, name_columns, words_of

YES, NO = 1, 2  # of a wheelchair; 0 is what nobody says


@dataclass(frozen=True)
class ShownWay:
    """A way from an entrance to a platform; `walk_s` and `length_m` are None where nobody says."""

    platform: str
    wheelchair: bool
    walk_s: int | None
    length_m: int | None


@dataclass(frozen=True)
class ShownEntrance(Worded):
    """An entrance with its ways to platforms, those with a wheelchair where there are any."""

    lon_lat: tuple
    wheelchair: int
    level: str
    ways: list = field(default_factory=list)


def list_entrances(stop):
    """The entrances of a station (a shown.StopPage), or of the station of a platform, by their names."""
    if not (stop.is_station or stop.station):
        return []
    here = aliased(Stop)
    query = select(Entrance.id, *name_columns(Entrance), Entrance.lon, Entrance.lat, Entrance.wheelchair, Entrance.level)
    query = query.join(here, or_(here.id == Entrance.stop_id, here.parent_id == Entrance.stop_id)).where(here.key == stop.key)
    rows = db.session.execute(query.order_by(Entrance.name_uz, Entrance.name_en, Entrance.id)).all()
    found = {row.id: ShownEntrance(words_of(row), (row.lon, row.lat), row.wheelchair, row.level) for row in rows}
    for entrance_id, way in _list_ways(found):
        found[entrance_id].ways.append(way)
    return list(found.values())


def _list_ways(entrance_ids):
    """(entrance, ShownWay) for each platform with a code of its own: with a wheelchair where there is such a way."""
    query = select(EntranceWay.entrance_id, Stop.id, Stop.platform, EntranceWay.wheelchair)
    query = query.add_columns(EntranceWay.walk_s, EntranceWay.length_m).join(Stop, Stop.id == EntranceWay.stop_id)
    query = query.where(EntranceWay.entrance_id.in_(list(entrance_ids)), Stop.platform != "")
    best = {}
    for entrance_id, stop_id, *values in db.session.execute(query.order_by(Stop.platform, Stop.id, EntranceWay.wheelchair)):
        best[entrance_id, stop_id] = ShownWay(*values)
    return [(entrance_id, way) for (entrance_id, _stop), way in best.items()]
