"""Real databases for the tests: a fresh copy for each, SpatiaLite by default, PostGIS where TEST_DATABASE_URL is set."""

import os
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import psycopg
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import BytecodeCache
from sqlalchemy.engine import make_url
from werkzeug.routing import Rule

from city import demo, migration
from city.app import create_app
from city.database import db
from tests.page_checker import check_page

SERVER = os.environ.get("TEST_DATABASE_URL", "")


class CheckedClient(FlaskClient):
    """A client that looks at every page it is given (see page_checker)."""

    def open(self, *args, **values):
        response = super().open(*args, **values)
        if is_readable_page(response):
            check_page(response.request.path, response.text)
        return response


def is_readable_page(response):
    """Whether there is a page to look at: no redirection, not packed, not only its head."""
    plain = "Content-Encoding" not in response.headers and response.request.method not in ("HEAD", "OPTIONS")
    whole = not response.request.path.endswith("/rows")  # parts of pages, which a script puts in
    return response.mimetype == "text/html" and not 300 <= response.status_code < 400 and plain and whole


class CompiledOnce(BytecodeCache):
    """Templates are compiled once in this process, not once for each application of each test."""

    kept = {}

    def load_bytecode(self, bucket):
        if code := self.kept.get((bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket):
        self.kept[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


class BuiltOnce(Rule):
    """Routes too: what builds their addresses depends on the rule alone."""

    kept = {}

    def _compile_builder(self, append_unknown=True):
        key = (self.rule, repr(self.defaults), append_unknown)
        if key not in self.kept:
            self.kept[key] = super()._compile_builder(append_unknown)
        return self.kept[key]


Flask.url_rule_class = BuiltOnce


INSTANCE = TemporaryDirectory(prefix="city-tests-")  # of this process: what the application keeps beside its database


def make_app(url, **settings):
    """An application on the database at `url`; what the environment says of the services stands."""
    kept = {name: os.environ[name] for name in ("FEATURES",) if name in os.environ}
    quiet = {"LOG_LEVEL": "WARNING", "API_RATE_LIMIT": "", "API_KEY_RATE_LIMIT": ""}  # counting is tested where it is asked for
    quiet |= {"INSTANCE_PATH": INSTANCE.name}
    app = create_app({"DATABASE_URL": url, **quiet, **kept, **settings})
    app.test_client_class = CheckedClient
    app.jinja_env.bytecode_cache = CompiledOnce()
    return app


class Sqlite:
    """Databases are files; a copy is a copied file."""

    def __init__(self, folder):
        self.folder = folder

    def new(self):
        return f"sqlite:///{self.folder / uuid4().hex}.db"

    def copy(self, template):
        made = self.new()
        shutil.copyfile(Path(make_url(template).database), Path(make_url(made).database))
        return made

    def drop(self, url):
        for file in self.folder.glob(f"{Path(make_url(url).database).name}*"):
            file.unlink()


class Postgres:
    """Databases of one server; a copy is made from a template."""

    def _run(self, statement):
        with psycopg.connect(SERVER, autocommit=True) as connection:
            connection.execute(statement)

    def new(self, template="template1"):
        name = f"city_{uuid4().hex}"
        self._run(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return make_url(SERVER).set(database=name).render_as_string(hide_password=False)

    def copy(self, template):
        return self.new(make_url(template).database)

    def drop(self, url):
        self._run(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')


def pytest_xdist_auto_num_workers(config):
    """One process more than there are processors: tests with a browser mostly wait for it."""
    return len(os.sched_getaffinity(0)) + 1


def pytest_terminal_summary(terminalreporter):
    """Print what tests measured (record_property), whichever process they ran in."""
    reports = [report for each in ("passed", "failed") for report in terminalreporter.stats.get(each, ())]
    for name, value in [found for report in reports if report.when == "call" for found in report.user_properties]:
        terminalreporter.write_line(f"{name}: {value}")


@pytest.fixture(scope="session")
def databases(tmp_path_factory):
    return Postgres() if SERVER else Sqlite(tmp_path_factory.mktemp("databases"))


@pytest.fixture(scope="session")
def empty_template(databases):
    url = databases.new()
    migration.upgrade(url)
    return url


@pytest.fixture(scope="session")
def full_template(databases, empty_template):
    url = databases.copy(empty_template)
    app = make_app(url)
    with app.app_context():
        demo.load_all()
        db.session.remove()
        db.engine.dispose()
    return url


@pytest.fixture
def city_data():
    """Ask for this beside `app` or `client`, and the database holds the districts and the demonstration data."""


@pytest.fixture
def database_url(request, databases):
    """The address of a database of this test's own."""
    template = "full_template" if "city_data" in request.fixturenames else "empty_template"
    url = databases.copy(request.getfixturevalue(template))
    yield url
    databases.drop(url)


@pytest.fixture
def app(database_url):
    app = make_app(database_url)
    yield app
    app.extensions["streams"].stop()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="session")
def material():
    """The folder of other people's test files. Skips where CITY_TEST_MATERIAL does not name one."""
    folder = os.environ.get("CITY_TEST_MATERIAL")
    if not folder:
        pytest.skip("CITY_TEST_MATERIAL is not set: tests with files made by others are left out")
    return Path(folder)
