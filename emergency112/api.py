"""What the pages of 112 ask for while they are open: saving a call, live events, places, points of the map. Staff only."""

from flask import Blueprint, jsonify, url_for
from flask_babel import gettext as _

from city import geo
from city.accounts.current import current_person, watch
from city.accounts.guard import guarded
from city.clock import now
from city.forms import read_form, read_query
from city.language import current
from city.names import pick_name
from city.streams import stream
from city.views import list_kinds
from emergency112 import forms, incidents, places, record, services
from emergency112.desk_views import get_own_desk
from emergency112.labels import SHAPES, STATES
from emergency112.staff_views import keep_call

bp = Blueprint("emergency112_api", __name__, url_prefix="/api/v1/112")


@bp.post("/calls")
@guarded("emergency112.dispatch")
def take_call():
    number, is_new = keep_call(read_form(forms.CallForm))
    answer = jsonify(incident=number, url=url_for("emergency112_staff.incident", number=number), is_new=is_new)
    return answer, 201 if is_new else 200


@bp.get("/calls/<key>")
@guarded("emergency112.dispatch")
def find_call(key):
    """Whether a call was saved, for a page that has not heard so."""
    return jsonify(incident=record.find_incident_of(key))


@bp.get("/board/events")
@guarded("emergency112.dispatch")
def board_events():
    return stream([record.BOARD], watch("emergency112.dispatch"))


@bp.get("/desks/<key>/events")
@guarded("emergency112.answer")
def desk_events(key):
    get_own_desk(key)
    person_id = current_person().id
    return stream([record.desk_channel(key)], watch("emergency112.answer", also=lambda: services.sits_at(person_id, key)))


@bp.get("/incidents")
@guarded("emergency112.dispatch")
def list_incidents():
    shown, more = incidents.list_board(now())
    return jsonify(incidents=[describe(each) for each in shown], truncated=more)


@bp.get("/points")
@guarded("emergency112.dispatch")
def points():
    shown, more = incidents.list_board(now())
    found = ((point_of(each), properties_of(each)) for each in shown if each.place is not None)
    return geo.collection(found, more), {"Content-Type": "application/geo+json"}


@bp.get("/places")
@guarded("emergency112.dispatch")
def find_places():
    kinds, language = list_kinds(), current().code
    found = places.find_places(read_query(forms.PlaceQuery).q)
    return jsonify(
        places=[
            {"name": str(pick_name(each.names, language)), "kind": each.kind, "label": kinds.get(each.kind, "")}
            | {"lon": each.lon, "lat": each.lat, "rest": each.rest}
            for each in found
        ]
    )


@bp.get("/point")
@guarded("emergency112.dispatch")
def describe_point():
    """The district that holds a point, for the line below the field."""
    query = read_query(forms.PointQuery)
    inside, district = geo.TASHKENT.holds(query.lon, query.lat), places.describe_point(query.lon, query.lat)
    return jsonify(inside=inside, district=str(district.name(current().code)) if district else "")


def describe(incident):
    handed = [{"service": each.service_key, "state": each.state} for each in incident.handovers]
    lon, lat = incident.lon_lat or (None, None)
    return {
        "number": incident.id,
        "state": incident.state,
        "what": incident.what,
        "where": incident.where,
        "lon": lon,
        "lat": lat,
        "hurt": incident.hurt,
        "taken_at": incident.taken_at.isoformat(),
        "handovers": handed,
    }


def point_of(incident):
    lon, lat = incident.lon_lat
    return f'{{"type":"Point","coordinates":[{lon},{lat}]}}'


def properties_of(incident):
    return {
        "id": str(incident.id),
        "name": f"{incident.id}: {incident.what[:80]}",
        "text": _(STATES[incident.state]),
        "mark": incident.state,
        "symbol": SHAPES[incident.state],
        "url": url_for("emergency112_staff.incident", number=incident.id),
    }
