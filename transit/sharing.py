"""What public transport tells the rest of the city: entries for its search, places for its other pages."""

from sqlalchemy import func, select

from city import geo, search
from city.database import db
from city.districts import District
from city.features import Place, SearchEntry
from transit.mapping import HAS_OWN_PAGE, list_lines_by_stop
from transit.models import Route, Stop
from transit.network import LINE, LINE_ORDER, read_line

METRO = 1  # route_type
STATION, LINE_KIND = "station", "line"  # kinds that search and other pages know
# What people call such things, beside the words in the names.
SPOKEN_STATION = "metro метро bekat stansiya станция station"
SPOKEN_STOP = "bekat остановка stop"
SPOKEN_METRO_LINE = "metro метро yoʻnalish liniya линия line"
SPOKEN_LINE = "yoʻnalish marshrut маршрут route"


def list_station_entries():
    """Every station or stop as search is to know it; platforms are found by their station."""
    stops = db.session.scalars(select(Stop).where(*HAS_OWN_PAGE).order_by(Stop.id)).all()
    lines = list_lines_by_stop(select(Stop.id).where(*HAS_OWN_PAGE))
    for stop in stops:
        lon, lat = geo.lon_lat(stop.place)
        is_metro = any(line.type == METRO for line in lines.get(stop.id, []))
        yield SearchEntry(
            stop.key,
            stop.names,
            "transit.stop",
            {"key": stop.key},
            lon,
            lat,
            SPOKEN_STATION if is_metro else SPOKEN_STOP,
        )


def list_line_entries():
    """Every line, found by its badge as well."""
    for row in db.session.execute(select(*LINE).order_by(*LINE_ORDER)):
        line = read_line(row)
        names = {lang: _with_badge(line.badge, name) for lang, name in line.names.items()}
        words = SPOKEN_METRO_LINE if line.type == METRO else SPOKEN_LINE
        yield SearchEntry(line.key, names, "transit.line", {"key": line.key}, words=words)


def _with_badge(badge, name):
    return name if badge in ("", name) else f"{badge}, {name}"


def refresh_search():
    """Index anew what a new timetable brought. Inside a unit of work."""
    search.replace_entries(STATION, list_station_entries())
    search.replace_entries(LINE_KIND, list_line_entries())


def list_in_district(key):
    """Stations that lie in a district, by name. Where they lie counts, not what anybody says of it."""
    inside = func.ST_Contains(District.outline, Stop.place)
    query = select(Stop).join(District, District.key == key).where(*HAS_OWN_PAGE, inside)
    return [tell(stop) for stop in db.session.scalars(query.order_by(Stop.name_uz, Stop.name_en, Stop.id))]


def list_near(lon, lat, limit, radius_m):
    return [tell(stop, metres) for stop, metres in geo.nearest(Stop.place, lon, lat, limit, radius_m, HAS_OWN_PAGE)]


def tell(stop, metres=None):
    """A station as other services see it."""
    return Place(stop, "transit.stop", {"key": stop.key}, metres)


def count_lines():
    return db.session.scalar(select(func.count(Route.id)))


def count_stations():
    return db.session.scalar(select(func.count(Stop.id)).where(*HAS_OWN_PAGE))
