"""The feed of the metro as tables, built once."""

import pytest

from tests.transit.metro_feed import make_feed, read_feed


@pytest.fixture(scope="session")
def feed(tmp_path_factory):
    return read_feed(make_feed(tmp_path_factory.mktemp("feed")))
