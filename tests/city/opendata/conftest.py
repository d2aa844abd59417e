"""An application that offers datasets of the tests."""

import threading

import pytest

from tests.city.opendata.datasets import make_areas, make_dataset, make_further_file, offer


@pytest.fixture
def kiosks(app):
    """The application offers kiosks (points), squares (areas) and trades (no places, demonstration data)."""
    trades = make_dataset("trades", geometry="", illustrative=lambda: True, title="Trades", files=lambda: [make_further_file()])
    return offer(app, make_dataset(api="city_api.districts"), make_areas(), trades)


@pytest.fixture
def counted(app):
    """The downloads that this process has counted; no thread writes them."""
    app.extensions["downloads"]._thread = threading.current_thread()
    return app.extensions["downloads"]
