"""A fifth service is one folder and one name: what it offers is in every menu, list and policy of the city."""

import os
import shutil
import subprocess
import sys

import pytest

from city.config import ROOT
from tests.city.test_removal import SERVICES, copy_without

pytestmark = pytest.mark.once

FEATURE = '''
"""Bridges of the city."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Blueprint, render_template_string

from city.accounts.guard import guarded
from city.datasets import Column, Dataset
from city.features import Feature, FooterLink, Guide, Job, MenuEntry, SearchEntry, SearchSource, StaffEntry

bp = Blueprint("bridges", __name__)
PAGE = "{% extends 'city/layout.html' %}{% block content %}<h1>Bridges</h1>{% endblock %}"
GUIDES = Path(__file__).parent


@bp.get("/<lang:lang_path>/bridges/")
def bridges():
    return render_template_string(PAGE)


@bp.get("/staff/bridges/")
@guarded("bridges.watch")
def watch():
    return render_template_string(PAGE)


def count(work):
    work.counts["bridges counted"] += 7


DATASET = Dataset(
    key="bridges",
    title="Bridges as data",
    summary="Where the bridges are.",
    theme="TRAN",
    keywords=("bridge",),
    columns=(Column("name", "text", "Name of the bridge"),),
    rows=lambda: [{"name": "Anhor Bridge"}],
    updated_at=lambda: datetime(2026, 11, 24, tzinfo=UTC),
    licence="CC0-1.0",
    source="We counted them.",
    frequency="IRREG",
)
feature = Feature(
    name="bridges",
    datasets=(DATASET,),
    blueprints=(bp,),
    menu=(MenuEntry("Bridges of Tashkent", "bridges.bridges", "city", "All bridges"),),
    jobs=(Job("bridges.count", "Counting bridges", "Counts them", count, every=timedelta(hours=1)),),
    searches=(SearchSource("bridge", "Bridge", lambda: [SearchEntry("1", {"en": "Anhor Bridge"}, "bridges.bridges", {})]),),
    permissions={"bridges.watch": ("administrator",)},
    staff_menu=(StaffEntry("Watching bridges", "bridges.watch", "bridges.watch", "Whether they stand"),),
    footer=(FooterLink("Bridge office", "bridges.bridges"),),
    guides=(Guide("bridges", "How to cross", GUIDES),),
    privacy=GUIDES,
)
'''
TEXT = "# {title}\n\nA summary.\n\n## {title}\n\nWords about bridges.\n"
RUN = """
import sys
from pathlib import Path

here, whole = Path.cwd(), Path(sys.argv[1])
sys.path = [str(here), str(whole)] + [each for each in sys.path if Path(each or ".").resolve() not in (here, whole)]

from city import demo, migration
from city.app import create_app

app = create_app()
migration.upgrade(app.config["CITY_DATABASE_URL"])
with app.app_context():
    demo.load_all()
from tests.staff import sign_in

client, staff = app.test_client(), app.test_client()
sign_in(staff, "administrator")
wanted = [
    (client, "/en/", "Bridges of Tashkent"),
    (client, "/en/bridges/", "Bridge office"),
    (client, "/en/sitemap", "How to cross"),
    (client, "/en/help/bridges", "Words about bridges"),
    (client, "/en/privacy", "Words about bridges"),
    (client, "/en/search?q=anhor+bridge", "<mark>Anhor</mark> <mark>Bridge</mark>"),
    (client, "/uz/contact/write", "Bridges of Tashkent"),
    (client, "/en/data/", "Bridges as data"),
    (client, "/en/data/bridges", "Name of the bridge"),
    (client, "/data/bridges.csv", "Anhor Bridge"),
    (client, "/data/catalog.ttl", "Bridges as data"),
    (client, "/data.json", "Bridges as data"),
    (staff, "/staff/", "Watching bridges"),
    (staff, "/staff/jobs/", "Counting bridges"),
    (staff, "/staff/roles", "bridges.watch"),
]
for each, path, words in wanted:
    assert words in each.get(path).text, f"{path} does not say “{words}”"
assert app.test_client().get("/staff/bridges/").status_code == 302
assert Path(sys.modules["bridges"].__file__).is_relative_to(here) and Path(sys.modules["city"].__file__).is_relative_to(here)
"""


@pytest.fixture
def copy(tmp_path):
    """The city in a folder of its own, and a fifth service in it."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("needs git, and a checkout")
    copy_without("nothing", tmp_path)
    folder = tmp_path / "bridges"
    folder.mkdir()
    (folder / "__init__.py").write_text('"""Bridges."""\n')
    (folder / "feature.py").write_text(FEATURE)
    for lang in ("uz", "uz-cyrl", "ru", "en"):
        (folder / f"bridges.{lang}.md").write_text(TEXT.format(title="Crossing"))
        (folder / f"privacy.{lang}.md").write_text(TEXT.format(title="Who crosses"))
    return tmp_path


def test_a_fifth_service_is_one_folder_and_one_name(copy):
    names = ",".join([*(name for name in SERVICES if (ROOT / name).exists()), "bridges"])
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environ = kept | {"FEATURES": names, "LOG_LEVEL": "WARNING", "PYTHONDONTWRITEBYTECODE": "1"}
    run = [sys.executable, "-c", RUN, str(ROOT)]
    done = subprocess.run(run, cwd=copy, env=environ, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    command = [sys.executable, "-c", "from city.commands import main; main()", "jobs", "run", "bridges.count"]
    counted = subprocess.run(command, cwd=copy, env=environ | {"PYTHONPATH": "."}, capture_output=True, text=True, timeout=120)
    assert "bridges counted: 7" in counted.stdout, counted.stderr
