"""Importing green areas: all of a file or nothing, and one sentence that says where it is wrong."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from city import csv_file, search
from city.database import db, unit_of_work
from greenspace import importing, refusals
from greenspace.models import Space
from tests.greenspace.files import make_row, write_csv, write_geojson

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def import_file(path):
    checked = importing.check_file(path)
    with unit_of_work():
        return importing.keep_spaces(checked.rows, NOW)


def count_spaces():
    return db.session.scalar(select(func.count(Space.id)))


def test_the_demonstration_data_are_the_67_known_places(app, city_data):
    with app.app_context():
        by_status = dict(db.session.execute(select(Space.status, func.count()).group_by(Space.status)).all())
        assert by_status == {"open": 47, "under_construction": 3, "planned": 14, "unknown": 3}
        assert db.session.scalar(select(func.count(Space.id)).where(Space.place.is_not(None))) == 35
        assert db.session.scalar(select(func.count(Space.id)).where(Space.area_ha.is_not(None))) == 18


@pytest.mark.parametrize(("name", "write"), [("new.csv", write_csv), ("new.geojson", write_geojson)])
def test_a_new_place_is_kept_and_found_by_search(app, city_data, tmp_path, name, write):
    with app.app_context():
        done = import_file(write(tmp_path / name, [make_row()]))
        assert (done.added, done.updated) == (1, 0)
        space = db.session.scalar(select(Space).where(Space.key == "sinov-bogi"))
        assert space.lon_lat == (69.24, 41.31)
        assert space.updated_at == NOW
        assert "sinov-bogi" in [hit.values["key"] for hit in search.find("синов боги", "park")]


def test_a_known_id_is_brought_up_to_date_and_keeps_what_the_file_does_not_speak_of(app, city_data, tmp_path):
    columns = ["id", "kind", "name_uz", "status"]
    with app.app_context():
        path = write_csv(tmp_path / "a.csv", [make_row(id="milliy-bog", name_uz="Yangi nom")], columns)
        done = import_file(path)
        assert (done.added, done.updated) == (0, 1)
        space = db.session.scalar(select(Space).where(Space.key == "milliy-bog"))
        assert space.name_uz == "Yangi nom"
        assert space.area_ha == 65
        assert space.lon_lat is not None


def test_the_same_file_twice_doubles_nothing(app, city_data, tmp_path):
    path = write_csv(tmp_path / "a.csv", [make_row()])
    with app.app_context():
        import_file(path)
        assert import_file(path).updated == 1
        assert count_spaces() == 68


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"id": ""}, refusals.EmptyCell),
        ({"id": "Bogʻ 1"}, refusals.WrongKey),
        ({"name_uz": ""}, refusals.NoName),
        ({"kind": "forest"}, refusals.UnknownValue),
        ({"status": "closed"}, refusals.UnknownValue),
        ({"district": "brooklyn"}, refusals.UnknownValue),
        ({"place_certainty": "sure"}, refusals.UnknownValue),
        ({"area_ha": "many"}, refusals.WrongNumber),
        ({"area_ha": "nan"}, refusals.WrongNumber),
        ({"area_ha": "-1"}, refusals.WrongNumber),
        ({"opened_year": "66"}, refusals.WrongYear),
        ({"lon": "-0.12", "lat": "51.5"}, refusals.PlaceOutside),
        ({"lon": "41.31", "lat": "69.24"}, refusals.PlaceOutside),
        ({"lat": ""}, refusals.HalfAPlace),
        ({"place_certainty": "none"}, refusals.PlaceWithoutCertainty),
        ({"lon": "", "lat": ""}, refusals.CertaintyWithoutPlace),
        ({"name_uz": "x" * 5000}, csv_file.CellTooLong),
        ({"lon": "69,24"}, refusals.WrongNumber),
        ({"lon": "1e999"}, refusals.WrongNumber),
        ({"name_uz": "a\x00b"}, csv_file.UnreadableCell),
        ({"name_uz": "a\x1b[31m"}, csv_file.UnreadableCell),
        ({"names_derived": "uz;fr"}, refusals.UnknownValue),
    ],
)
def test_a_wrong_row_refuses_the_whole_file_and_is_named(app, city_data, tmp_path, changed, refusal):
    path = write_csv(tmp_path / "wrong.csv", [make_row(id="right"), make_row(**changed)])
    with app.app_context():
        with pytest.raises(refusal) as refused:
            import_file(path)
        assert "3" in str(refused.value), "the row is named as a spreadsheet counts it"
        assert count_spaces() == 67


@pytest.mark.parametrize(
    ("name", "content", "refusal"),
    [
        ("a.txt", b"id,kind,name_uz\n", refusals.UnknownFormat),
        ("a.csv", b"", csv_file.EmptyFile),
        ("a.csv", b"id,kind,name_uz\n", csv_file.EmptyFile),
        ("a.csv", "id,kind,name_uz\na,park,Бог\n".encode("cp1251"), csv_file.NotUtf8),
        ("a.csv", b"id,name_uz\na,b\n", csv_file.MissingColumns),
        ("a.csv", b"id,kind\na,park\n", csv_file.MissingColumns),
        ("a.csv", b"id,id,kind,name_uz\na,a,park,b\n", csv_file.SameColumn),
        ("a.csv", b"id,kind,name_uz\na,park\n", csv_file.UnevenRow),
        ("a.csv", b'id,kind,name_uz\na,park,"b\n', csv_file.NotCsv),
        ("a.geojson", b"{", refusals.NotGeoJson),
        ("a.geojson", b"[" * 100_000, refusals.NotGeoJson),
        ("a.geojson", b'{"features": [' + b"9" * 5000 + b"]}", refusals.NotGeoJson),
        ("a.geojson", b'{"features": 1}', refusals.NotGeoJson),
        ("a.geojson", b'{"features": [1]}', refusals.NotAFeature),
        (
            "a.geojson",
            b'{"features": [{"geometry": {"type": "Polygon"}, "properties": {}}]}',
            refusals.NotAPoint,
        ),
    ],
)
def test_a_file_that_is_none_is_refused(app, tmp_path, name, content, refusal):
    (tmp_path / name).write_bytes(content)
    with app.app_context(), pytest.raises(refusal):
        importing.check_file(tmp_path / name)


def test_one_id_twice_in_a_file_is_refused_with_both_rows(app, city_data, tmp_path):
    path = write_csv(tmp_path / "a.csv", [make_row(), make_row()])
    with app.app_context(), pytest.raises(refusals.SameKey) as refused:
        importing.check_file(path)
    assert refused.value.values["first"] == 2
    assert refused.value.values["row"] == 3


def test_a_huge_file_is_refused_before_it_is_read_whole(app, tmp_path):
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(300_000_000)
    with app.app_context(), pytest.raises(csv_file.FileTooLarge):
        importing.check_file(tmp_path / "a.csv")


def test_an_error_on_the_way_keeps_nothing(app, city_data, tmp_path):
    with app.app_context():
        checked = importing.check_file(write_csv(tmp_path / "a.csv", [make_row(id=f"sinov-{n}") for n in range(5)]))
        with pytest.raises(KeyboardInterrupt), unit_of_work():
            importing.keep_spaces(checked.rows, NOW)
            raise KeyboardInterrupt
        assert count_spaces() == 67
        assert search.find("sinov", "park") == []
