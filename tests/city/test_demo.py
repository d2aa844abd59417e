"""Loading what the city brings along: once, whole, and again without harm."""

from sqlalchemy import func, select, text

from city import demo
from city.database import db, unit_of_work
from city.districts import District


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def count_found():
    return db.session.scalar(text("SELECT count(*) FROM city_search_entry"))


def test_the_twelve_districts_are_loaded_and_can_be_found(app):
    with app.app_context():
        with unit_of_work():
            demo.load_districts()
            demo.refresh_search()
        assert count(District) == 12
        assert count_found() >= 12


def test_loading_again_adds_nothing(app, city_data):
    with app.app_context():
        before = count(District), count_found()
        demo.load_all()
        assert (count(District), count_found()) == before


def test_indexing_anew_leaves_no_old_entries(app, city_data):
    with app.app_context():
        words = text("SELECT count(*), count(DISTINCT entry_id) FROM city_search_posting")
        before, kept = count_found(), db.session.execute(words).one()
        for _ in range(2):
            with unit_of_work():
                demo.refresh_search()
        assert count_found() == before == kept[1]
        assert db.session.execute(words).one() == kept


def test_progress_is_one_line_a_step_where_there_is_no_terminal(app, city_data, capsys):
    with app.app_context():
        demo.load_all()
    said = capsys.readouterr()
    assert "districts: loaded" in (said.out + said.err).splitlines()
