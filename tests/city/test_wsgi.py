"""What a web worker loads: nothing of what only imports and measurements need."""

import os
import subprocess
import sys

import pytest

from city.config import ROOT

pytestmark = pytest.mark.once

HEAVY = {"geopandas", "gtfs_kit", "pandas", "numba", "matplotlib", "pyproj", "rtree", "pyogrio"}
SHOW_LOADED = "import sys, wsgi; print(*sorted({name.split('.')[0] for name in sys.modules}))"


@pytest.fixture(scope="module")
def loaded():
    environ = os.environ | {"LOG_LEVEL": "WARNING"}
    return set(subprocess.check_output([sys.executable, "-c", SHOW_LOADED], cwd=ROOT, env=environ, text=True).split())


def test_a_web_worker_loads_nothing_heavy(loaded):
    assert loaded & HEAVY == set()


def test_a_web_worker_loads_what_it_serves_with(loaded):
    assert {"flask", "folium", "geoalchemy2", "emergency112"} <= loaded


def test_one_library_opens_sqlite(loaded):
    assert "pysqlite3" not in loaded or "sqlite3" not in loaded
