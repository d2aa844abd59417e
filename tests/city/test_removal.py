"""Services are strangers: delete the folder of any of them, and its name in FEATURES, and the rest still runs."""

import os
import shutil
import subprocess
import sys

import pytest

from city.config import ROOT, Settings

pytestmark = pytest.mark.once

SERVICES = Settings.model_fields["FEATURES"].default
RUN = """
import sys
from pathlib import Path

here, whole, removed = Path.cwd(), Path(sys.argv[1]), sys.argv[2]
sys.path = [str(here)] + [each for each in sys.path if Path(each or ".").resolve() not in (here, whole)]

from flask import url_for
from city import demo, migration
from city.app import create_app

app = create_app()
migration.upgrade(app.config["CITY_DATABASE_URL"])
with app.app_context():
    demo.load_all()
with app.test_request_context("/uz/"):
    homes = [url_for(entry.endpoint, lang_path="uz") for feature in app.extensions["features"] for entry in feature.menu]
client = app.test_client()
pages = ["/uz/", "/uz/search?q=a", "/ru/districts/sergeli", "/en/sitemap", "/uz/api/", "/api/v1/openapi.json", "/health/ready"]
for path in pages + homes:
    print(path, client.get(path).status_code)
assert Path(sys.modules["city"].__file__).is_relative_to(here), "this is not the copy"
assert removed not in sys.modules, f"something imported {removed}"
"""


def copy_without(service, folder):
    """What git knows of, or would take in, but the service."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    for name in subprocess.check_output(command, cwd=ROOT, text=True).split("\0"):
        if name and not name.startswith((f"{service}/", "tests/")) and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)


def start_without(service, folder):
    """Set up, load and ask for pages in a copy without the service, in a process of its own."""
    copy_without(service, folder)
    left = [name for name in SERVICES if name != service and (folder / name / "feature.py").exists()]
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    environ = kept | {"FEATURES": ",".join(left), "LOG_LEVEL": "WARNING", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", RUN, str(ROOT), service]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, cwd=folder, env=environ, **pipes), left


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    """All of them, side by side."""
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("needs git, and a checkout")
    return {service: start_without(service, tmp_path_factory.mktemp(f"without-{service}")) for service in SERVICES}


@pytest.mark.parametrize("service", SERVICES)
def test_without_one_service_the_rest_runs(runs, service):
    run, left = runs[service]
    said, complained = run.communicate(timeout=120)
    assert run.returncode == 0, complained
    answers = [line.rsplit(" ", 1) for line in said.splitlines() if line.startswith("/")]
    assert len(answers) >= 7 + len(left)
    assert [answer for answer in answers if answer[1] != "200"] == []
