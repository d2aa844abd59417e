"""Who may import whom, who may commit, who may ask which database it is: rules that a machine keeps."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from city.config import ROOT

pytestmark = pytest.mark.once

LINT = Path(sys.executable).with_name("lint-imports")
PACKAGES = sorted(file.parent.name for file in ROOT.glob("*/__init__.py") if (file.parent / "feature.py").exists())
SOURCES = sorted(file for name in ("city", *PACKAGES) for file in (ROOT / name).rglob("*.py"))
MIGRATIONS = ("city/migration.py", "city/migrations/")
OFFENCES = {
    "core": ("city/clock.py", "import emergency112"),
    "strangers": ("emergency112/views.py", "import greenspace"),
    "domain": ("emergency112/calls.py", "from flask import request"),
    "core-domain": ("city/names.py", "from city.language import current"),
    "order": ("emergency112/views.py", "from emergency112 import feature"),
    "gtfs-kit": ("emergency112/views.py", "import gtfs_kit"),
    "gtfs-guru": ("emergency112/views.py", "import gtfs_guru"),
    "folium": ("emergency112/views.py", "import folium"),
    "rdflib": ("emergency112/views.py", "import rdflib"),
    "http": ("emergency112/views.py", "import requests"),
}


def name_of(file):
    return str(file.relative_to(ROOT))


def find_places(wanted):
    """`file:line` of every node of our code that is wanted."""
    for file in SOURCES:
        for node in ast.walk(ast.parse(file.read_text())):
            if wanted(node):
                yield f"{name_of(file)}:{node.lineno}"


def outside_of(places, *files):
    return [place for place in places if not place.startswith(files)]


def is_commit(node):
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"


def is_import_of(*names):
    def wanted(node):
        if isinstance(node, ast.Import):
            return any(each.name.split(".")[0] in names for each in node.names)
        return isinstance(node, ast.ImportFrom) and not node.level and (node.module or "").split(".")[0] in names

    return wanted


def lint(folder, *arguments):
    run = subprocess.run([LINT, "--no-cache", "--no-logo", *arguments], cwd=folder, capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr


def test_imports_keep_to_the_contracts():
    status, said = lint(ROOT)
    assert status == 0, said


@pytest.mark.parametrize("contract", OFFENCES)
def test_an_offence_against_a_contract_is_seen(tmp_path, contract):
    for name in ("city", *PACKAGES):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("*.json", "*.po", "*.mo", "*.csv", "__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    file, line = OFFENCES[contract]
    with (tmp_path / file).open("a") as offended:
        offended.write(f"\n{line}\n")
    status, said = lint(tmp_path, "--contract", contract)
    assert status == 1 and "BROKEN" in said, said


def test_every_service_is_under_the_contracts():
    settings = (ROOT / "pyproject.toml").read_text()
    for name in PACKAGES:
        assert settings.count(f'"{name}"') >= 5, f"name {name} in the contracts of [tool.importlinter] in pyproject.toml"


def test_only_the_unit_of_work_commits():
    assert outside_of(find_places(is_commit), "city/database.py", *MIGRATIONS) == []


def test_only_the_fall_back_opens_the_standard_sqlite():
    assert outside_of(find_places(is_import_of("sqlite3", "pysqlite3")), "city/database.py") == []


def test_only_four_files_and_the_migrations_ask_which_database_it_is():
    asks = find_places(lambda node: isinstance(node, ast.Attribute) and node.attr == "dialect")
    assert outside_of(asks, "city/database.py", "city/events.py", "city/geo.py", "city/search.py", *MIGRATIONS) == []


def test_only_one_door_leads_to_web_servers():
    asks = find_places(is_import_of("requests", "authlib", "urllib3", "httpx", "aiohttp"))
    through_the_door = "city/residents/oneid.py"  # Authlib's session, mounted on city.http
    assert outside_of([*asks, *find_places(is_client_of_python)], "city/http/", through_the_door) == []


def is_client_of_python(node):
    """An import of http.client or urllib.request; urllib.parse connects to nobody."""
    if isinstance(node, ast.Import):
        return any(each.name in ("http.client", "urllib.request") for each in node.names)
    if not isinstance(node, ast.ImportFrom) or node.level:
        return False
    names = {each.name for each in node.names}
    whole = node.module in ("http.client", "urllib.request")
    return whole or (node.module, bool(names & {"client", "request"})) in (("http", True), ("urllib", True))


def test_only_one_file_opens_a_line_to_a_mail_server():
    assert outside_of(find_places(is_import_of("smtplib", "aiosmtplib")), "city/mail/smtp.py") == []


def test_no_module_has_a_name_that_says_nothing():
    avoided = {"utils.py", "helpers.py", "manager.py", "base.py", "common.py", "misc.py"}
    assert [name_of(file) for file in SOURCES if file.name in avoided] == []


def test_every_module_begins_with_a_sentence():
    for file in SOURCES:
        head = ast.get_docstring(ast.parse(file.read_text()))
        assert head or not file.read_text().strip(), f"{name_of(file)}: say in a sentence at the head what it is for"
