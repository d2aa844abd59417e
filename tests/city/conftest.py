"""Applications beside `app`: with other settings, or on another database."""

import pytest

from city.database import db
from tests.conftest import make_app


@pytest.fixture
def open_app():
    """open_app(url, **settings): as make_app, and its connections are closed afterwards."""
    opened = []

    def open_one(url, **settings):
        opened.append(make_app(url, **settings))
        return opened[-1]

    yield open_one
    for app in opened:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def read(open_app, database_url):
    """read(function): what another application, with a connection of its own, sees committed."""
    other = open_app(database_url)

    def ask(function, *values):
        with other.app_context():
            return function(*values)

    return ask
