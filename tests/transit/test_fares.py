"""Fares of both forms, and what a line's page says of them."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from city.database import db
from tests.transit.feeds import import_feed, make_calls, make_stop, make_trip, write_feed
from transit.fares.models import Area, StopArea
from transit.fares.showing import list_prices
from transit.models import Stop

ROUTES = [{"route_id": route, "route_short_name": route, "route_type": 0} for route in ("R1", "R2")]
TRIPS = [make_trip("T1"), make_trip("T2", route_id="R2")]
CALLS = [row for trip in ("T1", "T2") for row in make_calls(trip, "08:00:00", "08:05:00")]


def attributes(fare_id, price, **more):
    return {"fare_id": fare_id, "price": price, "currency_type": "UZS", "payment_method": 0, "transfers": 0} | more


def product(product_id, amount, **more):
    return {
        "fare_product_id": product_id,
        "fare_product_name": f"Ticket {product_id}",
        "amount": amount,
        "currency": "UZS",
    } | more


def leg(product_id, network="", start="", end="", **more):
    return {"network_id": network, "from_area_id": start, "to_area_id": end, "fare_product_id": product_id} | more


@pytest.fixture
def place(app, tmp_path):
    """A function that imports a feed of two lines, inside an app context."""
    with app.app_context():
        yield lambda **changed: import_feed(
            write_feed(tmp_path / "feed.zip", **{"routes": ROUTES, "trips": TRIPS, "stop_times": CALLS} | changed)
        )


def prices(line="R1"):
    """[(name, amount, [(from, to)])] of a line."""
    found = list_prices(f"tram:{line}")
    tell = {True: lambda words: words.name("en").text, False: lambda words: None}
    pairs = [[tuple(tell[each is not None](each) for each in pair) for pair in price.pairs] for price in found]
    return [(price.name("en").text, str(price.amount), pair) for price, pair in zip(found, pairs, strict=True)]


def test_without_fares_nothing_is_said(place):
    place()
    assert prices() == []


def test_a_fare_without_rules_holds_on_every_line(place):
    place(fare_attributes=[attributes("city", "3000")])
    assert prices("R1") == prices("R2") == [("city", "3000", [])]


def test_a_fare_of_one_line_is_not_shown_at_another_and_the_lowest_comes_first(place):
    fares = [attributes("far", "10000"), attributes("near", "9000.50")]
    place(fare_attributes=fares, fare_rules=[{"fare_id": "far", "route_id": "R1"}, {"fare_id": "near", "route_id": "R1"}])
    assert prices("R1") == [("near", "9000.50", []), ("far", "10000", [])]
    assert prices("R2") == []


def test_a_fare_between_zones_names_them(place):
    place(
        stops=[make_stop("A", zone_id="1"), make_stop("B", zone_id="2"), make_stop("C")],
        fare_attributes=[attributes("two", "5000")],
        fare_rules=[{"fare_id": "two", "origin_id": "1", "destination_id": "2"}],
    )
    assert prices() == [("two", "5000", [("1", "2")])]
    query = select(Stop.gtfs_id, Area.gtfs_id).join(StopArea, StopArea.stop_id == Stop.id).join(Area, Area.id == StopArea.area_id)
    assert dict(db.session.execute(query).all()) == {"A": "1", "B": "2"}


@pytest.mark.parametrize("price", ["", "free", "-5", "nan", "1e99"])
def test_a_price_that_is_none_is_left_out(place, price):
    place(fare_attributes=[attributes("odd", price), attributes("city", "3000")])
    assert prices() == [("city", "3000", [])]


def test_it_is_kept_how_one_pays_and_how_often_one_may_change(place):
    rows = [attributes("a", 1, payment_method=1, transfers="", transfer_duration=5400), attributes("b", 2, transfers=2)]
    place(fare_attributes=rows)
    found = list_prices("tram:R1")
    assert [(each.payment, each.says_transfers, each.transfers, each.duration_s) for each in found] == [
        (1, True, None, 5400),
        (0, True, 2, None),
    ]


def test_a_rule_of_a_line_or_a_zone_that_is_not_there_holds_nowhere(place):
    rules = [{"fare_id": "a", "route_id": "R9"}, {"fare_id": "a", "origin_id": "7"}, {"fare_id": "gone"}]
    place(
        fare_attributes=[attributes("a", 1)], fare_rules=[dict.fromkeys(("route_id", "origin_id"), "") | rule for rule in rules]
    )
    assert prices() == []


def test_products_hold_in_the_networks_of_lines_and_between_areas(place):
    place(
        routes=[ROUTES[0] | {"network_id": "city"}, ROUTES[1] | {"network_id": "express"}],
        areas=[{"area_id": "in", "area_name": "Inside"}, {"area_id": "out", "area_name": "Outside"}],
        stop_areas=[{"area_id": "in", "stop_id": "A"}, {"area_id": "out", "stop_id": "C"}],
        fare_products=[product("single", "3000"), product("long", "7000")],
        fare_leg_rules=[leg("single", "city"), leg("long", "express", "in", "out")],
    )
    assert prices("R1") == [("Ticket single", "3000", [])]
    assert prices("R2") == [("Ticket long", "7000", [("Inside", "Outside")])]


def test_networks_may_stand_in_a_table_of_their_own(place):
    place(
        route_networks=[{"network_id": "city", "route_id": "R2"}],
        fare_products=[product("single", "3000")],
        fare_leg_rules=[leg("single", "city")],
    )
    assert (prices("R1"), prices("R2")) == ([], [("Ticket single", "3000", [])])


@pytest.mark.parametrize(("more", "in_city"), [({}, 1), ({"rule_priority": "0"}, 2)])
def test_a_rule_without_a_network_is_for_lines_of_no_named_network_or_by_priority_for_all(place, more, in_city):
    place(
        route_networks=[{"network_id": "city", "route_id": "R1"}],
        fare_products=[product("city", "3000"), product("other", "7000")],
        fare_leg_rules=[leg("city", "city", **more), leg("other", **more)],
    )
    assert (len(prices("R1")), len(prices("R2"))) == (in_city, 1)


def test_a_product_has_a_price_for_each_kind_of_rider_and_each_card(place):
    place(
        rider_categories=[{"rider_category_id": "child", "rider_category_name": "Children"}],
        fare_media=[{"fare_media_id": "atto", "fare_media_name": "ATTO card", "fare_media_type": 2}],
        fare_products=[
            product("single", "3000", rider_category_id="", fare_media_id=""),
            product("single", "1500", rider_category_id="child", fare_media_id="atto"),
        ],
        fare_leg_rules=[leg("single")],
    )
    found = list_prices("tram:R1")
    assert [(each.amount, each.rider, each.medium) for each in found] == [
        (Decimal(1500), "Children", "ATTO card"),
        (Decimal(3000), "", ""),
    ]


def test_of_both_forms_the_newer_one_is_taken(place):
    place(fare_attributes=[attributes("old", 1)], fare_products=[product("new", "2")], fare_leg_rules=[leg("new")])
    assert prices() == [("Ticket new", "2", [])]
