"""An application whose planner keeps its files in a folder of this test's own: small feeds all look alike from outside."""

import pytest

from city.database import db
from tests.conftest import make_app


@pytest.fixture
def app(database_url, tmp_path):
    app = make_app(database_url, INSTANCE_PATH=str(tmp_path))
    yield app
    app.extensions["streams"].stop()
    with app.app_context():
        db.engine.dispose()
