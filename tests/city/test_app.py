"""The application factory: what it boots, and what it waits with."""

import pytest
from sqlalchemy import event

from city.app import create_app
from city.database import db
from city.errors import WrongSettings

pytestmark = pytest.mark.once

NOWHERE = "postgresql://city@127.0.0.1:1/nothing"


def test_wrong_settings_stop_the_boot():
    with pytest.raises(WrongSettings):
        create_app({"PORT": "eighty"})


def test_no_connection_is_made_before_somebody_asks(open_app, database_url):
    connections = []
    app = open_app(database_url)
    with app.app_context():
        event.listen(db.engine, "connect", lambda *_: connections.append(1))
    client = app.test_client()
    client.get("/health/live")
    client.get("/ru/accessibility")
    client.get("/xx/")
    assert connections == []


def test_pages_without_data_do_not_need_the_database(open_app):
    client = open_app(NOWHERE).test_client()
    for path in ("/uz/accessibility", "/uz/112/", "/uz/api/", "/api/v1/openapi.json", "/health/live"):
        assert client.get(path).status_code == 200, path


def test_two_cities_in_one_process_keep_apart(open_app, databases, empty_template, full_template):
    urls = [databases.copy(template) for template in (empty_template, full_template)]
    empty, full = (open_app(url).test_client() for url in urls)
    assert empty.get("/uz/districts/sergeli").status_code == 404
    assert full.get("/uz/districts/sergeli").status_code == 200
    assert empty.get("/uz/districts/sergeli").status_code == 404


WRITTEN_BY_ANYBODY = {
    *(f"/staff/{path}" for path in ("sign-in", "sign-in/code", "sign-in/passkey", "sign-in/passkey/options", "sign-out")),
    *(f"/<lang:lang_path>/me/{path}" for path in ("data", "erase", "sign-out")),
    *(f"/<lang:lang_path>/{path}" for path in ("contact/write", "data/suggest", "settings", "useful", "useful/<key>")),
    *(f"/<lang:lang_path>/api/{path}" for path in ("register", "key", "key/<secret>")),
}


def test_only_known_forms_are_taken_from_anybody(app):
    """All others ask for a permission: signing in and out, what a reader sets, what residents tell us."""
    written = [rule for rule in app.url_map.iter_rules() if rule.methods & {"POST", "PUT", "PATCH", "DELETE"}]
    anybody = {rule.rule for rule in written if not hasattr(app.view_functions[rule.endpoint], "permission")}
    assert anybody == WRITTEN_BY_ANYBODY
