"""fare_attributes.txt and fare_rules.txt: prices with zones of stops."""

from decimal import Decimal, InvalidOperation

from transit.cells import read_whole


def read_areas(tables):
    """({zone: its name}, [(stop_id, zone)])."""
    pairs = [(stop_id, zone) for stop_id, zone in tables.rows("stops", "stop_id", "zone_id") if zone]
    return {zone: zone for zone in sorted({zone for _stop, zone in pairs})}, pairs


def read_amount(text):
    """A price; None for none."""
    try:
        amount = Decimal(text or "")
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 <= amount < 10**9 else None


def read_fares(tables):
    """(fare_id, name, columns) of each fare; one without a price is left out. This form has no names but the ids."""
    for row in tables.records("fare_attributes"):
        fare_id, amount = row.get("fare_id") or "", read_amount(row.get("price"))
        if amount is not None:
            yield (
                fare_id,
                fare_id,
                {
                    "gtfs_id": fare_id,
                    "amount": str(amount),
                    "currency": row.get("currency_type") or "",
                    "rider": "",
                    "medium": "",
                    "payment": read_whole(row.get("payment_method")),
                    "says_transfers": True,
                    "transfers": read_whole(row.get("transfers")),
                    "duration_s": read_whole(row.get("transfer_duration")),
                },
            )


def read_rules(tables):
    """(fare_id, route_id, from zone, to zone). A fare with no rules holds everywhere; zones passed through are not kept."""
    ruled = set()
    for row in tables.records("fare_rules"):
        ruled.add(row.get("fare_id"))
        yield row.get("fare_id"), row.get("route_id") or "", row.get("origin_id") or "", row.get("destination_id") or ""
    for row in tables.records("fare_attributes"):
        if row.get("fare_id") not in ruled:
            yield row.get("fare_id"), "", "", ""
