"""fare_products.txt and fare_leg_rules.txt ("Fares v2"): products, for whom and on what, by areas and networks of lines."""

from collections import defaultdict

from transit.fares.older import read_amount


def read_areas(tables):
    """({area_id: its name}, [(stop_id, area_id)])."""
    areas = {row["area_id"]: row.get("area_name") or row["area_id"] for row in tables.records("areas") if row.get("area_id")}
    return areas, [(row.get("stop_id"), row.get("area_id")) for row in tables.records("stop_areas")]


def read_fares(tables):
    """((fare_product_id, number of its row), name, columns) of each price."""
    riders = {row.get("rider_category_id"): row.get("rider_category_name") for row in tables.records("rider_categories")}
    media = {row.get("fare_media_id"): row.get("fare_media_name") for row in tables.records("fare_media")}
    for place, row in enumerate(tables.records("fare_products")):
        product_id, amount = row.get("fare_product_id") or "", read_amount(row.get("amount"))
        if amount is not None:
            yield (
                (product_id, place),
                row.get("fare_product_name") or product_id,
                {
                    "gtfs_id": product_id,
                    "amount": str(amount),
                    "currency": row.get("currency") or "",
                    "rider": riders.get(row.get("rider_category_id")) or "",
                    "medium": media.get(row.get("fare_media_id")) or "",
                    "payment": None,
                    "says_transfers": False,
                    "transfers": None,
                    "duration_s": None,
                },
            )


def read_rules(tables):
    """((fare_product_id, number of its row), route_id, from area, to area). A rule of a network is one for each of its lines."""
    prices = defaultdict(list)
    for place, row in enumerate(tables.records("fare_products")):
        prices[row.get("fare_product_id")].append((row.get("fare_product_id") or "", place))
    rows, networks = tables.records("fare_leg_rules"), _read_networks(tables)
    others = _list_others(tables, rows, networks)
    for row in rows:
        network = row.get("network_id") or ""
        for route_id in networks.get(network, ()) if network else others:
            for key in prices.get(row.get("fare_product_id"), ()):
                yield key, route_id, row.get("from_area_id") or "", row.get("to_area_id") or ""


def _list_others(tables, rows, networks):
    """For which route_ids a rule without a network is: all (""), or without priorities those of no network that a rule names."""
    named = {row.get("network_id") for row in rows} - {"", None}
    if not named or any("rule_priority" in row for row in rows):
        return [""]
    taken = {route_id for network in named for route_id in networks.get(network, ())}
    return [route_id for (route_id,) in tables.rows("routes", "route_id") if route_id not in taken]


def _read_networks(tables):
    """{network_id: its route_ids}, by routes.txt or by route_networks.txt."""
    found = defaultdict(list)
    for route_id, network in tables.rows("routes", "route_id", "network_id"):
        if network:
            found[network].append(route_id)
    for row in tables.records("route_networks"):
        found[row.get("network_id")].append(row.get("route_id"))
    return found
