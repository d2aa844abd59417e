"""gunicorn is told by the settings of the environment."""

import os
import runpy

import pytest

from city.config import ROOT
from city.errors import WrongSettings

pytestmark = pytest.mark.once


@pytest.fixture
def read_options(monkeypatch):
    """read_options(**settings): what city/gunicorn.py says with these settings in the environment."""

    def read(**settings):
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "city" / "gunicorn.py"))

    return read


def test_address_workers_and_threads_come_from_the_environment(read_options):
    options = read_options(HOST="127.0.0.9", PORT="8765", WEB_WORKERS="3", WEB_THREADS="17")
    assert options["bind"] == "127.0.0.9:8765"
    assert (options["workers"], options["threads"]) == (3, 17)


def test_addresses_of_people_are_not_logged_and_a_stop_is_quick(read_options):
    options = read_options()
    assert options["accesslog"] is None
    assert options["graceful_timeout"] <= 3
    assert options["preload_app"]


def test_wrong_settings_end_the_start(read_options):
    with pytest.raises(WrongSettings, match="PORT"):
        read_options(PORT="eighty")
    assert os.environ["PORT"] == "eighty"
