"""Where things are: true distances through the spatial index, alike on both databases."""

import json
import random
from math import hypot

import pytest
from pyproj import Geod, Transformer
from sqlalchemy import select, update

from city import geo
from city.database import db, unit_of_work
from city.districts import District
from city.errors import OutsideTashkent, WrongValue
from tests.city.scratch import Pin, fill
from tests.conftest import make_app

HERE = (69.2401, 41.3111)
ELLIPSOID = Geod(ellps="WGS84")
TO_METRES = Transformer.from_crs(4326, 32642, always_xy=True)


def make_places(count=3000, seed=3):
    """Places all over the city, closer together in its middle."""
    dice = random.Random(seed)
    return [(dice.gauss(HERE[0], 0.08), dice.gauss(HERE[1], 0.06)) for _ in range(count)]


PLACES = make_places()


def metres_between(one, other):
    """In the projection, worked out without a database."""
    (x1, y1), (x2, y2) = TO_METRES.transform(*one), TO_METRES.transform(*other)
    return hypot(x1 - x2, y1 - y2)


def numbers_by_distance(place):
    """Numbers of all pins, the nearest first."""
    return sorted(range(1, len(PLACES) + 1), key=lambda number: metres_between(place, PLACES[number - 1]))


@pytest.fixture(scope="module")
def pins(databases, empty_template):
    """An application on a database with a few thousand pins, only for reading."""
    url = databases.copy(empty_template)
    app = make_app(url)
    with app.app_context():
        fill([*PLACES, None])
    yield app
    with app.app_context():
        db.engine.dispose()
    databases.drop(url)


@pytest.fixture
def context(pins):
    with pins.app_context() as opened:
        yield opened


def ids(clause):
    return set(db.session.scalars(select(Pin.id).where(clause)))


def read_plan(query, **values):
    """How the database would answer, as text."""
    compiled = query.compile(db.engine)
    explain = "EXPLAIN QUERY PLAN" if db.engine.dialect.name == "sqlite" else "EXPLAIN"
    values = compiled.construct_params(values)
    if compiled.positional:
        values = tuple(values[name] for name in compiled.positiontup)
    rows = db.session.connection().exec_driver_sql(f"{explain} {compiled.string}", values)
    return "\n".join(str(row[-1]) for row in rows)


def check_index_use(plan, postgres_index):
    if db.engine.dialect.name == "sqlite":
        assert "idx_scratch_pin_place VIRTUAL TABLE INDEX" in plan
        assert "SCAN scratch_pin" not in plan
    else:
        assert postgres_index in plan
        assert "Seq Scan on scratch_pin" not in plan


@pytest.mark.parametrize("place", [HERE, (69.15, 41.20), (69.40, 41.42), PLACES[7]])
@pytest.mark.parametrize("limit", [1, 10, 250])
def test_the_nearest_are_nearest_by_true_distance(context, place, limit):
    found = geo.nearest(Pin.place, *place, limit)
    assert [pin.id for pin, _ in found] == numbers_by_distance(place)[:limit]


def test_distances_are_true_to_a_part_in_a_thousand(context):
    for pin, metres in geo.nearest(Pin.place, *HERE, 200):
        _, _, true = ELLIPSOID.inv(*HERE, *PLACES[pin.id - 1])
        assert metres == pytest.approx(true, rel=0.001, abs=0.01)


def test_degrees_would_mislead_and_do_not(app):
    """0.0012 degrees to the east are 100 m, 0.001 degrees to the north 111 m."""
    east, north = (HERE[0] + 0.0012, HERE[1]), (HERE[0], HERE[1] + 0.001)
    assert hypot(east[0] - HERE[0], 0) > hypot(0, north[1] - HERE[1])
    with app.app_context():
        fill([north, east])
        found = geo.nearest(Pin.place, *HERE, 2)
    assert [pin.id for pin, _ in found] == [2, 1]
    assert [round(metres) for _, metres in found] == [100, 111]


def test_nearest_looks_no_farther_than_it_is_told(context):
    expected = [number for number in numbers_by_distance(HERE) if metres_between(HERE, PLACES[number - 1]) <= 700]
    assert [pin.id for pin, _ in geo.nearest(Pin.place, *HERE, 5000, radius_m=700)] == expected


def test_nearest_of_a_far_place_gives_nothing(context):
    assert geo.nearest(Pin.place, 66.97, 39.65, 5) == []


def test_nearest_gives_all_there_are_when_asked_for_more(app):
    with app.app_context():
        fill([*PLACES[:5], None])
        assert len(geo.nearest(Pin.place, *HERE, 50, radius_m=60_000)) == 5


def test_nearest_passes_over_those_that_do_not_fit(context):
    for rest in (1, 0, 1):
        fitting = [number for number in numbers_by_distance(HERE) if number % 2 == rest][:7]
        assert [pin.id for pin, _ in geo.nearest(Pin.place, *HERE, 7, where=[Pin.id % 2 == rest])] == fitting


@pytest.mark.parametrize("metres", [0, 250, 1000, 5000])
def test_within_metres_is_a_circle_in_metres(context, metres):
    expected = {number for number in range(1, len(PLACES) + 1) if metres_between(HERE, PLACES[number - 1]) <= metres}
    assert ids(geo.within_metres(Pin.place, *HERE, metres)) == expected


@pytest.mark.parametrize(
    "box", [geo.Box(69.2, 41.3, 69.25, 41.33), geo.Box(69.0, 41.0, 69.7, 41.7), geo.Box(60.0, 40.0, 60.1, 40.1)]
)
def test_in_a_box_are_those_between_its_edges(context, box):
    expected = {number for number, place in enumerate(PLACES, 1) if box.holds(*place)}
    assert ids(geo.in_box(Pin.place, box)) == expected


def test_a_point_on_the_edge_is_in_the_box(app):
    with app.app_context():
        fill([(69.25, 41.25), (69.5, 41.5)])
        assert ids(geo.in_box(Pin.place, geo.Box(69.25, 41.25, 69.5, 41.5))) == {1, 2}


def test_a_moved_point_is_found_at_its_new_place(app):
    with app.app_context():
        fill([HERE])
        with unit_of_work():
            db.session.execute(update(Pin).values(place=geo.point_text(69.40, 41.40)))
        assert ids(geo.within_metres(Pin.place, *HERE, 500)) == set()
        assert ids(geo.within_metres(Pin.place, 69.40, 41.40, 1)) == {1}


def test_the_nearest_are_read_off_the_spatial_index(context):
    statement = geo.nearest_statement(Pin.place, (), db.engine.dialect.name == "sqlite")
    values = {"lon": HERE[0], "lat": HERE[1], "metres": 1000, "most": 10, **vars(geo.box_around(*HERE, 1000))}
    check_index_use(read_plan(statement, **values), "ix_scratch_pin_place_m")


def test_those_within_metres_are_read_off_the_spatial_index(context):
    check_index_use(read_plan(select(Pin.id).where(geo.within_metres(Pin.place, *HERE, 300))), "ix_scratch_pin_place_m")


def test_those_in_a_box_are_read_off_the_spatial_index(context):
    box = geo.Box(69.23, 41.30, 69.24, 41.31)
    check_index_use(read_plan(select(Pin.id).where(geo.in_box(Pin.place, box))), "idx_scratch_pin_place")


def test_the_area_of_a_district_is_known_to_a_hundredth(app, city_data):
    """Against the area on the ellipsoid, worked out without a database and without the projection."""
    with app.app_context():
        for key, area, shape in db.session.execute(
            select(District.key, geo.area_m2(District.outline), geo.geojson(District.outline, 7))
        ):
            true = sum(area_on_ellipsoid(*polygon) for polygon in json.loads(shape)["coordinates"])
            assert area == pytest.approx(true, rel=0.01), key


def area_on_ellipsoid(outline, *holes):
    """Square metres of a polygon."""
    whole, *missing = [abs(ELLIPSOID.polygon_area_perimeter(*zip(*ring, strict=True))[0]) for ring in (outline, *holes)]
    return whole - sum(missing)


def test_a_point_is_read_back_as_it_was_written(context):
    for pin in db.session.scalars(select(Pin).order_by(Pin.id).limit(20)):
        assert geo.lon_lat(pin.place) == PLACES[pin.id - 1]
    assert geo.lon_lat(None) is None


def test_a_missing_place_is_in_no_box_and_near_nothing(context):
    missing = len(PLACES) + 1
    everywhere = geo.Box(-180, -90, 180, 90)
    assert missing not in ids(geo.in_box(Pin.place, everywhere))
    assert missing not in {pin.id for pin, _ in geo.nearest(Pin.place, *HERE, 5000, radius_m=100_000)}


def test_a_geometry_as_geojson_is_valid_and_short(context):
    shape = json.loads(db.session.scalar(select(geo.geojson(Pin.place)).where(Pin.id == 1)))
    assert shape == {"type": "Point", "coordinates": [pytest.approx(value, abs=1e-5) for value in PLACES[0]]}
    assert all(len(str(value).split(".")[1]) <= 5 for value in shape["coordinates"])


def test_a_square_kilometre_is_a_million_square_metres(app):
    west, south = TO_METRES.transform(*HERE)
    corners = [(west, south), (west + 1000, south), (west + 1000, south + 1000), (west, south + 1000), (west, south)]
    ring = [TO_METRES.transform(*corner, direction="INVERSE") for corner in corners]
    shown = {"name_uz": "Kvadrat", "soato": "0", "population": 0, "population_date": "", "population_source": ""}
    with app.app_context():
        with unit_of_work():
            db.session.add(District(key="square", outline=geo.multipolygon_text([[ring]]), **shown))
        assert db.session.scalar(select(geo.area_m2(District.outline))) == pytest.approx(1e6, rel=1e-6)
        assert json.loads(db.session.scalar(select(geo.geojson(District.outline, 9))))["coordinates"] == [
            [[[pytest.approx(value, abs=1e-8) for value in corner] for corner in ring]]
        ]


@pytest.mark.once
def test_a_line_is_written_in_the_order_of_its_points():
    assert geo.line_text([(69.2, 41.3), (69.3, 41.4)]) == "SRID=4326;LINESTRING(69.2 41.3,69.3 41.4)"


@pytest.mark.once
def test_a_collection_is_valid_geojson():
    features = [('{"type":"Point","coordinates":[69.24,41.31]}', {"name": 'Oʻrda "1"'}), (None, {"name": "nowhere"})]
    collection = json.loads(geo.collection(features))
    assert collection["type"] == "FeatureCollection"
    assert [each["properties"]["name"] for each in collection["features"]] == ['Oʻrda "1"', "nowhere"]
    assert [each["geometry"] and each["geometry"]["type"] for each in collection["features"]] == ["Point", None]
    assert json.loads(geo.collection([])) == {"type": "FeatureCollection", "features": []}


@pytest.mark.once
@pytest.mark.parametrize("written", ["69.24,41.31", " 69.24 , 41.31 ", "69.24,41.31000"])
def test_a_place_in_tashkent_is_read(written):
    assert geo.read_place(written) == (69.24, 41.31)


@pytest.mark.once
@pytest.mark.parametrize("written", ["-0.1276,51.5072", "66.97,39.65", "41.31,69.24", "0,0", "69.24,-41.31"])
def test_a_place_beyond_tashkent_is_refused_as_outside(written):
    with pytest.raises(OutsideTashkent):
        geo.read_place(written)


@pytest.mark.once
@pytest.mark.parametrize(
    "written", ["", "69.24", "69.24,", "69.24;41.31", "a,b", "nan,nan", "inf,41", "69.24,41.31,0", "1e9,1", "٦٩,"]
)
def test_what_is_no_place_is_a_wrong_value_with_its_name(written):
    with pytest.raises(WrongValue) as refused:
        geo.read_place(written)
    assert refused.value.values == {"name": "near"}


@pytest.mark.once
def test_a_box_is_read():
    assert geo.read_box("69.2,41.2,69.3,41.3") == geo.Box(69.2, 41.2, 69.3, 41.3)


@pytest.mark.once
@pytest.mark.parametrize(
    "written",
    ["", "69.2,41.2,69.3", "69.3,41.2,69.2,41.3", "69.2,41.3,69.3,41.2", "69,41,69,42", "0,-91,1,1", "a,b,c,d", "nan,1,2,3"],
)
def test_what_is_no_box_is_a_wrong_value(written):
    with pytest.raises(WrongValue) as refused:
        geo.read_box(written)
    assert refused.value.values == {"name": "bbox"}


@pytest.mark.once
@pytest.mark.parametrize("metres", [1, 1000, 20_000])
def test_the_box_around_a_circle_holds_all_of_it(metres):
    for lon, lat in (HERE, (69.0, 41.05), (69.65, 41.55)):
        box = geo.box_around(lon, lat, metres)
        for angle in range(0, 360, 5):
            assert box.holds(*ELLIPSOID.fwd(lon, lat, angle, metres)[:2])
