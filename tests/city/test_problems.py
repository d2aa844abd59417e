"""Every error is one sentence: on a page in the reader's language, or as problem details under /api."""

import re
from datetime import datetime

import pytest
from sqlalchemy import Column, MetaData, String, Table, insert, text
from sqlalchemy.exc import DBAPIError

from city.database import UTCDateTime, db, unit_of_work
from city.districts import District
from city.errors import BrokenText, DatabaseAway, DiskFull, NotFound, SchemaMissing, UnknownLanguage
from city.problems import SENTENCES, name_database_error
from tests.city.words import translate

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")
SECRET = "the-secret-of-the-server"


def check_problem(answer, status, sentence):
    """RFC 9457: type, title, status, detail and instance, under its own media type."""
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.json["status"] == status
    assert answer.json["detail"] == sentence
    assert answer.json["type"].startswith("/api/problems#")
    assert answer.json["title"]
    assert answer.json["instance"].startswith("/api/")


def check_page(answer, status, sentence):
    assert answer.status_code == status
    assert answer.mimetype == "text/html"
    assert sentence in answer.text


def add_faults(app):
    """Addresses that fail: for a reason of their own, and for one of the database's."""

    @app.get("/<lang:lang_path>/fault")
    @app.get("/api/v1/fault")
    def fault():
        raise RuntimeError(SECRET)

    @app.get("/api/v1/doubled")
    def doubled():
        for _ in range(2):
            row = {"key": SECRET, "soato": "", "population": 0, "population_date": "", "population_source": ""}
            db.session.execute(
                insert(District).values(**row, outline="SRID=4326;MULTIPOLYGON(((69 41,69.1 41,69.1 41.1,69 41)))")
            )

    @app.get("/api/v1/naive")
    def naive():
        moments = Table("moments", MetaData(), Column("at", UTCDateTime), Column("name", String))
        db.session.execute(insert(moments).values(at=datetime(2026, 11, 24), name=SECRET))

    return app


@pytest.mark.once
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_is_not_there_answers_in_the_readers_language(client, lang):
    check_page(client.get(f"/{lang}/nothing"), 404, translate(lang, SENTENCES[404]))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_district_that_is_not_there_answers_in_the_readers_language(client, city_data, lang):
    check_page(client.get(f"/{lang}/districts/atlantis"), 404, translate(lang, NotFound.sentence))


@pytest.mark.once
@pytest.mark.parametrize("path", ["/xx/", "/de-AT/green/"])
def test_a_language_that_the_city_does_not_speak_is_said_so(client, path):
    check_page(client.get(path, headers={"Accept-Language": "ru"}), 404, translate("ru", UnknownLanguage.sentence))


@pytest.mark.once
def test_a_wrong_method_names_the_right_ones(client):
    refused = client.post("/ru/districts/")
    check_page(refused, 405, translate("ru", SENTENCES[405]))
    assert "GET" in refused.headers["Allow"]


@pytest.mark.once
def test_a_wrong_method_under_api_is_a_problem(client):
    check_problem(client.delete("/api/v1/search?lang=ru"), 405, translate("ru", SENTENCES[405]))


@pytest.mark.once
@pytest.mark.parametrize("path", ["/uz/search", "/uz/nothing", "/api/v1/search"])
def test_a_form_of_ten_megabytes_is_refused(client, path):
    refused = client.post(path, data={"note": "x" * 10_000_000}, headers={"Accept-Language": "uz"})
    assert refused.status_code == 413
    assert translate("uz", SENTENCES[413], limit=2) in (refused.json["detail"] if refused.is_json else refused.text)


@pytest.mark.once
@pytest.mark.parametrize("query", ["q=%ff", "q=%C0%AF", "%ED%A0%80=x", "q=caf%E9"])
def test_a_question_that_is_no_utf8_is_refused(client, query):
    check_page(client.get(f"/ru/search?{query}"), 400, translate("ru", BrokenText.sentence))
    check_problem(client.get(f"/api/v1/search?lang=ru&{query}"), 400, translate("ru", BrokenText.sentence))


@pytest.mark.once
@pytest.mark.parametrize("path", ["/\xff", "/ru/districts/\xc0\xaf", "/ru/\xed\xa0\x80"])
def test_a_path_that_is_no_utf8_is_refused(client, path):
    answer = client.get("/", environ_overrides={"PATH_INFO": path}, headers={"Accept-Language": "ru"})
    check_page(answer, 400, translate("ru", BrokenText.sentence))


@pytest.mark.parametrize("path", ["/ru/districts/%00", "/ru/search?q=a&kind=%00", "/ru/search?q=%00"])
def test_a_nul_is_refused_and_asks_nothing_of_the_database(client, city_data, path):
    check_page(client.get(path), 400, translate("ru", SENTENCES[400]))


def test_a_wrong_value_is_named(client, city_data):
    check_problem(client.get("/api/v1/search?q=a&limit=many&lang=en"), 422, "The value of “limit” is not right.")
    check_page(client.get("/ru/search?q=a&limit=0"), 422, translate("ru", "The value of “%(name)s” is not right.", name="limit"))


@pytest.mark.once
def test_an_address_under_api_that_is_not_there_is_a_problem(client):
    check_problem(client.get("/api/v1/nothing?lang=en"), 404, SENTENCES[404])
    check_problem(
        client.get("/api/v1/nothing", headers={"Accept-Language": "uz-Cyrl"}), 404, translate("uz-cyrl", SENTENCES[404])
    )


@pytest.mark.once
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fault_of_ours_shows_no_details(app, lang):
    page = add_faults(app).test_client().get(f"/{lang}/fault")
    check_page(page, 500, translate(lang, SENTENCES[500]))
    assert SECRET not in page.text and "Traceback" not in page.text


@pytest.mark.once
def test_a_fault_under_api_shows_no_details(app):
    answer = add_faults(app).test_client().get("/api/v1/fault?lang=en")
    check_problem(answer, 500, SENTENCES[500])
    assert SECRET not in answer.text


@pytest.mark.parametrize(
    ("path", "kind"), [("/api/v1/doubled", "UniqueViolation|IntegrityError"), ("/api/v1/naive", "ValueError")]
)
def test_a_fault_of_the_database_keeps_what_was_typed_out_of_answer_and_log(app, caplog, path, kind):
    answer = add_faults(app).test_client().get(path)
    check_problem(answer, 500, translate("uz", SENTENCES[500]))
    assert re.search(kind, caplog.text) and "test_problems.py" in caplog.text
    assert SECRET not in answer.text + caplog.text


def test_a_database_without_its_tables_is_told_from_one_that_is_away(open_app, database_url):
    with open_app(database_url).app_context(), unit_of_work():
        db.session.execute(text("DROP TABLE city_district"))
    client = open_app(database_url).test_client()
    check_page(client.get("/ru/districts/"), 503, translate("ru", SchemaMissing.sentence))
    check_problem(client.get("/api/v1/districts?lang=ru"), 503, translate("ru", SchemaMissing.sentence))


@pytest.mark.once
def test_an_error_is_never_kept_by_a_cache(client):
    for path in ("/uz/nothing", "/api/v1/nothing", "/xx/"):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers


@pytest.mark.once
def test_a_redirection_is_passed_on(client):
    answer = client.get("/uz")
    assert (answer.status_code, answer.headers["Location"]) == (308, "http://localhost/uz/")


def test_a_full_disk_a_missing_schema_and_a_database_that_is_away_are_told_apart(app):
    with app.app_context():
        assert isinstance(name_database_error(make_full_disk_error()), DiskFull)
        assert isinstance(name_database_error(make_error("SELECT * FROM no_such_table")), SchemaMissing)
        assert isinstance(name_database_error(make_error("SELECT no_such_column FROM city_district")), DatabaseAway)


def make_error(*statements):
    """What the driver raises for these statements, on a connection of their own."""
    with pytest.raises(DBAPIError) as raised, db.engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
        connection.invalidate()
    return raised.value


def make_full_disk_error():
    if db.engine.dialect.name == "sqlite":
        return make_error("PRAGMA max_page_count=1", "CREATE TABLE big (text)", "INSERT INTO big VALUES (zeroblob(1000000))")
    return make_error("DO $$ BEGIN RAISE 'диск' USING ERRCODE = 'disk_full'; END $$")
