"""Writing the operators and attributions of a feed."""

from transit.operators.models import Agency, Attribution
from transit.web_addresses import keep_address

COLUMNS = ("agency_id", "agency_name", "agency_url", "agency_phone", "agency_email", "agency_fare_url")
ROLES = ("is_producer", "is_operator", "is_authority")


def add_agencies(store, feed, tables, translator):
    """{agency_id: number}; a lone operator without an id has the id ""."""
    found = {}
    for agency_id, name, url, phone, email, fare_url in tables.rows("agency", *COLUMNS):
        agency_id = agency_id or ""
        if agency_id not in found:
            found[agency_id] = store.add_numbered(
                Agency, feed_id=feed[1], gtfs_id=agency_id, url=keep_address(url), phone=phone or "", email=email or "",
                fare_url=keep_address(fare_url), **translator.names("agency", "agency_name", name or "", agency_id),
            )  # fmt: skip
    return found


def find_agency(agencies, agency_id):
    """The number of a line's operator; where the feed has one alone, lines need not say it."""
    return agencies.get(agency_id or "") or (next(iter(agencies.values())) if len(agencies) == 1 else None)


def add_attributions(store, feed, tables, routes):
    """Those of the whole feed and of its lines; one of a single trip is left out."""
    for row in tables.records("attributions"):
        route_id = row.get("route_id") or ""
        if not row.get("organization_name") or row.get("trip_id") or (route_id and route_id not in routes):
            continue
        store.add_numbered(
            Attribution, feed_id=feed[1], route_id=routes.get(route_id), organization=row["organization_name"],
            url=keep_address(row.get("attribution_url")), email=row.get("attribution_email") or "",
            **{role: row.get(role) == "1" for role in ROLES},
        )  # fmt: skip
