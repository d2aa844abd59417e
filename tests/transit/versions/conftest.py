"""A desk where versions are taken in, and feeds that are good, bad or old."""

import pytest

from city.database import unit_of_work
from tests.transit.feeds import NOW, SILENT
from transit.versions.taking import Desk


@pytest.fixture
def desk(app):
    """Where imports are done in tests, in an open application context."""
    with app.app_context():
        yield Desk(100, NOW, unit_of_work, SILENT)
