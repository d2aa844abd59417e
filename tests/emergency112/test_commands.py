"""Made-up calls from the terminal."""

import pytest

from city.database import db
from city.errors import CityError
from emergency112.commands import emergency112
from emergency112.models import Incident
from tests.emergency112.making import count_incidents


def test_made_up_calls_are_marked_as_such(app, city_data):
    with app.app_context():
        before = count_incidents()
    result = app.test_cli_runner().invoke(emergency112, ["simulate", "--calls", "3", "--pause", "0"], catch_exceptions=False)
    assert result.exit_code == 0 and len(result.output.splitlines()) == 3
    with app.app_context():
        assert count_incidents() == before + 3
        assert all(each.is_demo and each.lon_lat for each in db.session.query(Incident))


def test_they_are_not_taken_in_production(app, city_data):
    app.config["CITY_ENV"] = "production"
    with pytest.raises(CityError, match="not taken in production"):
        app.test_cli_runner().invoke(emergency112, ["simulate"], catch_exceptions=False)
