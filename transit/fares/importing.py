"""Writing the fares of a feed, of the older form or of the newer one; where it gives both, the newer one says more."""

from transit.fares import older, products
from transit.fares.models import Area, Fare, FareRule, StopArea

RULE = ("fare_id", "route_id", "from_area_id", "to_area_id")


def add_fares(store, feed, tables, translator, stops, routes):
    """Write areas, fares and where they hold."""
    form = products if tables.records("fare_products") else older
    areas, stop_areas = form.read_areas(tables)
    numbers = {
        area_id: store.add_numbered(
            Area, feed_id=feed[1], gtfs_id=area_id, **translator.names("areas", "area_name", name, area_id)
        )
        for area_id, name in areas.items()
    }
    pairs = {(stops[stop_id].id, numbers[area_id]) for stop_id, area_id in stop_areas if stop_id in stops and area_id in numbers}
    store.add_rows(StopArea, ("stop_id", "area_id"), sorted(pairs))
    fares = {}
    for key, name, columns in form.read_fares(tables):
        names = translator.names("fare_products", "fare_product_name", name, columns["gtfs_id"])
        fares[key] = store.add_numbered(Fare, feed_id=feed[1], **columns, **names)
    first_id = store.next_number(FareRule)
    rules = dict.fromkeys(_number_rules(form.read_rules(tables), fares, routes, numbers))
    store.add_rows(FareRule, ("id", *RULE), [(first_id + place, *rule) for place, rule in enumerate(rules)])


def _number_rules(rules, fares, routes, areas):
    """Rules as numbers; one of a line or an area that is not there holds nowhere and is left out."""
    for fare_key, route_id, start, end in rules:
        known = (not route_id or route_id in routes) and all(not each or each in areas for each in (start, end))
        if fare_key in fares and known:
            yield fares[fare_key], routes.get(route_id), areas.get(start), areas.get(end)
